import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import {
  Closed,
  Line,
  LongText,
  MoneyInput,
  Nothing,
  Nullable,
  OrNull,
  Timestamp,
  Uuid,
} from "../../platform/schema.ts";
import { LARGEST_QUANTITY } from "../inventory/contract.ts";
import { Picture } from "./contract/picture.ts";
import { VariantCard } from "./contract/variant.ts";

/** Not in the form of an id: an address leads to one product, by its id or by its slug. */
const NO_ID = "(?![0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)";
export const Slug = Type.String({ pattern: `^${NO_ID}[a-z0-9]+(-[a-z0-9]+)*$`, maxLength: 120 });
/** Most variants of a product. */
export const MAX_VARIANTS = 1_000;
const OptionName = Line(40);
const StockCount = Type.Integer({ minimum: 0, maximum: 10_000_000 });

export const Sku = Type.String({
  pattern: `^(?![0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`,
});
const VariantInput = Closed({
  sku: Sku,
  options: Type.Record(Type.String(), Line(60)),
  price: MoneyInput,
  compareAtPrice: Type.Optional(MoneyInput),
  stock: Type.Optional(StockCount),
});
const Translation = Closed({
  name: Type.Optional(Line(200)),
  description: Type.Optional(LongText(20_000)),
  brand: Type.Optional(Line(80)),
  options: Type.Optional(
    Type.Record(Type.String(), Line(60), { description: "by the name of an option or a value" }),
  ),
});
export const ProductStatus = Type.Enum(["draft", "active", "scheduled", "archived"]);
export type ProductStatus = Static<typeof ProductStatus>;
export const TaxType = Type.Enum(["taxable", "tax_free"]);
const SeoTexts = Closed({ title: Type.Optional(Line(120)), description: Type.Optional(LongText(320)) });
const LineQuantity = Type.Integer({ minimum: 1, maximum: LARGEST_QUANTITY });
const ProductOption = Closed({
  name: OptionName,
  values: Type.Array(Line(60), { minItems: 1, maxItems: 200, uniqueItems: true }),
});

export const NewProduct = Closed({
  name: Line(200),
  slug: Type.Optional(Slug),
  description: Type.Optional(LongText(20_000)),
  categoryIds: Type.Optional(Type.Array(Uuid, { maxItems: 20, uniqueItems: true })),
  brand: Type.Optional(Line(80)),
  options: Type.Array(ProductOption, { maxItems: 3 }),
  variants: Type.Array(VariantInput, { minItems: 1, maxItems: MAX_VARIANTS }),
  status: ProductStatus,
  translations: Type.Optional(Closed({ en: Type.Optional(Translation) })),
  publishAt: Type.Optional({ ...Timestamp, description: "of a scheduled product: when it becomes active" }),
  salesFrom: Type.Optional({ ...Timestamp, description: "sold from this moment on" }),
  salesUntil: Type.Optional({ ...Timestamp, description: "sold until just before this moment" }),
  tags: Type.Optional(Type.Array(Line(40), { maxItems: 50, uniqueItems: true })),
  taxType: Type.Optional(TaxType),
  minQuantity: Type.Optional({ ...LineQuantity, description: "pieces of a variant in one order, at least" }),
  maxQuantity: Type.Optional({ ...LineQuantity, description: "pieces of a variant in one order, at most" }),
  seo: Type.Optional(Closed({ ko: Type.Optional(SeoTexts), en: Type.Optional(SeoTexts) })),
});
export type NewProduct = Static<typeof NewProduct>;

const { name, options, status, ...optional } = NewProduct.properties;
const { stock, sku, ...ofVariant } = VariantInput.properties;
/** A variant of an edit: one that the product has, by its id or SKU, or a new one. */
export const VariantChange = Closed({
  id: Type.Optional(Uuid),
  sku: Type.Optional(sku),
  options: Type.Optional(ofVariant.options),
  price: Type.Optional(ofVariant.price),
  compareAtPrice: Type.Optional(Nullable(MoneyInput)),
  stock: Type.Optional({
    ...StockCount,
    description: "opens the stock of a new variant; the stock of the others changes below /admin/stock",
  }),
});
export type VariantChange = Static<typeof VariantChange>;

