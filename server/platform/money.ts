import { type Static, Type } from "typebox";

/** The shop's currencies and the number of their decimal places (ISO 4217). */
export const currencyDecimals = { KRW: 0, JPY: 0, USD: 2, EUR: 2 } as const;
export type Currency = keyof typeof currencyDecimals;

const CurrencyCode = Type.Union([
  Type.Literal("KRW"),
  Type.Literal("JPY"),
  Type.Literal("USD"),
  Type.Literal("EUR"),
]);

/** Far above any order, and so far below 2^53 that sums of many amounts are still exact. */
export const MAX_AMOUNT = 1_000_000_000_000;

/** Integer minor units with their currency. */
export const Money = Type.Object(
  { amount: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT }), currency: CurrencyCode },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

export const money = (amount: number, currency: Currency): Money => ({ amount, currency });

/** Throws a TypeError for amounts of two currencies. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`cannot add ${b.currency} to ${a.currency}`);
  return money(a.amount + b.amount, a.currency);
}

export const times = (price: Money, quantity: number): Money =>
  money(price.amount * quantity, price.currency);

/** Throws a TypeError if a part is not in `currency`. */
export const sum = (currency: Currency, parts: readonly Money[]): Money =>
  parts.reduce(add, money(0, currency));

export const equal = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;

/**
 * Splits `whole` by `weights`, largest remainders first, then the earlier part. No part is larger than its
 * weight if `whole` is not larger than all weights together. Throws a RangeError for a whole above 0 without
 * any weight. Exact for any integers of JavaScript, unlike a multiplication of two amounts.
 */
export function split(whole: number, weights: readonly number[]): number[] {
  const sumOfWeights = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (whole === 0) return weights.map(() => 0);
  if (sumOfWeights === 0n) throw new RangeError("there is no weight to split by");
  const shares = weights.map((weight, at) => {
    const portion = BigInt(whole) * BigInt(weight);
    return { at, part: Number(portion / sumOfWeights), remainder: portion % sumOfWeights };
  });
  const left = whole - shares.reduce((total, { part }) => total + part, 0);
  const first = shares.toSorted((one, other) =>
    one.remainder === other.remainder ? one.at - other.at : one.remainder > other.remainder ? -1 : 1,
  );
  const raised = new Set(first.slice(0, left).map(({ at }) => at));
  return shares.map(({ at, part }) => part + (raised.has(at) ? 1 : 0));
}

/** The part of an amount that a percentage takes, rounded down. */
export const percentOf = (amount: number, percent: number): number =>
  Number((BigInt(amount) * BigInt(percent)) / 100n);
