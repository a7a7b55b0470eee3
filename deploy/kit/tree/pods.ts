/** The pods that an object makes. */
import type { Manifest } from "./manifest.ts";
import { at, type Fields, fieldsAt, isFields, listAt, numberAt } from "./values.ts";

export interface PodTemplate {
  readonly owner: Manifest;
  readonly labels: Fields;
  readonly spec: Fields;
}

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

export function podTemplateOf(owner: Manifest): PodTemplate | undefined {
  const path = TEMPLATES[owner.kind];
  if (path === undefined) return undefined;
  const template = at(owner.body, ...path);
  return { owner, labels: fieldsAt(template, "metadata", "labels"), spec: fieldsAt(template, "spec") };
}

export const podTemplatesOf = (objects: readonly Manifest[]): readonly PodTemplate[] =>
  objects.flatMap((object) => podTemplateOf(object) ?? []);

/** The containers that run as long as the pod. */
export const containersOf = ({ spec }: PodTemplate): readonly Fields[] =>
  listAt(spec, "containers").filter(isFields);

export const allContainersOf = (pod: PodTemplate): readonly Fields[] => [
  ...listAt(pod.spec, "initContainers").filter(isFields),
  ...containersOf(pod),
];

/** Ports by number and by name. */
export function portsOf(pod: PodTemplate): ReadonlySet<string | number> {
  const ports = containersOf(pod).flatMap((container) => listAt(container, "ports"));
  return new Set(ports.flatMap((port) => [at(port, "containerPort"), at(port, "name")]).filter(isPort));
}

const isPort = (value: unknown): value is string | number =>
  typeof value === "string" || typeof value === "number";

/** Whether a label selector picks the labels. An empty selector picks everything. */
export function isSelected(selector: unknown, labels: Fields): boolean {
  const exact = Object.entries(fieldsAt(selector, "matchLabels"));
  if (!exact.every(([name, value]) => labels[name] === value)) return false;
  return listAt(selector, "matchExpressions").every((expression) => {
    const label = labels[String(at(expression, "key"))];
    const isListed = listAt(expression, "values").includes(label);
    switch (at(expression, "operator")) {
      case "In":
        return isListed;
      case "NotIn":
        return !isListed;
      case "Exists":
        return label !== undefined;
      default:
        return label === undefined;
    }
  });
}

/** How many replicas run at least: what an autoscaler keeps, or what the object says. */
export function replicasOf(owner: Manifest, objects: readonly Manifest[]): number {
  const scaler = autoscalerOf(owner, objects);
  if (scaler !== undefined) return numberAt(scaler.body, "spec", "minReplicas") ?? 1;
  return numberAt(owner.body, "spec", "replicas") ?? 1;
}

export const autoscalerOf = (owner: Manifest, objects: readonly Manifest[]): Manifest | undefined =>
  objects.find(
    ({ kind, namespace, body }) =>
      kind === "HorizontalPodAutoscaler" &&
      namespace === owner.namespace &&
      at(body, "spec", "scaleTargetRef", "kind") === owner.kind &&
      at(body, "spec", "scaleTargetRef", "name") === owner.name,
  );
