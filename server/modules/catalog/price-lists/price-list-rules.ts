/** What a price list may hold. Pure. */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { PricesChange } from "./price-list-input.ts";

/** A price in minor units of the shop's currency; null: it is taken out. */
export interface PriceEntry {
  readonly sku: string;
  readonly minQuantity: number;
  readonly price: number | null;
}

interface Period {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

export const periodProblems = ({ startsAt, endsAt }: Period): InputProblem[] =>
  startsAt && endsAt && endsAt <= startsAt
    ? [inputProblem("/endsAt", "MINIMUM", { limit: startsAt.toISOString() })]
    : [];

export const entriesOf = (prices: PricesChange["prices"], currency: Currency): PriceEntry[] =>
  prices.map(({ sku, minQuantity = 1, price }) => ({
    sku,
    minQuantity,
    price: price === null ? null : asMoney(price, currency).amount,
  }));

/** `known`: the SKUs of the shop's variants. A price of any other SKU can only be taken out. */
export function entryProblems(
  prices: PricesChange["prices"],
  known: ReadonlySet<string>,
  currency: Currency,
): InputProblem[] {
  const seen = new Set<string>();
  return prices.flatMap(({ sku, minQuantity = 1, price }, at) => {
    const place = `${sku} ${minQuantity}`;
    const problems: InputProblem[] = [];
    if (price !== null && !known.has(sku)) problems.push(inputProblem(`/prices/${at}/sku`, "UNKNOWN"));
    if (price !== null && asMoney(price, currency).currency !== currency)
      problems.push(inputProblem(`/prices/${at}/price`, "CURRENCY", { currency }));
    if (seen.has(place)) problems.push(inputProblem(`/prices/${at}`, "DUPLICATE"));
    seen.add(place);
    return problems;
  });
}
