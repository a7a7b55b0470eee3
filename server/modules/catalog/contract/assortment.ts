/** The products that shoppers see, for modules that choose among all of them. */
import { type Static, Type } from "typebox";
import { call } from "../../../platform/contract/contract.ts";
import { Language } from "../../../platform/language.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { cardFields } from "./card.ts";

/** What a product is, without its words for shoppers. */
export const AssortedProduct = Closed({
  id: Uuid,
  name: Type.String({ description: "in Korean" }),
  brand: Nullable(Type.String()),
  categoryIds: Type.Array(Uuid, { description: "its own, without those above" }),
  price: Type.Integer({ description: "of the cheapest variant, minor units" }),
  inStock: Type.Boolean(),
  salesFrom: { ...Nullable(Timestamp), description: "null: sold at once" },
  salesUntil: { ...Nullable(Timestamp), description: "null: without an end" },
  createdAt: Timestamp,
});
export type AssortedProduct = Static<typeof AssortedProduct>;

export const ProductCard = Closed(cardFields);
export type ProductCard = Static<typeof ProductCard>;

/** Most products of one call. */
export const ASSORTED_AT_ONCE = 500;

const ids = Type.Array(Uuid, { maxItems: ASSORTED_AT_ONCE });

export const AssortedCategory = Closed({ id: Uuid, slug: Type.String(), parentId: Nullable(Uuid) });
export type AssortedCategory = Static<typeof AssortedCategory>;

export const assortmentCalls = {
  /** Returns all categories, each before those below it. */
  listCategories: call({ input: Closed({}), output: Type.Array(AssortedCategory), retry: "safe" }),
  /** Returns shown products in the order of their ids, those after an id; null: the first ones. */
  listAssortment: call({
    input: Closed({ after: Nullable(Uuid) }),
    output: Closed({ products: Type.Array(AssortedProduct), next: Nullable(Uuid) }),
    retry: "safe",
    deadlineMs: 10_000,
  }),
  /** Returns those of these products that shoppers see, in no order. */
  findAssorted: call({
    input: Closed({ productIds: ids }),
    output: Type.Array(AssortedProduct),
    retry: "safe",
  }),
  /**
   * Returns the first products of a search, in its order. Those of one `tie` are found equally well, and are
   * in stock alike: sales and age decide between them.
   */
  rankSearch: call({
    input: Closed({
      q: Type.String({ maxLength: 200 }),
      limit: Type.Integer({ minimum: 1, maximum: 100 }),
    }),
    output: Type.Array(Closed({ productId: Uuid, tie: Type.Integer() })),
    retry: "safe",
  }),
  /** Returns the cards of those of these products that shoppers see, in no order. */
  findCards: call({
    input: Closed({ productIds: ids, language: Language }),
    output: Type.Array(ProductCard),
    retry: "safe",
  }),
};
