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
    const parts = partsOf(union, errors);
    const others = parts.filter((part) => isForOthers(union, part));
    return others.length < parts.length ? others.flat() : [];
  };
}

/** What each part of the union reports. */
function partsOf(union: ErrorObject, errors: readonly ErrorObject[]): readonly (readonly ErrorObject[])[] {
  const inside = errors.filter((error) => isOf(union, error));
  return Object.values(Object.groupBy(inside, (error) => partOf(union, error))).map((of) => of ?? []);
}

/** A part that is a union itself is for other kinds of values when all its own parts are. */
function isForOthers(union: ErrorObject, part: readonly ErrorObject[]): boolean {
  const unions = part.filter((error) => isUnionOf(union, error));
  return part
    .filter((error) => !unions.some((inner) => isOf(inner, error)))
    .some((error) =>
      isUnionOf(union, error)
        ? partsOf(error, part).every((inner) => isForOthers(error, inner))
        : isOtherKind(union, error),
    );
}

/** Whether it is of a union that judges the same value. */
const isUnionOf = (union: ErrorObject, { keyword, instancePath }: ErrorObject): boolean =>
  keyword === "anyOf" && instancePath === union.instancePath;

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
