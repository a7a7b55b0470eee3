import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { isSelected } from "../../tree/pods.ts";
import { at, numberAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, fault, stageOf, warning } from "../diagnosis.ts";
import { type ClusterPicture, conditionOf, counted, labelsOf, objectsOf } from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { sentence } from "./event-messages.ts";

const ofEach =
  (kind: string, judge: (picture: ClusterPicture, object: Manifest) => readonly Diagnosis[]) =>
  (picture: ClusterPicture): readonly Diagnosis[] =>
    objectsOf(picture, kind).flatMap((object) => judge(picture, object));

const statusOf = ({ namespace, kind, name }: Manifest): string =>
  `kubectl -n ${namespace} rollout status ${kind.toLowerCase()} ${name}`;

export const rollouts: Examination = { name: "rollouts", examine: ofEach("Deployment", rollout) };

function rollout(_: ClusterPicture, deployment: Manifest): readonly Diagnosis[] {
  const progress = conditionOf(deployment, "Progressing");
  const wanted = numberAt(deployment.body, "spec", "replicas") ?? 1;
  const available = numberAt(deployment.body, "status", "availableReplicas") ?? 0;
  const page = runbook(available === 0 ? "ReplicaMissing" : "rollback");
  const next = `${statusOf(deployment)}; ${page}`;
  if (progress?.reason === "ProgressDeadlineExceeded") {
    const old = available === 0 ? "no pod serves" : `the ${available} from before serve on`;
    const says = `does not roll out: its new pods were not ready in time, ${old}.`;
    return [fault(stageOf(deployment), deployment, says, next)];
  }
  if (available >= wanted || isYoung(progress)) return [];
  const says = `has ${available} of ${wanted} pods available.`;
  return [fault(stageOf(deployment), deployment, says, next, { isEcho: true })];
}

/** A roll-out that still has time. */
const isYoung = (progress: ReturnType<typeof conditionOf>): boolean =>
  progress?.reason === "ReplicaSetUpdated" || progress?.reason === "NewReplicaSetCreated";

/** One replica of the shop's processes is a single point of failure. */
export const replicas: Examination = { name: "replicas", examine: ofEach("Deployment", twoReplicas) };

function twoReplicas(picture: ClusterPicture, deployment: Manifest): readonly Diagnosis[] {
  const namespace = objectsOf(picture, "Namespace").find(({ name }) => name === deployment.namespace);
  const isShop = namespace !== undefined && labelsOf(namespace)["jangteo/admission"] === "enforced";
  const wanted = numberAt(deployment.body, "spec", "replicas") ?? 1;
  if (!isShop || wanted >= 2) return [];
  const says = `is set to ${counted(wanted, "replica")}: the shop has two of each process.`;
  const scaler = `kubectl -n ${deployment.namespace} describe horizontalpodautoscaler`;
  const next = `${scaler}; flux reconcile kustomization apps`;
  return [wanted === 0 ? fault("shop", deployment, says, next) : warning("shop", deployment, says, next)];
}

export const autoscalers: Examination = {
  name: "autoscalers",
  examine: ofEach("HorizontalPodAutoscaler", (_, scaler) =>
    ["AbleToScale", "ScalingActive"].flatMap((type) => {
      const found = conditionOf(scaler, type);
      if (found?.status !== "False" || found.reason === "ScalingDisabled") return [];
      const says = `cannot scale (${sentence(found.message)}): the number of pods stays as it is.`;
      return [warning(stageOf(scaler), scaler, says, "kubectl top pods -A; kubectl -n kube-system get pods")];
    }),
  ),
};

export const budgets: Examination = { name: "budgets", examine: ofEach("PodDisruptionBudget", budget) };

