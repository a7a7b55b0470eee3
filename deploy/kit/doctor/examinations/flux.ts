/** What Flux says of its own objects. One that waits for another is told with that other one. */
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { at, listAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, fault, type Stage, stageOf, warning } from "../diagnosis.ts";
import {
  ageMs,
  type ClusterPicture,
  conditionOf,
  createdAt,
  durationText,
  listed,
  objectsOf,
} from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { sentence } from "./event-messages.ts";

const SOURCES = ["GitRepository", "OCIRepository", "HelmRepository", "HelmChart", "Bucket"];
const IMAGES = ["ImageRepository", "ImagePolicy", "ImageUpdateAutomation"];
const APPLIERS = ["HelmRelease", "Kustomization"];
/** A first try may take as long as the longest timeout of deploy/clusters. */
const PATIENCE_MS = 900_000;

/** More than these are told together. */
const SUSPENDED_SHOWN = 3;

export const suspensions: Examination = { name: "flux-suspensions", examine: examineSuspensions };

function examineSuspensions(picture: ClusterPicture): readonly Diagnosis[] {
  const found = allOf(picture).filter(isSuspended);
  if (found.length > SUSPENDED_SHOWN) {
    const names = listed(found.map(titleOf));
    const says = `has ${found.length} suspended objects, for which Git does not arrive: ${names}.`;
    return [warning("delivery", "Flux", says, "flux get all -A; flux resume --help")];
  }
  return found.map((object) => {
    const says = "is suspended: what Git says of it does not arrive.";
    const { namespace, name } = object;
    return warning("delivery", object, says, `flux -n ${namespace} resume ${commandOf(object)} ${name}`);
  });
}

const allOf = (picture: ClusterPicture): readonly Manifest[] =>
  [...SOURCES, ...IMAGES, ...APPLIERS].flatMap((kind) => objectsOf(picture, kind));

const isSuspended = ({ body }: Manifest): boolean => at(body, "spec", "suspend") === true;

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
  examine: (picture) => troubles(picture, SOURCES),
};

/** Without these no new version arrives, and what runs goes on. */
export const imageAutomation: Examination = {
  name: "flux-images",
  examine: (picture) => troubles(picture, IMAGES),
};

export const kustomizations: Examination = {
  name: "flux-kustomizations",
  examine: (picture) => troubles(picture, ["Kustomization"]),
};

export const helmReleases: Examination = {
  name: "flux-helm-releases",
  examine: (picture) => troubles(picture, ["HelmRelease"]),
};

/** Reasons that only say that another object is not ready. */
const WAITS = ["DependencyNotReady", "ArtifactFailed", "SourceNotReady"];

function troubles(picture: ClusterPicture, kinds: readonly string[]): readonly Diagnosis[] {
  const unready = allOf(picture).filter(
    (one) => conditionOf(one, "Ready")?.status !== "True" && hasStatus(one),
  );
  const asked = unready.filter(({ kind }) => kinds.includes(kind));
  return asked.flatMap((object) => {
    const problem = problemOf(picture, object);
    // What it waits for is at work, or has a diagnosis of its own.
    const isWaiting = problem !== undefined && ["", ...WAITS].includes(problem.reason);
    const isEffect = isWaiting && dependencies(object, unready).length > 0;
    if (problem === undefined || isEffect || isAboutToGoOn(picture, object, problem)) return [];
    const waiting = unready.filter((one) => one !== object && dependencies(one, unready).includes(object));
    return [troubleOf(object, problem, waiting)];
  });
}

/** What it waited for is ready since a moment: Flux looks again within its interval. */
function isAboutToGoOn(picture: ClusterPicture, object: Manifest, { reason }: FluxProblem): boolean {
  const age = ageMs(picture, conditionOf(object, "Ready")?.since) ?? 0;
  const all = allOf(picture);
  const isThere = (one: FluxReference): boolean => one.name === undefined || isNamed(one, all);
  return WAITS.includes(reason) && age < PATIENCE_MS && namedBy(object).every(isThere);
}

const isNamed = ({ kind, namespace, name }: FluxReference, among: readonly Manifest[]): boolean =>
  among.some((one) => one.kind === kind && one.name === name && one.namespace === namespace);

