/**
 * Chooses what a failed check says of a value that fits no part of a union. The library reports what is wrong
 * with the value as each part, and then that no part fits. A discount of 0 percent is no wrong fixed amount:
 * a part that is for values of another kind says nothing about this one. Pure.
 */
import type { ErrorObject } from "ajv";

/** Without the problems of parts for another kind of value, and of unions whose parts say more. */
export function withoutOtherParts(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const others = new Set(errors.filter(({ keyword }) => keyword === "anyOf").flatMap(otherParts(errors)));
  return errors.filter((error) => error.keyword !== "anyOf" && !others.has(error));
}

/** What the parts for other kinds of values report. Nothing when all parts are such. */
function otherParts(errors: readonly ErrorObject[]): (union: ErrorObject) => readonly ErrorObject[] {
  return (union) => {
    const inside = errors.filter((error) => isOf(union, error));
    const parts = Object.values(Object.groupBy(inside, (error) => partOf(union, error))).map(
      (of) => of ?? [],
    );
    const others = parts.filter((part) => part.some((error) => isOtherKind(union, error)));
    return others.length < parts.length ? others.flat() : [];
  };
}

/** Whether the union's part reported it. The parts of each element of a list have the same schema. */
const isOf = (union: ErrorObject, { schemaPath, instancePath }: ErrorObject): boolean =>
  schemaPath.startsWith(`${union.schemaPath}/`) &&
  (instancePath === union.instancePath || instancePath.startsWith(`${union.instancePath}/`));

const partOf = (union: ErrorObject, { schemaPath }: ErrorObject): string =>
  schemaPath.slice(union.schemaPath.length + 1).split("/", 1)[0] ?? "";

/** A value of another type, such as null for an object, or an object whose field names another kind. */
function isOtherKind(
  union: ErrorObject,
  { keyword, params, instancePath, schemaPath }: ErrorObject,
): boolean {
  if (instancePath === union.instancePath) return keyword === "type";
  const [, , properties, , own] = schemaPath.slice(union.schemaPath.length).split("/");
  if (properties !== "properties" || own !== keyword) return false;
  return keyword === "const" || (keyword === "enum" && params.allowedValues?.length === 1);
}
