import type { Manifest } from "../../../tree/manifest.ts";
import { at, listAt, numberAt, textAt } from "../../../tree/values.ts";
import { type Diagnosis, describeCommand, type Examination, stageOf, warning } from "../../diagnosis.ts";
import { ageMs, type ClusterPicture, conditionOf, durationText, objectsOf, timeAt } from "../../picture.ts";
import { runbook } from "../../runbooks.ts";
import { messagesAbout } from "../event-messages.ts";
import { type ContainerView, containersIn, inGroups, livePods, type PodTrouble } from "./trouble.ts";

const PATIENCE_MS = 60_000;
const TERMINATION_PATIENCE_MS = 300_000;

/** Pods whose containers run and whose probes fail. */
export const readiness: Examination = {
  name: "pods-readiness",
  examine: (picture) =>
    inGroups(
      picture,
      livePods(picture).flatMap((pod) => unready(picture, pod)),
    ),
};

function unready(picture: ClusterPicture, pod: Manifest): readonly PodTrouble[] {
  const ready = conditionOf(pod, "Ready");
  const age = ageMs(picture, ready?.since);
  if (textAt(pod.body, "status", "phase") !== "Running" || ready?.status !== "False") return [];
  if (ready.reason === "PodCompleted") return [];
  // A container that waits has a diagnosis of its own, which gives the reason.
  const all = containersIn(pod);
  const patience = Math.max(PATIENCE_MS, ...all.map((container) => startOf(pod, container)));
  if (all.some(({ waiting }) => waiting !== undefined) || (age ?? 0) < patience) return [];
  const late = all.filter(({ status }) => at(status, "ready") === false).map(({ name }) => name);
  const [told] = messagesAbout(picture, pod, ["Unhealthy"]);
  const why = told ?? "no event says what its probe got";
  const says = `is not ready for ${durationText(age ?? 0)} (${late.join(", ")}): ${why}.`;
  return [{ severity: "fault", pod, says, next: `${describeCommand(pod)}; ${runbook("ReplicaNotReady")}` }];
}

/** How long a container that has not started yet may take for it. */
function startOf({ body }: Manifest, { name, status }: ContainerView): number {
  if (at(status, "started") !== false) return 0;
  const probe = at(
    listAt(body, "spec", "containers").find((one) => textAt(one, "name") === name),
    "startupProbe",
  );
  const number = (field: string, usual: number): number => numberAt(probe, field) ?? usual;
  const tries = number("periodSeconds", 10) * number("failureThreshold", 3);
  return probe === undefined ? 0 : (number("initialDelaySeconds", 0) + tries) * 1000;
}

/** Pods that were put out, and pods that do not go away. */
export const leavings: Examination = {
  name: "pods-leavings",
  examine: (picture) => objectsOf(picture, "Pod").flatMap((pod) => leaving(picture, pod)),
};

function leaving(picture: ClusterPicture, pod: Manifest): readonly Diagnosis[] {
  const asked = ageMs(picture, timeAt(pod.body, "metadata", "deletionTimestamp"));
  if (asked !== undefined && asked > TERMINATION_PATIENCE_MS) {
    const since = durationText(asked);
    const says = `was to be gone ${since} ago and is still there: its node does not answer for it.`;
    return [warning(stageOf(pod), pod, says, `${describeCommand(pod)}; ${runbook("node-lost")}`)];
  }
  if (textAt(pod.body, "status", "reason") !== "Evicted") return [];
  const says = `was evicted: ${textAt(pod.body, "status", "message") ?? "no reason is given"}`;
  return [warning(stageOf(pod), pod, says, `${describeCommand(pod)}; ${runbook("DiskFilling")}`)];
}
