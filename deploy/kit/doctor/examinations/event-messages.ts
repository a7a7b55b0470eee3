/** Events, which tell the reason where a status does not. */
import type { Manifest } from "../../tree/manifest.ts";
import { numberAt, textAt } from "../../tree/values.ts";
import { ageMs, type ClusterPicture, createdAt, objectsOf, timeAt } from "../picture.ts";

export const HOUR_MS = 3_600_000;

export interface ClusterEvent {
  /** `Pod shop/api-1`. */
  readonly about: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly ageMs: number;
}

/** Warnings of the last hour, newest first. */
export function recentWarnings(picture: ClusterPicture): readonly ClusterEvent[] {
  return objectsOf(picture, "Event")
    .filter(({ body }) => textAt(body, "type") === "Warning")
    .map((event) => eventOf(picture, event))
    .filter((event) => event.ageMs <= HOUR_MS)
    .toSorted((one, other) => one.ageMs - other.ageMs);
}

function eventOf(picture: ClusterPicture, event: Manifest): ClusterEvent {
  const { body } = event;
  const kind = textAt(body, "involvedObject", "kind") ?? "";
  const namespace = textAt(body, "involvedObject", "namespace");
  const name = textAt(body, "involvedObject", "name") ?? "";
  const time =
    timeAt(body, "series", "lastObservedTime") ??
    timeAt(body, "lastTimestamp") ??
    timeAt(body, "eventTime") ??
    createdAt(event);
  return {
    about: namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`,
    reason: textAt(body, "reason") ?? "",
    message: (textAt(body, "message") ?? "").trim(),
    count: numberAt(body, "series", "count") ?? numberAt(body, "count") ?? 1,
    // The header with the cluster's clock has whole seconds.
    ageMs: Math.max(0, ageMs(picture, time) ?? 0),
  };
}

/** What recent warnings of these reasons say about an object. */
export function messagesAbout(
  picture: ClusterPicture,
  { kind, namespace, name }: Manifest,
  reasons: readonly string[],
): readonly string[] {
  const about = namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
  return recentWarnings(picture)
    .filter((event) => event.about === about && reasons.includes(event.reason))
    .map(({ message }) => sentence(message));
}

const LENGTH_SHOWN = 300;

/** A message of a controller on one line, cut where it repeats itself at length, without a full stop. */
export function sentence(message: string): string {
  const line = message.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length <= LENGTH_SHOWN ? line : `${line.slice(0, LENGTH_SHOWN)}…`;
}
