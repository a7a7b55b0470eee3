/** Schema pieces that every module's contract uses. */
import { type Static, type TProperties, type TSchema, Type } from "typebox";
import { type Currency, Money } from "./money.ts";

/** An object that refuses unknown fields: for everything that comes from outside. */
export const Closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

export const Uuid = Type.String({ format: "uuid" });
export const Timestamp = Type.String({ format: "date-time", description: "ISO 8601, UTC" });
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** The output of a call that returns nothing. */
export const Nothing = Type.Object({});
export const nothing: Static<typeof Nothing> = {};

// JSON can carry what PostgreSQL's text cannot: NUL, and halves of surrogate pairs.
const STORABLE = "[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff]*";

/**
 * Text that may be empty. It has no control characters but line ends and tabs. The length counts characters;
 * an emoji is one or a few.
 */
export const LongText = (maxLength: number) => Type.String({ maxLength, pattern: `^${STORABLE}$` });

/** Text from a line of a form: as `LongText`, and not only spaces. */
export const Text = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: `^(?=[\\s\\S]*\\S)${STORABLE}$`,
  });

/** Money as clients may send it: the full form, or a bare integer in minor units of the shop's currency. */
export const MoneyInput = Type.Union([
  Money,
  Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: "minor units of the shop's currency" }),
]);

/** Returns the full form of a money input. A bare integer is in `currency`. */
export const asMoney = (input: Static<typeof MoneyInput>, currency: Currency): Money =>
  typeof input === "number" ? { amount: input, currency } : input;
