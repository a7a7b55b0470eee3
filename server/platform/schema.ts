/** Schema pieces that every module's contract uses. */
import { type Static, type TProperties, type TSchema, type TString, Type } from "typebox";
import { LONGEST_EMAIL } from "./email.ts";
import { type Currency, Money } from "./money.ts";

/** An object that refuses unknown fields: for everything that comes from outside. */
export const Closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

export const Uuid = Type.String({ format: "uuid" });
export const Timestamp = Type.String({ format: "date-time", description: "ISO 8601, UTC" });
/** Where a period begins. It is read as a moment (`shop-day.ts`). */
export const Since = Type.String({
  format: "since",
  maxLength: 40,
  description: "the first moment, or the first day in the shop's time zone: 2026-11-29",
});
/** Where a period ends. It is read as a moment (`shop-day.ts`). */
export const Until = Type.String({
  format: "until",
  maxLength: 40,
  description: "the moment after the last one, or the last day in the shop's time zone: 2026-11-29",
});
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** The output of a call that returns nothing. */
export const Nothing = Type.Object({});
export const nothing: Static<typeof Nothing> = {};

/**
 * Text that people type for people, read by one rule at every door (`text.ts`): NFC, trimmed, nothing that
 * cannot be seen. The check of a request (`http/validation.ts`) puts what was read in place of what was
 * typed. Lengths count characters after that; an emoji is one or a few.
 */

/** One line: a name, a line of an address, a reason. */
export const Line = (maxLength: number): TString => Type.String({ format: "line", minLength: 1, maxLength });

/** Text that may have several lines; it may be empty unless `minLength` is given. */
export const LongText = (maxLength: number, minLength = 0): TString =>
  Type.String({ format: "text", maxLength, ...(minLength > 0 ? { minLength } : {}) });

/** A number that a form must accept with every separator. It is read as E.164 (`phone.ts`). */
export const PhoneInput = Type.String({
  format: "phone",
  maxLength: 40,
  description: "a Korean number in any notation (010-1234-5678, 02)123-4567), or + and country code",
});

/** An address for mails (`email.ts`). It is read with its domain in ASCII. */
export const EmailInput = Type.String({
  format: "email",
  maxLength: LONGEST_EMAIL,
  description: "the domain may be in any script",
});

/** ASCII with a given form. It may be typed in the full width of Korean keyboards. */
export const Plain = (pattern: string, options: { readonly description: string }): TString =>
  Type.String({ format: "plain", pattern, ...options });

/**
 * Null deletes the stored value. One schema, not a union, so that invalid text gets one error message, not
 * two.
 */
export const OrNull = (text: TString) => Type.Unsafe<string | null>({ ...text, type: ["string", "null"] });

/** Money as clients may send it: the full form, or a bare integer in minor units of the shop's currency. */
export const MoneyInput = Type.Union([
  Money,
  Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: "minor units of the shop's currency" }),
]);

/** Returns the full form of a money input. A bare integer is in `currency`. */
export const asMoney = (input: Static<typeof MoneyInput>, currency: Currency): Money =>
  typeof input === "number" ? { amount: input, currency } : input;
