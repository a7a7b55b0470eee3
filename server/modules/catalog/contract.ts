import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Closed, Line, LongText, MoneyInput, Nothing, Nullable, Uuid } from "../../platform/schema.ts";
import { Picture } from "./contract/picture.ts";
import { VariantCard } from "./contract/variant.ts";

const Slug = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 120 });
const OptionName = Line(40);
const StockCount = Type.Integer({ minimum: 0, maximum: 10_000_000 });

const VariantInput = Closed({
  sku: Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" }),
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
export const NewProduct = Closed({
  name: Line(200),
  slug: Type.Optional(Slug),
  description: Type.Optional(LongText(20_000)),
  categoryIds: Type.Optional(Type.Array(Uuid, { maxItems: 20, uniqueItems: true })),
  brand: Type.Optional(Line(80)),
  options: Type.Array(
    Closed({
      name: OptionName,
      values: Type.Array(Line(60), { minItems: 1, maxItems: 100, uniqueItems: true }),
    }),
    { maxItems: 5 },
  ),
  variants: Type.Array(VariantInput, { minItems: 1, maxItems: 500 }),
  status: Type.Union([Type.Literal("draft"), Type.Literal("active"), Type.Literal("archived")]),
  translations: Type.Optional(Closed({ en: Type.Optional(Translation) })),
});
export type NewProduct = Static<typeof NewProduct>;

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
      "/api/v1/admin/products",
      "/api/v1/admin/variants",
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
    },
  },
);

/** The topic (platform/db/changes.ts) that carries the ids of changed products to every process. */
export const PRODUCTS_CHANGED = "catalog.products";

export type CatalogError = "SLUG_TAKEN" | "SKU_TAKEN" | "UNKNOWN_VARIANT";
