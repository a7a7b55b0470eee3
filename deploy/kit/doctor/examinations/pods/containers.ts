import type { Manifest } from "../../../tree/manifest.ts";
import { at, numberAt, textAt } from "../../../tree/values.ts";
import { describeCommand, type Examination } from "../../diagnosis.ts";
import { ageMs, type ClusterPicture, counted, createdAt, durationText, timeAt } from "../../picture.ts";
import { runbook } from "../../runbooks.ts";
import { HOUR_MS, messagesAbout, sentence } from "../event-messages.ts";
import { type ContainerView, containersIn, inGroups, livePods, type PodTrouble } from "./trouble.ts";

type Judge = (picture: ClusterPicture, pod: Manifest, container: ContainerView) => readonly PodTrouble[];

const examinationOf = (name: string, judge: Judge): Examination => ({
  name,
  examine: (picture) =>
    inGroups(
      picture,
      livePods(picture).flatMap((pod) =>
        containersIn(pod).flatMap((container) => judge(picture, pod, container)),
      ),
    ),
});

/** Containers that cannot be made: a Secret, a key or a ConfigMap is missing, or the user is root. */
export const unmade = examinationOf("pods-configuration", (picture, pod, { name, waiting }) => {
  const reasons = ["CreateContainerConfigError", "CreateContainerError", "RunContainerError"];
  if (waiting === undefined || !reasons.includes(waiting.reason)) return [];
  const told = waiting.message || (messagesAbout(picture, pod, ["Failed"])[0] ?? waiting.reason);
  const says = `cannot make its container ${name}: ${causeOf(told)}.`;
  return [{ severity: "fault", pod, says, next: `${describeCommand(pod)}; ${runbook("key-rotation")}` }];
});

function causeOf(message: string): string {
  const [, kind, missing] = /^(secret|configmap) "([^"]+)" not found/.exec(message) ?? [];
  if (missing !== undefined)
    return `the ${kind === "secret" ? "Secret" : "ConfigMap"} ${missing} does not exist`;
  const [, key, of, object] = /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/.exec(message) ?? [];
  if (key !== undefined) return `the ${of} ${object} has no key ${key}`;
  return sentence(message);
}

/** Containers that end again and again. */
export const crashes = examinationOf("pods-crashes", (picture, pod, { name, status, waiting }) => {
  if (waiting?.reason !== "CrashLoopBackOff" && !hasFailedAgain(status)) return [];
  const restarts = numberAt(status, "restartCount") ?? 0;
  const how = endOf(pod, name, status) + probeOf(picture, pod);
  const says = `ends again and again (${counted(restarts, "restart")}): ${how}.`;
  return [{ severity: "fault", pod, says, next: logsOf(pod, name) }];
});

/** The kubelet shows the end of a container until it begins to wait with the next start, or for minutes. */
const hasFailedAgain = (status: unknown): boolean =>
  (numberAt(status, "restartCount") ?? 0) > 0 &&
  (numberAt(status, "state", "terminated", "exitCode") ?? 0) > 0;

/** The kubelet ends a container whose probe fails. Its exit code says nothing then. */
function probeOf(picture: ClusterPicture, pod: Manifest): string {
  const told = messagesAbout(picture, pod, ["Unhealthy"]);
  const ending = told.find((message) => message.startsWith("Liveness probe"));
  return ending === undefined ? "" : `. The kubelet ends it: ${ending}`;
}

/** Containers that run, and ended within the last hour. */
export const restarts = examinationOf("pods-restarts", (picture, pod, { name, status, waiting }) => {
  const ended = ageMs(picture, timeAt(status, "lastState", "terminated", "finishedAt"));
  if (waiting !== undefined || hasFailedAgain(status)) return [];
  if (ended === undefined || ended > HOUR_MS) return [];
  const count = counted(numberAt(status, "restartCount") ?? 1, "restart");
  const says = `ended ${durationText(ended)} ago and runs again (${count}): ${endOf(pod, name, status)}.`;
  return [{ severity: "warning", pod, says, next: logsOf(pod, name) }];
});

const logsOf = ({ namespace, name }: Manifest, container: string): string =>
  `kubectl -n ${namespace} logs ${name} -c ${container} --previous`;

const SIGNALS: Readonly<Record<number, string>> = {
  134: "SIGABRT",
  137: "SIGKILL",
  139: "SIGSEGV",
  143: "SIGTERM",
};

/** How a container ended the last time. */
function endOf(pod: Manifest, container: string, status: unknown): string {
  const last = at(status, "lastState", "terminated") ?? at(status, "state", "terminated");
  const code = numberAt(last, "exitCode");
  const reason = textAt(last, "reason");
  if (reason === "OOMKilled") {
    const limit = limitOf(pod, container);
    const size = limit === undefined ? "" : ` of ${limit}`;
    return `the kernel killed ${container} (OOMKilled), because its memory is more than its limit${size}`;
  }
  if (code === undefined) return `how ${container} ended is not known`;
  const signal = SIGNALS[code];
  const killed = signal === undefined ? "" : `, killed by ${signal}`;
  const told = textAt(last, "message");
  const words = told === undefined ? "" : ` (${sentence(told)})`;
  return `${container} ended with exit code ${code}${killed}${words}`;
}

function limitOf({ body }: Manifest, container: string): string | undefined {
  const containers = at(body, "spec", "containers");
  if (!Array.isArray(containers)) return undefined;
  return textAt(
    containers.find((one) => textAt(one, "name") === container),
    "resources",
    "limits",
    "memory",
  );
}

const PATIENCE_MS = 120_000;

/** Containers that wait to be made for minutes: a volume is not mounted, or the pod has no network. */
export const mounts = examinationOf("pods-mounts", (picture, pod, { waiting }) => {
  const age = ageMs(picture, createdAt(pod)) ?? 0;
  if (!["ContainerCreating", "PodInitializing"].includes(waiting?.reason ?? "") || age < PATIENCE_MS)
    return [];
  const reasons = ["FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox", "NetworkNotReady"];
  const [told] = messagesAbout(picture, pod, reasons);
  // Init containers that run are the reason for PodInitializing.
  if (told === undefined && waiting?.reason === "PodInitializing") return [];
  const says = `is not begun after ${durationText(age)}: ${causeOfMount(told)}.`;
  return [{ severity: "fault", pod, says, next: describeCommand(pod) }];
});

function causeOfMount(message: string | undefined): string {
  if (message === undefined) return "no event says why";
  const [, kind, name] = /(secret|configmap) "([^"]+)" not found/.exec(message) ?? [];
  if (name === undefined) return message;
  return `the ${kind === "secret" ? "Secret" : "ConfigMap"} ${name}, which it mounts, does not exist`;
}
