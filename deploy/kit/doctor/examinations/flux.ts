/** What Flux says of its own objects. One that waits for another is told with that other one. */
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { at, listAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, fault, type Stage, stageOf, warning } from "../diagnosis.ts";
import { ageMs, type ClusterPicture, conditionOf, durationText, listed, objectsOf } from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { sentence } from "./event-messages.ts";

const SOURCES = ["GitRepository", "OCIRepository", "HelmRepository", "HelmChart", "Bucket"];
const IMAGES = ["ImageRepository", "ImagePolicy", "ImageUpdateAutomation"];
const APPLIERS = ["HelmRelease", "Kustomization"];
/** A first try may take as long as the longest timeout of deploy/clusters. */
const PATIENCE_MS = 900_000;

export const suspensions: Examination = {
  name: "flux-suspensions",
  examine: (picture) =>
    [...SOURCES, ...IMAGES, ...APPLIERS]
      .flatMap((kind) => objectsOf(picture, kind))
      .filter(({ body }) => at(body, "spec", "suspend") === true)
      .map((object) => {
        const says = "is suspended: what Git says of it does not arrive.";
        const { namespace, name } = object;
        return warning("delivery", object, says, `flux -n ${namespace} resume ${commandOf(object)} ${name}`);
      }),
};

const COMMANDS: Readonly<Record<string, string>> = {
  GitRepository: "source git",
  OCIRepository: "source oci",
  HelmRepository: "source helm",
  HelmChart: "source chart",
  Bucket: "source bucket",
  ImageRepository: "image repository",
  ImagePolicy: "image policy",
  ImageUpdateAutomation: "image update",
};

const commandOf = ({ kind }: Manifest): string => COMMANDS[kind] ?? kind.toLowerCase();

/** Repositories and charts that Flux cannot fetch. */
export const sources: Examination = {
  name: "flux-sources",
  examine: (picture) =>
    SOURCES.flatMap((kind) => objectsOf(picture, kind)).flatMap((one) => unready(picture, one)),
};

/** Without these no new version arrives, and what runs goes on. */
export const imageAutomation: Examination = {
  name: "flux-images",
  examine: (picture) =>
    IMAGES.flatMap((kind) => objectsOf(picture, kind)).flatMap((one) => unready(picture, one)),
};

function unready(picture: ClusterPicture, object: Manifest): readonly Diagnosis[] {
  const problem = problemOf(picture, object);
  if (problem === undefined) return [];
  const { kind, namespace, name } = object;
  const what = IMAGES.includes(kind) ? "new images do not arrive" : "what it holds is not applied";
  const stage: Stage = IMAGES.includes(kind) ? "delivery" : stageOf(object);
  // HelmCharts and image policies take no "reconcile" of their own.
  const isAsked = !["HelmChart", "ImagePolicy"].includes(kind);
  const next = isAsked
    ? `flux -n ${namespace} reconcile ${commandOf(object)} ${name}`
    : `flux -n ${namespace} get ${commandOf(object)} ${name}`;
  return [fault(stage, object, `${problem.says}: ${what}.`, `${next}; ${runbook("GitOpsNotReady")}`)];
}

interface FluxProblem {
  readonly reason: string;
  readonly says: string;
}

function problemOf(picture: ClusterPicture, object: Manifest): FluxProblem | undefined {
  if (at(object.body, "spec", "suspend") === true) return undefined;
  const stalled = conditionOf(object, "Stalled");
  if (stalled?.status === "True") {
    const says = `is stalled and does not try again (${stalled.reason}: ${sentence(stalled.message)})`;
    return { reason: stalled.reason, says };
  }
  const ready = conditionOf(object, "Ready");
  if (ready === undefined || ready.status === "True") return undefined;
  const age = ageMs(picture, ready.since) ?? 0;
  const isTrying = ready.status === "Unknown";
  if (isTrying && age < PATIENCE_MS) return undefined;
  const state = isTrying ? `is at it for ${durationText(age)}` : "is not ready";
  return { reason: ready.reason, says: `${state} (${ready.reason}: ${sentence(ready.message)})` };
}

export const kustomizations: Examination = {
  name: "flux-kustomizations",
  examine: (picture) => appliers(picture, "Kustomization"),
};

export const helmReleases: Examination = {
  name: "flux-helm-releases",
  examine: (picture) => appliers(picture, "HelmRelease"),
};

const WAITS = ["DependencyNotReady"];

function appliers(picture: ClusterPicture, kind: string): readonly Diagnosis[] {
  const all = objectsOf(picture, kind);
  const troubled = all.filter((one) => problemOf(picture, one) !== undefined);
  return troubled.flatMap((object) => {
    const problem = problemOf(picture, object);
    if (problem === undefined) return [];
    const waiting = waitingFor(object, troubled);
    const isWaiting = WAITS.includes(problem.reason);
    if (isWaiting && dependencies(object, troubled).length > 0) return [];
    const behind =
      waiting.length === 0 ? "." : `. Behind it wait: ${listed(waiting.map(({ name }) => name))}.`;
    const { namespace, name } = object;
    const next = `flux -n ${namespace} reconcile ${kind.toLowerCase()} ${name} ${withSource(kind)}`;
    const page = runbook(problem.reason.includes("Health") ? "ReplicaMissing" : "GitOpsNotReady");
    const explains = waiting.map(titleOf);
    return [
      fault(stageOfApplier(object, problem), object, problem.says + behind, `${next}; ${page}`, { explains }),
    ];
  });
}

const withSource = (kind: string): string => (kind === "Kustomization" ? "--with-source" : "--reset");

/** A health check that fails repeats what its objects say; anything else is a cause of its own. */
function stageOfApplier(object: Manifest, { reason, says }: FluxProblem): Stage {
  if (object.kind === "HelmRelease") return stageOf(object);
  const isEffect =
    reason === "HealthCheckFailed" || reason === "DependencyNotReady" || /health check/i.test(says);
  return isEffect ? "delivery" : "gitops";
}

/** Those of the list that this one names in dependsOn, and theirs. */
function dependencies(
  object: Manifest,
  among: readonly Manifest[],
  seen = new Set<string>(),
): readonly Manifest[] {
  const direct = listAt(object.body, "spec", "dependsOn").flatMap((one) => {
    const namespace = textAt(one, "namespace") ?? object.namespace;
    return among.filter((other) => other.name === textAt(one, "name") && other.namespace === namespace);
  });
  const fresh = direct.filter((one) => !seen.has(titleOf(one)));
  for (const one of fresh) seen.add(titleOf(one));
  return [...fresh, ...fresh.flatMap((one) => dependencies(one, among, seen))];
}

const waitingFor = (object: Manifest, among: readonly Manifest[]): readonly Manifest[] =>
  among.filter((one) => one !== object && dependencies(one, among).includes(object));
