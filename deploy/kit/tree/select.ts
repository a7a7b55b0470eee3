/** Values at the places that a pattern names: `spec.volumes.*.secret.secretName`. */
import { at, type Fields, isFields } from "./values.ts";

export interface PlaceOfValue {
  readonly value: unknown;
  /** The object that has the value as a field. */
  readonly parent: Fields;
}

export function select(root: unknown, pattern: string): readonly PlaceOfValue[] {
  const keys = pattern.split(".");
  const last = keys.pop() ?? "";
  let found: readonly unknown[] = [root];
  for (const key of keys) {
    found = found.flatMap((value) => {
      // In a list of its own: flatMap would take the items of a list for values.
      if (key !== "*") return [at(value, key)].filter((one) => one !== undefined);
      if (Array.isArray(value)) return value;
      return isFields(value) ? Object.values(value) : [];
    });
  }
  return found.flatMap((parent) => {
    const value = at(parent, last);
    return isFields(parent) && value !== undefined ? [{ value, parent }] : [];
  });
}
