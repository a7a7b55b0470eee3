/** How a pod begins, serves and ends: resources, probes, drain. */
import { allContainersOf, containersOf, type PodTemplate } from "../../tree/pods.ts";
import { at, type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from "../../tree/values.ts";

type Say = (message: string) => void;

export function checkLife(pod: PodTemplate, say: Say): void {
  const { owner, spec } = pod;
  for (const container of allContainersOf(pod)) {
    const tell = (message: string) => say(`the container ${container.name} ${message}`);
    checkResources(container, tell);
    checkCommand(container, tell);
  }
  if (textAt(spec, "priorityClassName") === undefined) say("has no priorityClassName");
  if (owner.kind === "Deployment" || owner.kind === "StatefulSet") {
    for (const container of containersOf(pod)) {
      checkProbes(container, (message) => say(`the container ${container.name} ${message}`));
    }
    checkEnd(pod, say);
  }
  const job =
    owner.kind === "CronJob" ? at(owner.body, "spec", "jobTemplate", "spec") : at(owner.body, "spec");
  if (owner.kind !== "Job" && owner.kind !== "CronJob") return;
  if (numberAt(job, "activeDeadlineSeconds") === undefined) say("has no activeDeadlineSeconds");
  if (numberAt(job, "backoffLimit") === undefined) say("has no backoffLimit");
  if (owner.kind === "CronJob" && at(owner.body, "spec", "concurrencyPolicy") !== "Forbid") {
    say("has no concurrencyPolicy: Forbid");
  }
}

function checkResources(container: Fields, tell: Say): void {
  const requests = fieldsAt(container, "resources", "requests");
  const limits = fieldsAt(container, "resources", "limits");
  for (const name of ["cpu", "memory"]) {
    if (requests[name] === undefined) tell(`requests no ${name}: the scheduler cannot count it`);
  }
  if (limits.memory === undefined) tell("has no limit for memory: it could take the node's");
  if (limits.cpu !== undefined) tell("has a limit for the CPU: answers would be slowed down on an idle node");
}

/** A shell or npm as the first process swallows the signal to stop. */
function checkCommand(container: Fields, tell: Say): void {
  const words = [...listAt(container, "command"), ...listAt(container, "args")].map(String);
  const [first = ""] = words;
  if (/(^|\/)(ba|da|a)?sh$/.test(first)) tell("starts a shell, which does not pass the signal to stop on");
  if (/(^|\/)(npm|npx|yarn|pnpm)$/.test(first))
    tell(`starts ${first}, which does not pass the signal to stop on`);
}

function checkProbes(container: Fields, tell: Say): void {
  for (const name of ["startupProbe", "readinessProbe", "livenessProbe"]) {
    if (!isFields(container[name])) tell(`has no ${name}`);
  }
  const place = (name: string) => {
    const request = fieldsAt(container, name, "httpGet");
    return request.path === undefined ? undefined : `${request.port}${request.path}`;
  };
  const alive = place("livenessProbe");
  const usesDatabase = listAt(container, "env").some((one) => at(one, "name") === "DATABASE_URL");
  if (usesDatabase && alive !== undefined && alive === place("readinessProbe")) {
    tell("asks the same address whether it lives and whether it is ready: a lost database would restart it");
  }
  if (alive !== undefined && /ready/.test(alive)) tell(`asks ${alive} whether it lives`);
}

/** Endpoints are told to proxies after the pod is told to stop: the pod serves on for some seconds. */
function checkEnd({ owner, spec }: PodTemplate, say: Say): void {
  const grace = numberAt(spec, "terminationGracePeriodSeconds") ?? 30;
  const containers = listAt(spec, "containers");
  const sleeps = containers.map((one) => numberAt(one, "lifecycle", "preStop", "sleep", "seconds"));
  const longest = Math.max(0, ...sleeps.map((seconds) => seconds ?? 0));
  if (longest >= grace) say(`sleeps for ${longest} s before it stops, and is killed after ${grace} s`);
  const serves = containers.some((one) => listAt(one, "ports").some((port) => at(port, "name") === "http"));
  if (serves && longest === 0 && owner.kind === "Deployment") {
    say("has no preStop sleep: requests would reach it while it stops");
  }
}