/** What is left out stays as it is; null clears a field. Lists and translations are replaced as a whole. */
export const ProductChange = Closed({
  ...optional,
  name: Type.Optional(name),
  options: Type.Optional(options),
  status: Type.Optional(status),
  brand: Type.Optional(OrNull(Line(80))),
  publishAt: Type.Optional(OrNull(Timestamp)),
  salesFrom: Type.Optional(OrNull(Timestamp)),
  salesUntil: Type.Optional(OrNull(Timestamp)),
  maxQuantity: Type.Optional(Type.Unsafe<number | null>({ ...LineQuantity, type: ["integer", "null"] })),
  variants: Type.Optional(
    Type.Array(VariantChange, {
      minItems: 1,
      maxItems: MAX_VARIANTS,
      description: "all variants; those that are not listed are sold no more",
    }),
  ),
});
export type ProductChange = Static<typeof ProductChange>;

export const ImportedCategory = Closed({
  slug: Slug,
  name: Line(80),
  description: Type.String(),
  translations: Closed({ en: Closed({ name: Type.String(), description: Type.String() }) }),
  position: Type.Integer(),
  picture: Nullable(Picture),
});
export const ImportedProduct = Closed({
  product: NewProduct,
  categorySlugs: Type.Array(Slug),
  pictures: Type.Array(Picture),
  variantPictures: Type.Record(Type.String(), Picture, { description: "by SKU" }),
});
export type ImportedCategory = Static<typeof ImportedCategory>;
export type ImportedProduct = Static<typeof ImportedProduct>;

/** What other modules may call, and the events they may subscribe to. */
export const catalog = contract(
  "catalog",
  {
    /** Returns the requested variants that exist, with their current prices. */
    describe: call({
      input: Closed({ variantIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(VariantCard),
      retry: "safe",
    }),
    /** Creates the categories and products that do not exist yet (by slug and SKU). */
    import: call({
      input: Closed({
        categories: Type.Array(ImportedCategory),
        products: Type.Array(ImportedProduct, { maxItems: 200 }),
      }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 60_000,
    }),
  },
  {
    routes: [
      "/api/v1/categories",
      "/api/v1/products",
      "/api/v1/media",
      "/api/v1/search",
      "/api/v1/admin/products",
      "/api/v1/admin/variants",
      "/api/v1/admin/categories",
      "/api/v1/admin/synonyms",
    ],
    events: {
      /** A product was created; `stock` is the initial quantity of each variant. */
      productCreated: event({
        version: 1,
        payload: Closed({
          productId: Uuid,
          stock: Type.Array(Closed({ variantId: Uuid, sku: Type.String(), quantity: StockCount })),
        }),
      }),
      /** A product was edited; `stock` is the initial quantity of each variant that was added. */
      productEdited: event({
        version: 1,
        payload: Closed({
          productId: Uuid,
          stock: Type.Array(Closed({ variantId: Uuid, sku: Type.String(), quantity: StockCount })),
        }),
      }),
      /** Pictures of a product were uploaded; their files in other widths are not made yet. */
      picturesUploaded: event({
        version: 1,
        payload: Closed({ productId: Uuid, pictureIds: Type.Array(Uuid, { maxItems: 100 }) }),
      }),
    },
  },
);

/** The topic (platform/db/changes.ts) that carries the ids of changed products to every process. */
export const PRODUCTS_CHANGED = "catalog.products";

export type CatalogError =
  | "SLUG_TAKEN"
  | "SKU_TAKEN"
  | "UNKNOWN_VARIANT"
  | "STALE_EDIT"
  | "LAST_VARIANT"
  | "PICTURE_LIMIT"
  | "CATEGORY_NOT_EMPTY";