/** Repositories of charts in an OCI registry are addresses alone: Flux writes no status for them. */
const hasStatus = ({ kind, body }: Manifest): boolean =>
  !(kind === "HelmRepository" && textAt(body, "spec", "type") === "oci");

function troubleOf(object: Manifest, problem: FluxProblem, waiting: readonly Manifest[]): Diagnosis {
  // Kustomizations and releases are known by their names alone.
  const names = waiting.map(({ kind, name }) => (APPLIERS.includes(kind) ? name : `${kind} ${name}`));
  const behind = names.length === 0 ? "." : `. Behind it wait: ${listed(names)}.`;
  const page = runbook(problem.reason.includes("Health") ? "ReplicaMissing" : "GitOpsNotReady");
  const explains = waiting.map(titleOf);
  const says = problem.says + behind;
  return fault(stageOfFlux(object, problem), object, says, `${nextOf(object)}; ${page}`, { explains });
}

function nextOf(object: Manifest): string {
  const { kind, namespace, name } = object;
  // HelmCharts and image policies take no "reconcile" of their own.
  const verb = ["HelmChart", "ImagePolicy"].includes(kind) ? "get" : "reconcile";
  const more = kind === "Kustomization" ? " --with-source" : kind === "HelmRelease" ? " --reset" : "";
  return `flux -n ${namespace} ${verb} ${commandOf(object)} ${name}${more}`;
}

interface FluxProblem {
  readonly reason: string;
  readonly says: string;
}

function problemOf(picture: ClusterPicture, object: Manifest): FluxProblem | undefined {
  if (isSuspended(object)) return undefined;
  const stalled = conditionOf(object, "Stalled");
  if (stalled?.status === "True") {
    const says = `is stalled and does not try again (${stalled.reason}: ${sentence(stalled.message)})`;
    return { reason: stalled.reason, says };
  }
  const ready = conditionOf(object, "Ready");
  const age = ageMs(picture, ready?.since ?? createdAt(object)) ?? 0;
  if (ready === undefined) {
    const says = `was looked at by no controller for ${durationText(age)}`;
    return age < PATIENCE_MS ? undefined : { reason: "", says };
  }
  if (ready.status === "True") return undefined;
  const isTrying = ready.status === "Unknown";
  if (isTrying && age < PATIENCE_MS) return undefined;
  const state = isTrying ? `is at it for ${durationText(age)}` : "is not ready";
  return { reason: ready.reason, says: `${state} (${ready.reason}: ${sentence(ready.message)})` };
}

/** A health check that fails repeats what its objects say; anything else is a cause of its own. */
function stageOfFlux(object: Manifest, { reason, says }: FluxProblem): Stage {
  if (IMAGES.includes(object.kind)) return "delivery";
  if (object.kind !== "Kustomization") return stageOf(object);
  const isEffect = reason === "HealthCheckFailed" || WAITS.includes(reason) || /health check/i.test(says);
  return isEffect ? "delivery" : "gitops";
}

/** Those of the list that this one names, as a dependency or as its source, and theirs. */
function dependencies(
  object: Manifest,
  among: readonly Manifest[],
  seen = new Set<string>(),
): readonly Manifest[] {
  const direct = namedBy(object).flatMap(({ kind, namespace, name }) =>
    among.filter((one) => one.kind === kind && one.name === name && one.namespace === namespace),
  );
  const fresh = direct.filter((one) => !seen.has(titleOf(one)));
  for (const one of fresh) seen.add(titleOf(one));
  return [...fresh, ...fresh.flatMap((one) => dependencies(one, among, seen))];
}

interface FluxReference {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

function namedBy({ kind, namespace, body }: Manifest): readonly FluxReference[] {
  const reference = (value: unknown, usual: string): FluxReference => ({
    kind: textAt(value, "kind") ?? usual,
    namespace: textAt(value, "namespace") ?? namespace,
    name: textAt(value, "name"),
  });
  const spec = at(body, "spec");
  return [
    ...listAt(spec, "dependsOn").map((one) => reference(one, kind)),
    reference(at(spec, "sourceRef"), "GitRepository"),
    reference(at(spec, "chartRef"), "OCIRepository"),
    reference(at(spec, "imageRepositoryRef"), "ImageRepository"),
  ];
}
