import { type Static, Type } from "typebox";
import { Closed, Line, MoneyInput, OrNull, Timestamp } from "../../../platform/schema.ts";
import { LARGEST_QUANTITY } from "../../inventory/contract.ts";
import { MemberGroupCode } from "../contract/member-group.ts";
import { Sku } from "../contract.ts";

/** Prices of one request. */
export const MOST_PRICES = 1_000;

const minQuantity = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: LARGEST_QUANTITY,
    default: 1,
    description: "the price is that of each piece from this many pieces of the variant on",
  }),
);
const ListedPrice = Closed({ sku: Sku, minQuantity, price: MoneyInput });

export const NewPriceList = Closed({
  name: Line(80),
  memberGroup: Type.Optional({ ...OrNull(MemberGroupCode), description: "null or none: for everybody" }),
  startsAt: Type.Optional({ ...OrNull(Timestamp), description: "it applies from this moment on" }),
  endsAt: Type.Optional({ ...OrNull(Timestamp), description: "it applies until just before this moment" }),
  active: Type.Optional(Type.Boolean({ default: true })),
  prices: Type.Optional(Type.Array(ListedPrice, { maxItems: MOST_PRICES })),
});
export type NewPriceList = Static<typeof NewPriceList>;

const { prices, name, ...ofPriceList } = NewPriceList.properties;
/** What is left out stays as it is; null clears a field. */
export const PriceListChange = Closed({ ...ofPriceList, name: Type.Optional(name) });
export type PriceListChange = Static<typeof PriceListChange>;

export const PricesChange = Closed({
  prices: Type.Array(
    Closed({
      sku: Sku,
      minQuantity,
      price: Type.Union([MoneyInput, Type.Null()], { description: "null takes the price out of the list" }),
    }),
    { minItems: 1, maxItems: MOST_PRICES },
  ),
});
export type PricesChange = Static<typeof PricesChange>;
