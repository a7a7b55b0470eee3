/** Pod Security `restricted`, and what it leaves open: read-only files, tokens, numeric users. */
import { allContainersOf, type PodTemplate } from "../../tree/pods.ts";
import { at, type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from "../../tree/values.ts";

type Say = (message: string) => void;

export function checkSecurity(pod: PodTemplate, level: string, say: Say): void {
  const { spec } = pod;
  checkAccount(spec, say);
  for (const container of allContainersOf(pod)) checkFiles(container, say);
  if (level === "privileged") return;
  for (const name of ["hostNetwork", "hostPID", "hostIPC"]) {
    if (spec[name] === true) say(`has ${name}: it would share what belongs to the node`);
  }
  for (const volume of listAt(spec, "volumes")) {
    if (at(volume, "hostPath") !== undefined)
      say(`mounts a folder of the node (volume ${at(volume, "name")})`);
  }
  for (const container of allContainersOf(pod)) checkContainer(spec, container, say);
}

function checkAccount(spec: Fields, say: Say): void {
  const account = textAt(spec, "serviceAccountName");
  if (account === undefined || account === "default") say("has no ServiceAccount of its own");
  if (spec.automountServiceAccountToken !== false) {
    say("has no automountServiceAccountToken: false: whoever gets in has a token of the cluster");
  }
  if (spec.enableServiceLinks !== false) say("has no enableServiceLinks: false");
}

function checkFiles(container: Fields, say: Say): void {
  if (at(container, "securityContext", "readOnlyRootFilesystem") === true) return;
  say(`the container ${container.name} has no readOnlyRootFilesystem: true`);
}

function checkContainer(spec: Fields, container: Fields, say: Say): void {
  const own = fieldsAt(container, "securityContext");
  const ofPod = fieldsAt(spec, "securityContext");
  const setting = (name: string): unknown => own[name] ?? ofPod[name];
  const tell = (message: string) => say(`the container ${container.name} ${message}`);
  if (own.privileged === true) tell("is privileged");
  if (own.allowPrivilegeEscalation !== false) tell("has no allowPrivilegeEscalation: false");
  if (setting("runAsNonRoot") !== true) tell("has no runAsNonRoot: true");
  const user = setting("runAsUser");
  if (user === 0) tell("runs as root (runAsUser 0)");
  else if (typeof user !== "number") {
    tell("has no runAsUser: the node cannot know from a name whether the user of the image is root");
  }
  const seccomp = fieldsAt(setting("seccompProfile")).type;
  if (seccomp !== "RuntimeDefault" && seccomp !== "Localhost") tell("has no seccompProfile RuntimeDefault");
  if (!listAt(own, "capabilities", "drop").includes("ALL")) tell("does not drop ALL capabilities");
  const added = listAt(own, "capabilities", "add").filter((name) => name !== "NET_BIND_SERVICE");
  if (added.length > 0) tell(`adds capabilities: ${added.join(", ")}`);
  for (const port of listAt(container, "ports").filter(isFields)) {
    const number = numberAt(port, "containerPort") ?? 0;
    if (number < 1024) tell(`listens on the privileged port ${number}`);
    if (port.hostPort !== undefined) tell(`takes the port ${port.hostPort} of the node`);
  }
}
