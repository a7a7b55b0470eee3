/** What was read of a cluster, at one moment. Examinations judge it, and read nothing themselves. */
import { type Manifest, titleOf } from "../tree/manifest.ts";
import { at, fieldsAt, isFields, listAt, textAt } from "../tree/values.ts";

export interface ClusterPicture {
  /** The clock of this machine. */
  readonly now: Date;
  /** The API server's clock less this machine's. Undefined when its answer had no date. */
  readonly clockAheadMs: number | undefined;
  /** `v1.36.3+k0s`. */
  readonly version: string;
  readonly server: ApiAddress;
  readonly objects: readonly Manifest[];
  /** Kinds that were not read, and why. What they would have shown is unknown. */
  readonly unread: readonly UnreadKind[];
  /** The kinds that deploy/ has, and those of them that the cluster serves. */
  readonly kinds: KindsOfTree;
  readonly outside: OutsideView | undefined;
}

export interface ApiAddress {
  readonly host: string;
  readonly port: number;
}

export interface UnreadKind {
  readonly kind: string;
  readonly reason: string;
}

export interface KindsOfTree {
  readonly needed: readonly NeededKind[];
  /** `apps/v1/Deployment`. */
  readonly served: ReadonlySet<string>;
}

export interface NeededKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** A file that has one. */
  readonly file: string;
}

/** The shop's host, as it is seen from this machine. */
export interface OutsideView {
  readonly host: string;
  /** Empty when the name leads nowhere. */
  readonly addresses: readonly string[];
  /** Why the name could not be looked up, or leads nowhere. */
  readonly lookupProblem: string | undefined;
  /** The addresses of the API server's host: the node's public one, as the kubeconfig has it. */
  readonly serverAddresses: readonly string[];
  readonly ports: readonly PortView[];
}

export interface PortView {
  readonly port: number;
  /** Undefined when it is open. */
  readonly problem: string | undefined;
}

export const objectsOf = ({ objects }: ClusterPicture, kind: string): readonly Manifest[] =>
  objects.filter((object) => object.kind === kind);

/** Whether the kind was read, so that "there is none" can be said. */
export const wasRead = ({ unread }: ClusterPicture, kind: string): boolean =>
  !unread.some((one) => one.kind === kind);

export interface StatusCondition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly since: Date | undefined;
}

export function conditionOf(object: Manifest | undefined, type: string): StatusCondition | undefined {
  const found = listAt(object?.body, "status", "conditions").find((one) => textAt(one, "type") === type);
  if (found === undefined) return undefined;
  return {
    status: textAt(found, "status") ?? "Unknown",
    reason: textAt(found, "reason") ?? "",
    message: (textAt(found, "message") ?? "").trim(),
    since: timeAt(found, "lastTransitionTime"),
  };
}

export function timeAt(value: unknown, ...path: readonly string[]): Date | undefined {
  const text = textAt(value, ...path);
  const time = text === undefined ? undefined : new Date(text);
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
}

/** How long ago by the cluster's clock, which wrote the time. */
export function ageMs({ now, clockAheadMs = 0 }: ClusterPicture, time: Date | undefined): number | undefined {
  return time === undefined ? undefined : now.getTime() + clockAheadMs - time.getTime();
}

export const createdAt = (object: Manifest): Date | undefined =>
  timeAt(object.body, "metadata", "creationTimestamp");

export const labelsOf = (object: Manifest): Readonly<Record<string, unknown>> =>
  fieldsAt(object.body, "metadata", "labels");

/** The object that made this one, if that was read. */
export function ownerOf(picture: ClusterPicture, object: Manifest): Manifest | undefined {
  const owners = listAt(object.body, "metadata", "ownerReferences").filter(isFields);
  const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
  return picture.objects.find(
    ({ kind, name, namespace }) =>
      kind === at(owner, "kind") && name === at(owner, "name") && namespace === object.namespace,
  );
}

/** Owners of owners: a pod's is its Deployment. */
export function rootOf(picture: ClusterPicture, object: Manifest): Manifest {
  const owner = ownerOf(picture, object);
  return owner === undefined || owner === object ? object : rootOf(picture, owner);
}

/** `Deployment shop/api`: what one family of objects is called. */
export function familyOf(picture: ClusterPicture, title: string): string {
  const object = picture.objects.find((one) => titleOf(one) === title);
  return object === undefined ? title : titleOf(rootOf(picture, object));
}

const MINUTE_MS = 60_000;

/** `3 minutes`, `26 hours`, `12 days`. */
export function durationText(durationMs: number): string {
  if (durationMs < 2 * MINUTE_MS) return counted(Math.round(durationMs / 1000), "second");
  const minutes = Math.round(durationMs / MINUTE_MS);
  if (minutes < 120) return counted(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 72 ? counted(hours, "hour") : counted(Math.round(hours / 24), "day");
}

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** `a, b and c`. */
export function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const last = distinct.at(-1) ?? "";
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(", ")} and ${last}`;
}
