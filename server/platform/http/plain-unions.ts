/**
 * Says in keywords what a schema of a response says by unions. The serializer tries each part of a union by a
 * validator that Ajv compiles for that place, and an answer about orders has a hundred places with a currency
 * or a null: 40 to 400 ms of a core at the first answer of each process, and at every other a check of the
 * value. What is written stays the same. A union whose parts differ in shape stays a union. Pure.
 */

type Schema = Readonly<Record<string, unknown>>;

const known = new WeakMap<object, object>();

/** Returns the schema with such keywords. Parts that were the same object are the same again. */
export function plainUnions(schema: object): object {
  const before = known.get(schema);
  if (before) return before;
  const { anyOf, ...rest } = withPlainParts(schema as Schema);
  const plain = Array.isArray(anyOf) ? joined(anyOf, rest) : rest;
  known.set(schema, plain);
  return plain;
}

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;

const plainPart = (part: unknown): unknown => (isSchema(part) ? plainUnions(part) : part);

function withPlainParts(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, plainOf(keyword, value)]),
  );
}

function plainOf(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case "properties":
    case "patternProperties":
      return isSchema(value)
        ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainPart(part)]))
        : value;
    case "anyOf":
      return Array.isArray(value) ? value.map(plainPart) : value;
    case "items":
    case "additionalProperties":
      return Array.isArray(value) ? value.map(plainPart) : plainPart(value);
    default:
      return value;
  }
}

const isNull = (part: Schema): boolean => part.type === "null";

/** The texts that a part names; undefined: it is no list of texts. */
function textsOf({ const: only, enum: list, nullable }: Schema): readonly string[] | undefined {
  const values: unknown = list ?? [only];
  const isText = (value: unknown): value is string => typeof value === "string";
  return nullable !== true && Array.isArray(values) && values.every(isText) ? values : undefined;
}

function joined(parts: readonly Schema[], rest: Schema): Schema {
  const others = parts.filter((part) => !isNull(part));
  const isNullable = others.length < parts.length;
  const texts = others.map(textsOf);
  if (texts.length > 0 && texts.every((list) => list !== undefined)) {
    const values = texts.flat();
    // Ajv takes a null only where the list has it.
    return { ...rest, type: "string", enum: isNullable ? [...values, null] : values, nullable: isNullable };
  }
  const [only] = others;
  if (others.length === 1 && isNullable && typeof only?.type === "string")
    return { ...only, ...rest, nullable: true };
  return { ...rest, anyOf: parts };
}
