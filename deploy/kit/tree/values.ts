/**
 * Reads values of YAML and JSON whose shape is not known. What is not there, or has another type, is
 * undefined or empty; whether it had to be there is decided by the schemas.
 */

export type Fields = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function at(value: unknown, ...path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (Array.isArray(found) && typeof key === "number") found = found[key];
    else if (isFields(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}

export function listAt(value: unknown, ...path: Path): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function fieldsAt(value: unknown, ...path: Path): Fields {
  const found = at(value, ...path);
  return isFields(found) ? found : {};
}

export function textAt(value: unknown, ...path: Path): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: unknown, ...path: Path): number | undefined {
  const found = at(value, ...path);
  return typeof found === "number" ? found : undefined;
}

export interface Leaf {
  /** `spec.template.spec.containers.0.image`. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Every text, number, boolean and null within a value, with the way to it. */
export function* leaves(value: unknown, path: readonly string[] = []): Generator<Leaf> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, String(index)]);
  } else if (isFields(value)) {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
  } else if (value !== undefined) yield { path, value };
}
