import type { Check, CheckReport } from "../check.ts";
import { type Manifest, titleOf } from "../tree/manifest.ts";
import { autoscalerOf, isSelected, type PodTemplate, podTemplatesOf, replicasOf } from "../tree/pods.ts";
import { at, fieldsAt, listAt, numberAt, textAt } from "../tree/values.ts";
import { checkLife } from "./policies/life.ts";
import { checkNamespaces } from "./policies/namespaces.ts";
import { checkSecurity } from "./policies/security.ts";

/** What a pod may do, and what keeps it running: Pod Security, probes, resources, replicas, budgets. */
export const policies: Check = {
  name: "policies",
  about: "pods are restricted, have probes, resources, replicas and disruption budgets",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    for (const { objects } of await kit.clusters()) {
      const namespaces = objects.filter(({ kind }) => kind === "Namespace");
      const pods = podTemplatesOf(objects);
      report.looked(pods.length, "pod templates");
      for (const pod of pods) {
        const say = (message: string) => report.finding(pod.owner.file, titleOf(pod.owner), message);
        const level = podSecurity(namespaces.find(({ name }) => name === pod.owner.namespace));
        checkSecurity(pod, level, say);
        checkLife(pod, say);
        if (pod.owner.kind === "Deployment") checkReplicas(pod, objects, say);
      }
      checkNamespaces(namespaces, objects, pods, report);
      for (const object of objects) checkAutoscaler(object, objects, report);
    }
  },
};

const podSecurity = (namespace: Manifest | undefined): string =>
  textAt(namespace?.body, "metadata", "labels", "pod-security.kubernetes.io/enforce") ?? "restricted";

/** The namespace whose workloads must survive the loss of a pod. Stand-ins elsewhere may have one replica. */
const SHOP = "shop";

function checkReplicas(pod: PodTemplate, objects: readonly Manifest[], say: (message: string) => void): void {
  const { owner, spec } = pod;
  const scaler = autoscalerOf(owner, objects);
  if (scaler !== undefined && at(owner.body, "spec", "replicas") !== undefined) {
    say(`has replicas and the ${titleOf(scaler)}: Flux would set back what the autoscaler sets`);
  }
  for (const constraint of listAt(spec, "topologySpreadConstraints")) {
    if (at(constraint, "whenUnsatisfiable") === "ScheduleAnyway") continue;
    say("has a spread that is no wish (DoNotSchedule): on one node the second replica would never start");
  }
  const required = "requiredDuringSchedulingIgnoredDuringExecution";
  if (listAt(spec, "affinity", "podAntiAffinity", required).length > 0) {
    say("has a required anti-affinity: on one node the second replica would never start");
  }
  if (owner.namespace !== SHOP) return;
  const replicas = replicasOf(owner, objects);
  if (replicas < 2) say(`has ${replicas} replica: one pod that goes takes the service away`);
  const strategy = fieldsAt(owner.body, "spec", "strategy");
  const surge = at(strategy, "rollingUpdate", "maxSurge");
  if (at(strategy, "rollingUpdate", "maxUnavailable") !== 0 || surge === undefined || surge === 0) {
    say("has no rolling update with maxUnavailable 0 and a surge: a rollout would take a pod away first");
  }
  checkBudget(pod, replicas, objects, say);
}

function checkBudget(
  { owner, labels }: PodTemplate,
  replicas: number,
  objects: readonly Manifest[],
  say: (message: string) => void,
): void {
  const budgets = objects.filter(
    ({ kind, namespace, body }) =>
      kind === "PodDisruptionBudget" &&
      namespace === owner.namespace &&
      isSelected(fieldsAt(body, "spec", "selector"), labels),
  );
  const [budget] = budgets;
  if (budget === undefined) {
    say("has no PodDisruptionBudget");
    return;
  }
  if (budgets.length > 1) say("has two PodDisruptionBudgets: an eviction then always fails");
  const minimum = at(budget.body, "spec", "minAvailable");
  const maximum = at(budget.body, "spec", "maxUnavailable");
  const blocks =
    maximum === 0 ||
    maximum === "0%" ||
    minimum === "100%" ||
    (Number(minimum) >= replicas && minimum !== undefined);
  if (blocks) say(`has a budget that lets no pod go (${titleOf(budget)}): no node could be drained`);
}

function checkAutoscaler(object: Manifest, objects: readonly Manifest[], report: CheckReport): void {
  if (object.kind !== "HorizontalPodAutoscaler") return;
  const say = (message: string) => report.finding(object.file, titleOf(object), message);
  report.looked(1, "autoscalers");
  const [minimum, maximum] = ["minReplicas", "maxReplicas"].map(
    (name) => numberAt(object.body, "spec", name) ?? 1,
  );
  if ((minimum ?? 1) > (maximum ?? 1))
    say(`has more replicas at least (${minimum}) than at most (${maximum})`);
  const target = objects.find(
    ({ kind, name, namespace }) =>
      kind === at(object.body, "spec", "scaleTargetRef", "kind") &&
      name === at(object.body, "spec", "scaleTargetRef", "name") &&
      namespace === object.namespace,
  );
  if (target !== undefined && autoscalerOf(target, objects) !== object) {
    say(`scales the ${titleOf(target)}, which another autoscaler scales too`);
  }
}
