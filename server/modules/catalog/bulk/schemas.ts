/** What the API takes and shows of edits of many products. */
import { type Static, Type } from "typebox";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { StaffListQuery } from "../products/staff-list.ts";
import { BulkChange } from "./change-schema.ts";
import type { BulkProgressRow } from "./queries.ts";

const MOST_IDS = 1_000;
const { q, status, category } = StaffListQuery.properties;

export const Selection = Type.Object(
  { q, status, category, ids: Type.Optional(Type.Array(Uuid, { maxItems: MOST_IDS, uniqueItems: true })) },
  {
    additionalProperties: false,
    description: "the filters of the list, or the ids of products; empty: all products",
  },
);

export const NewBulkEdit = Closed({
  where: Selection,
  expected: Type.Integer({
    minimum: 1,
    description: "how many products the selection had when it was shown",
  }),
  change: BulkChange,
});

/** As it was sent; null for an edit that takes another one back. */
const Words = Type.Optional(Type.Array(Type.String()));
const ShownChange = Closed({
  status: BulkChange.properties.status,
  addCategoryIds: Words,
  removeCategoryIds: Words,
  addTags: Words,
  removeTags: Words,
  brand: Type.Optional(Nullable(Type.String())),
  price: BulkChange.properties.price,
});

export const BulkEdit = Closed({
  id: Uuid,
  status: Type.Enum(["running", "done"]),
  change: Nullable(ShownChange),
  undoes: Nullable(Uuid),
  undoneBy: Nullable(Uuid),
  products: Type.Integer({ description: "all that were selected" }),
  changed: Type.Integer(),
  unchanged: Type.Integer({ description: "they were so before" }),
  refused: Type.Integer(),
  refusals: Type.Array(Closed({ productId: Uuid, name: Nullable(Type.String()), code: Type.String() }), {
    description: "the first 100. STALE_EDIT: not taken back, because the product was edited since",
  }),
  createdAt: Timestamp,
  finishedAt: Nullable(Timestamp),
});
export type BulkEdit = Static<typeof BulkEdit>;

export const presentBulk = ({ staff: _, productCount, refusals, ...row }: BulkProgressRow): BulkEdit => ({
  ...row,
  products: productCount,
  refusals: [...refusals],
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
