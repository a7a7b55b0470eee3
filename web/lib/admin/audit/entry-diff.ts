/** What an entry of the audit log changed, field by field. Pure. */

type Facts = Readonly<Record<string, unknown>> | null;

/** `was`, `now`: as text; null where the field was not there. */
export type FieldChange = { field: string; was: string | null; now: string | null };

/** Longer values are cut: an entry may carry a whole description. */
const LONGEST = 2_000;

const textOf = (value: unknown): string | null => {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 1);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** What the subject is called, as far as the entry says so: after the change, or else before it. */
export function nameIn(before: Facts, after: Facts): string | null {
  const names = [after, before].flatMap((facts) => [facts?.["/name"], facts?.name]);
  return names.find((name): name is string => typeof name === "string") ?? null;
}

/** "/translations/en/name" is a place in what was edited. */
const nameOf = (field: string): string => field.replace(/^\//, "").replaceAll("/", " › ");

export function changesOf(before: Facts, after: Facts): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].flatMap((field) => {
    const [was, now] = [textOf(before?.[field]), textOf(after?.[field])];
    return was === now ? [] : [{ field: nameOf(field), was, now }];
  });
}
