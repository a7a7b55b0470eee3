/** What the form of a price list holds, and what of it is sent. Pure. */
import type {
  ListedPrice,
  NewPriceListRequest,
  PriceChange,
  PriceList,
  PriceListEdit,
} from "../../api/types.ts";
import { amountOf } from "../products/amounts.ts";
import { tidyLine } from "../products/options.ts";
import { clockTimeOf, momentOf } from "../products/shop-time.ts";

/** As the fields of the form show them; times are those of the shop's clock. */
export type PriceListFields = {
  name: string;
  /** The code of the group; "" for everybody. */
  memberGroup: string;
  startsAt: string;
  endsAt: string;
  active: boolean;
};

export const fieldsOfForm = (values: FormData): PriceListFields => {
  const text = (name: string) => String(values.get(name) ?? "");
  return {
    name: text("listName"),
    memberGroup: text("memberGroup"),
    startsAt: text("startsAt"),
    endsAt: text("endsAt"),
    active: values.get("active") !== null,
  };
};

export const fieldsOf = (list: PriceList): PriceListFields => ({
  name: list.name,
  memberGroup: list.memberGroup ?? "",
  startsAt: clockTimeOf(list.startsAt),
  endsAt: clockTimeOf(list.endsAt),
  active: list.active,
});

export const newPriceListOf = (fields: PriceListFields): NewPriceListRequest => ({
  name: tidyLine(fields.name),
  memberGroup: fields.memberGroup || null,
  startsAt: momentOf(fields.startsAt),
  endsAt: momentOf(fields.endsAt),
  active: fields.active,
});

/** Only what differs from what is stored. A moment that the form shows to the minute is not cut to it. */
export function priceListEditOf(stored: PriceList, fields: PriceListFields): PriceListEdit {
  const was = fieldsOf(stored);
  const typed = newPriceListOf(fields);
  const names = ["name", "memberGroup", "startsAt", "endsAt", "active"] as const;
  const changed = names.filter((name) => fields[name] !== was[name]);
  return Object.fromEntries(changed.map((name) => [name, typed[name]]));
}

/** The form's fields by the API's names. */
export const priceListPlaces = {
  name: "listName",
  memberGroup: "memberGroup",
  startsAt: "startsAt",
  endsAt: "endsAt",
} as const;

/** The key of a price in its list. */
export const keyOf = ({ sku, minQuantity }: Pick<ListedPrice, "sku" | "minQuantity">): string =>
  `${sku} ${minQuantity}`;

export type TypedPrices = { prices: PriceChange[]; wrong: string[] };

/**
 * The prices that were typed into rows, without those that are what is stored.
 * @returns `wrong`: the keys of rows in which no amount stands
 */
export function typedPrices(rows: readonly ListedPrice[], typed: ReadonlyMap<string, string>): TypedPrices {
  const read: TypedPrices = { prices: [], wrong: [] };
  for (const { sku, minQuantity, price } of rows) {
    const text = typed.get(keyOf({ sku, minQuantity }));
    if (text === undefined) continue;
    const amount = amountOf(text, price.currency);
    if (amount === null) read.wrong.push(keyOf({ sku, minQuantity }));
    else if (amount !== price.amount) read.prices.push({ sku, minQuantity, price: amount });
  }
  return read;
}
