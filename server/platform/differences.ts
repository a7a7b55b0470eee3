/** What an edit changed, field by field: for a stale edit, and for the audit log. Pure. */
import { isDeepStrictEqual } from "node:util";

export interface Difference {
  /** RFC 6901. */
  readonly pointer: string;
  readonly was: unknown;
  readonly now: unknown;
}

/** A field with its JSON pointer. */
export type Field = readonly [pointer: string, value: unknown];

/** Compares two states. A field that one of them lacks is null there. */
export function differencesOf(before: Iterable<Field>, after: Iterable<Field>): Difference[] {
  const [was, now] = [new Map(before), new Map(after)];
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((pointer) => {
    const difference = { pointer, was: was.get(pointer) ?? null, now: now.get(pointer) ?? null };
    return isDeepStrictEqual(difference.was, difference.now) ? [] : [difference];
  });
}

/** Joins the differences of edits that followed one another: from before the first to after the last. */
export function joinDifferences(edits: readonly (readonly Difference[])[]): Difference[] {
  const joined = new Map<string, Difference>();
  for (const difference of edits.flat()) {
    const { pointer, now } = difference;
    const first = joined.get(pointer);
    joined.set(pointer, first ? { ...first, now } : difference);
  }
  return [...joined.values()].filter(({ was, now }) => !isDeepStrictEqual(was, now));
}

type Facts = Readonly<Record<string, unknown>>;

/** The differences as the audit log takes them: what was and what is, by pointer. */
export const recordOf = (differences: readonly Difference[]): { before: Facts; after: Facts } => ({
  before: Object.fromEntries(differences.map(({ pointer, was }) => [pointer, was])),
  after: Object.fromEntries(differences.map(({ pointer, now }) => [pointer, now])),
});
