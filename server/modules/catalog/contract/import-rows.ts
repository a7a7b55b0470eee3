/** Rows of an import of products or prices, and products as an export shows them. A row is one variant. */
import { type Static, Type } from "typebox";
import { MAX_AMOUNT } from "../../../platform/money.ts";
import { Closed, Line, LongText, Nullable, OrNull, Uuid } from "../../../platform/schema.ts";
import { LARGEST_QUANTITY } from "../../inventory/contract.ts";
import { AddOnHeading, MAX_ADD_ONS } from "./add-ons.ts";
import { AttributeCode, AttributeType } from "./attributes.ts";
import { LONGEST_DESCRIPTION, LONGEST_HTML } from "./descriptions.ts";
import { ProductStatus, Sku, Slug, TaxType } from "./product-words.ts";

/** Most rows of one call: a batch of 500, and the rest of its last product. */
export const MOST_PRODUCT_ROWS = 1_500;

const Amount = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT });
const LineQuantity = Type.Integer({ minimum: 1, maximum: LARGEST_QUANTITY });

/** The text of a cell, or the parts of one. Null and no parts: the value is cleared. */
const AttributeCell = Type.Unsafe<string | string[] | null>({
  type: ["string", "array", "null"],
  format: "line",
  minLength: 1,
  maxLength: 200,
  items: Line(200),
  maxItems: 50,
});
export type AttributeCell = Static<typeof AttributeCell>;

/** What a row may say of its product and its variant. Absent: it stays as it is. Null: it is cleared. */
export const importedFields = {
  sku: Sku,
  slug: Type.Optional(Slug),
  name: Type.Optional(Line(200)),
  description: Type.Optional(OrNull(LongText(LONGEST_DESCRIPTION))),
  /** Goes before `description`, which is its text. */
  descriptionHtml: Type.Optional(OrNull(LongText(LONGEST_HTML))),
  brand: Type.Optional(OrNull(Line(80))),
  /** Each by its slug, its name or its path (`주방 > 컵`). */
  categories: Type.Optional(Type.Array(Line(400), { maxItems: 20 })),
  status: Type.Optional(ProductStatus),
  tags: Type.Optional(Type.Array(Line(40), { maxItems: 50 })),
  taxType: Type.Optional(TaxType),
  minQuantity: Type.Optional(LineQuantity),
  maxQuantity: Type.Optional(Type.Unsafe<number | null>({ ...LineQuantity, type: ["integer", "null"] })),
  /** In the order of the product's options. A name may be left out where the product has the option. */
  options: Type.Optional(
    Type.Array(Closed({ name: Type.Optional(Line(40)), value: Line(60) }), { minItems: 1, maxItems: 3 }),
  ),
  price: Type.Optional(Amount),
  compareAtPrice: Type.Optional(Type.Unsafe<number | null>({ ...Amount, type: ["integer", "null"] })),
  /** Opens the stock of a new variant. */
  stock: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  nameEn: Type.Optional(OrNull(Line(200))),
  descriptionEn: Type.Optional(OrNull(LongText(LONGEST_DESCRIPTION))),
  descriptionHtmlEn: Type.Optional(OrNull(LongText(LONGEST_HTML))),
  brandEn: Type.Optional(OrNull(Line(80))),
  /** Each `slug:` and that of a product, or `sku:` and that of a variant; without a prefix either of them. */
  addOns: Type.Optional(Type.Array(Line(130), { maxItems: MAX_ADD_ONS })),
  addOnHeading: Type.Optional(OrNull(AddOnHeading)),
  addOnHeadingEn: Type.Optional(OrNull(AddOnHeading)),
  /** By the code of the attribute. */
  attributes: Type.Optional(Type.Record(AttributeCode, AttributeCell)),
};

export const ImportedProductRow = Closed({
  row: Type.Integer({ minimum: 1 }),
  /** Rows of one number are of one product, unless their SKUs say otherwise. */
  group: Type.Integer({ minimum: 0 }),
  ...importedFields,
});
export type ImportedProductRow = Static<typeof ImportedProductRow>;

const PREFIXED = /^(slug|sku):\s*(.+)$/i;

/** What a cell of `addOns` may mean. */
export function namedAddOn(cell: string): { readonly slug?: string; readonly sku?: string } {
  const [, kind = "", name = ""] = PREFIXED.exec(cell) ?? [];
  if (kind === "") return { slug: cell, sku: cell };
  return kind.toLowerCase() === "sku" ? { sku: name } : { slug: name };
}

const MOST_NAMED = MOST_PRODUCT_ROWS * MAX_ADD_ONS;
/** Slugs of products and SKUs that cells name as add-ons. */
export const NamedGoods = Closed({
  slugs: Type.Array(Slug, { maxItems: MOST_NAMED }),
  skus: Type.Array(Sku, { maxItems: MOST_NAMED }),
});
export type NamedGoods = Static<typeof NamedGoods>;

/** `prices`: only variants that exist are changed. */
export const ProductRowsKind = Type.Enum(["products", "prices"]);
export type ProductRowsKind = Static<typeof ProductRowsKind>;
export const ImportedProductRows = Type.Array(ImportedProductRow, { maxItems: MOST_PRODUCT_ROWS });

export const ExportedProduct = Closed({
  slug: Type.String(),
  name: Type.String(),
  description: Type.String(),
  descriptionHtml: Nullable(Type.String()),
  brand: Nullable(Type.String()),
  /** Paths of names. */
  categories: Type.Array(Type.String()),
  status: ProductStatus,
  tags: Type.Array(Type.String()),
  taxType: TaxType,
  minQuantity: Type.Integer(),
  maxQuantity: Nullable(Type.Integer()),
  nameEn: Nullable(Type.String()),
  descriptionEn: Nullable(Type.String()),
  descriptionHtmlEn: Nullable(Type.String()),
  brandEn: Nullable(Type.String()),
  addOns: Type.Array(Type.String()),
  addOnHeading: Nullable(Type.String()),
  addOnHeadingEn: Nullable(Type.String()),
  attributes: Type.Record(Type.String(), Type.Unsafe<string | string[]>({ type: ["string", "array"] }), {
    description: "cells by the code of the attribute",
  }),
  variants: Type.Array(
    Closed({
      sku: Type.String(),
      options: Type.Array(Closed({ name: Type.String(), value: Type.String() })),
      price: Type.Integer(),
      compareAtPrice: Nullable(Type.Integer()),
    }),
  ),
});
export type ExportedProduct = Static<typeof ExportedProduct>;

/** An attribute as a column of files. */
export const AttributeColumn = Closed({
  code: AttributeCode,
  type: AttributeType,
  several: Type.Boolean(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
});
export type AttributeColumn = Static<typeof AttributeColumn>;

export const ExportedProducts = Closed({
  items: Type.Array(ExportedProduct),
  /** The id after which the next ones begin. Null: these are the last ones. */
  next: Nullable(Uuid),
});
export type ExportedProducts = Static<typeof ExportedProducts>;