/** A budget that allows nothing while all its pods are well holds up each drain for ever. */
function budget(picture: ClusterPicture, object: Manifest): readonly Diagnosis[] {
  const { namespace, body } = object;
  const expected = numberAt(body, "status", "expectedPods") ?? 0;
  const healthy = numberAt(body, "status", "currentHealthy") ?? 0;
  const allowed = numberAt(body, "status", "disruptionsAllowed") ?? 0;
  const stage = stageOf(object);
  if (expected === 0) {
    const pods = objectsOf(picture, "Pod").filter((pod) => pod.namespace === namespace);
    const picked = pods.some((pod) => isSelected(at(body, "spec", "selector"), labelsOf(pod)));
    const next = `kubectl -n ${namespace} get pods --show-labels`;
    return picked
      ? []
      : [warning(stage, object, "protects no pod: its selector picks none.", next, { isEcho: true })];
  }
  // While some of its pods are not well, those have diagnoses of their own.
  if (allowed > 0 || healthy < expected) return [];
  const next = `kubectl -n ${namespace} get poddisruptionbudget ${object.name} -o yaml`;
  const says = `lets none of its ${counted(expected, "pod")} go, though all are well: a drain never ends.`;
  return [warning(stage, object, says, next)];
}

/** Workloads that have fewer pods than they want: daemons of each node, sets with volumes. */
export const sets: Examination = {
  name: "sets",
  examine: (picture) => [
    ...ofEach("DaemonSet", (_, one) =>
      missing(
        one,
        numberAt(one.body, "status", "desiredNumberScheduled"),
        numberAt(one.body, "status", "numberReady"),
      ),
    )(picture),
    ...ofEach("StatefulSet", (_, one) =>
      missing(one, numberAt(one.body, "spec", "replicas"), numberAt(one.body, "status", "readyReplicas")),
    )(picture),
  ],
};

function missing(object: Manifest, wanted = 0, ready = 0): readonly Diagnosis[] {
  if (ready >= wanted) return [];
  const says = `has ${ready} of ${wanted} pods ready.`;
  return [fault(stageOf(object), object, says, statusOf(object), { isEcho: true })];
}

export const jobs: Examination = { name: "jobs", examine: ofEach("Job", job) };

function job(picture: ClusterPicture, object: Manifest): readonly Diagnosis[] {
  const failed = conditionOf(object, "Failed");
  const { namespace, name, body } = object;
  const tries = numberAt(body, "status", "failed") ?? 0;
  const isDone = conditionOf(object, "Complete")?.status === "True";
  if (isDone || (failed?.status !== "True" && tries === 0)) return [];
  const stage = stageOf(object);
  const ended = podsOf(picture, object);
  const explains = ended.map(titleOf);
  const how = lastExit(ended);
  const logs = `kubectl -n ${namespace} logs job/${name}`;
  if (failed?.status !== "True") {
    const says = `failed ${counted(tries, "time")} and tries again.${how}`;
    return [warning(stage, object, says, logs, { explains })];
  }
  const says = `failed (${failed.reason}: ${sentence(failed.message)}).${how}`;
  const again = stage === "migration" ? `; mended: kubectl -n ${namespace} delete job ${name}` : "";
  const next = `${logs}${again}; ${runbook("rollback")}`;
  // The next run of a CronJob may do better.
  const isRepeated = textAt(body, "metadata", "ownerReferences", 0, "kind") === "CronJob";
  const say = isRepeated ? warning : fault;
  return [say(stage, object, says, next, { explains })];
}

const podsOf = (picture: ClusterPicture, { namespace, name }: Manifest): readonly Manifest[] =>
  objectsOf(picture, "Pod").filter(
    (pod) => pod.namespace === namespace && labelsOf(pod)["batch.kubernetes.io/job-name"] === name,
  );

function lastExit(pods: readonly Manifest[]): string {
  const path = ["status", "containerStatuses", 0, "state", "terminated"] as const;
  const codes = pods.flatMap(({ body }) => numberAt(body, ...path, "exitCode") ?? []);
  const code = codes.findLast((one) => one !== 0);
  return code === undefined ? "" : ` Its last pod ended with exit code ${code}.`;
}
