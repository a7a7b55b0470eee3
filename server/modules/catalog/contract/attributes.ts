/** Attributes as products carry them: values by the code of the attribute. */
import { type Static, Type } from "typebox";

const CODE = "^[a-z][a-z0-9_-]{0,39}$";
const CHOICE_CODE = "^[a-z0-9][a-z0-9_-]{0,39}$";

/** The key in products, and behind `attribute.` in addresses. */
export const AttributeCode = Type.String({
  pattern: CODE,
  description: "small letters, digits, - and _, from a letter on",
});
export const ChoiceCode = Type.String({
  pattern: CHOICE_CODE,
  description: "small letters, digits, - and _",
});

export const AttributeType = Type.Enum(["text", "number", "boolean", "choice"]);
export type AttributeType = Static<typeof AttributeType>;

/** The code of a choice, several codes, a text, a number, or yes and no: as the attribute's type says. */
export type AttributeValue = string | number | boolean | string[];

const MOST_CHOSEN = 50;

/** One schema and not a union, so that a wrong value gets one message. */
export const AttributeValue = Type.Unsafe<AttributeValue>({
  type: ["string", "number", "boolean", "array"],
  format: "line",
  minLength: 1,
  maxLength: 200,
  minimum: -1_000_000_000_000,
  maximum: 1_000_000_000_000,
  items: ChoiceCode,
  maxItems: MOST_CHOSEN,
});

export const AttributeValues = Type.Record(Type.String(), AttributeValue);
export type AttributeValues = Static<typeof AttributeValues>;
