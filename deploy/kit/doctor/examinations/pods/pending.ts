import type { Manifest } from "../../../tree/manifest.ts";
import { podTemplateOf } from "../../../tree/pods.ts";
import { cpuOf, memoryOf } from "../../../tree/quantities.ts";
import { at, listAt, textAt } from "../../../tree/values.ts";
import { describeCommand, type Examination } from "../../diagnosis.ts";
import { type ClusterPicture, conditionOf, listed, objectsOf } from "../../picture.ts";
import { runbook } from "../../runbooks.ts";
import { sentence } from "../event-messages.ts";
import { inGroups, livePods, type PodTrouble } from "./trouble.ts";

/** Pods that no node takes. */
export const pending: Examination = {
  name: "pods-pending",
  examine: (picture) =>
    inGroups(
      picture,
      livePods(picture).flatMap((pod) => unschedulable(picture, pod)),
    ),
};

function unschedulable(picture: ClusterPicture, pod: Manifest): readonly PodTrouble[] {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status !== "False") return [];
  if (scheduled.reason === "SchedulingGated") return [];
  const { message } = scheduled;
  const reasons = [...shortages(picture, pod, message), ...refusals(message)];
  const why = reasons.length === 0 ? sentence(message) : listed(reasons);
  const next = `${describeCommand(pod)}; ${runbook("ReplicaMissing")}`;
  return [{ severity: "fault", pod, says: `waits, because no node takes it: ${why}.`, next }];
}

/** `0/1 nodes are available: 1 Insufficient cpu.` */
function shortages(picture: ClusterPicture, pod: Manifest, message: string): readonly string[] {
  const short = [...message.matchAll(/Insufficient ([\w./-]+\w)/g)].map(([, resource = ""]) => resource);
  return [...new Set(short)].map((resource) => {
    if (resource === "cpu") return `${resource} is short (${roomText(picture, pod, "cpu", cpuOf, "m")})`;
    if (resource !== "memory") return `${resource} is short`;
    return `${resource} is short (${roomText(picture, pod, "memory", memoryOf, "Mi")})`;
  });
}

/** What the pod asks for, and what pods that have a node leave of it. */
function roomText(
  picture: ClusterPicture,
  pod: Manifest,
  resource: string,
  amount: (quantity: unknown) => number,
  unit: string,
): string {
  const asked = (one: Manifest): number =>
    listAt(podTemplateOf(one)?.spec, "containers")
      .map((container) => amount(at(container, "resources", "requests", resource)))
      .reduce((sum, part) => sum + part, 0);
  const placed = livePods(picture).filter(({ body }) => textAt(body, "spec", "nodeName") !== undefined);
  const taken = placed.map(asked).reduce((sum, part) => sum + part, 0);
  const whole = objectsOf(picture, "Node")
    .map(({ body }) => amount(at(body, "status", "allocatable", resource)))
    .reduce((sum, part) => sum + part, 0);
  const round = (value: number): string => `${Math.round(value)}${unit}`;
  return `it asks for ${round(asked(pod))}, and ${round(whole - taken)} of ${round(whole)} are free`;
}

const REFUSALS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /untolerated taint(?:\(s\))? ?\{([^}]*)\}/,
    ([, taint = ""]) => `the node has the taint ${taint.replace(/: ?$/, "")}`,
  ],
  [/had untolerated taint\(s\)/, () => "the node has a taint that the pod does not tolerate"],
  [/didn't have free ports/, () => "another pod holds the node's ports that it wants"],
  [/Too many pods/, () => "the node runs as many pods as it may"],
  [/didn't match Pod's node affinity\/selector/, () => "no node has the labels that it wants"],
  [/anti-affinity rules/, () => "it may not share a node with the pods that are there"],
  [/topology spread constraints/, () => "its spread over nodes cannot be kept"],
  [/persistentvolumeclaim "([^"]+)" not found/, ([, name = ""]) => `the claim ${name} does not exist`],
  [/unbound immediate PersistentVolumeClaims/, () => "its volume is not made"],
  [/volume node affinity conflict/, () => "its volume is on another node"],
  [/node\(s\) were unschedulable/, () => "the node is cordoned"],
  [/no nodes available/, () => "there is no node"],
];

const refusals = (message: string): readonly string[] =>
  REFUSALS.flatMap(([pattern, say]) => {
    const match = pattern.exec(message);
    return match === null ? [] : [say(match)];
  }).slice(0, 2);
