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
import { ImportingStaff, RowOutcome } from "../../platform/tables/row-outcome.ts";
import { LARGEST_QUANTITY } from "../inventory/contract.ts";
import { AddOnHeading, AddOns } from "./contract/add-ons.ts";
import { assortmentCalls } from "./contract/assortment.ts";
import { AttributeValues } from "./contract/attributes.ts";
import { LONGEST_DESCRIPTION, LONGEST_HTML } from "./contract/descriptions.ts";
import { Disclosure } from "./contract/disclosure.ts";
import {
  AttributeColumn,
  ExportedProducts,
  ImportedProductRows,
  NamedGoods,
  ProductRowsKind,
} from "./contract/import-rows.ts";
import { MemberGroupCode } from "./contract/member-group.ts";
import { Picture } from "./contract/picture.ts";
import { DeliveryGroupCode, ProductStatus, Sku, Slug, TaxType } from "./contract/product-words.ts";
import { VariantCard } from "./contract/variant.ts";

export { ProductStatus, Sku, Slug, TaxType };

/** Most variants of a product. */
export const MAX_VARIANTS = 1_000;
const OptionName = Line(40);
/** HTML that the shop sanitises; `description` is then its text. A cell of a spreadsheet holds it. */
const DescriptionHtml = LongText(LONGEST_HTML);
const StockCount = Type.Integer({ minimum: 0, maximum: 10_000_000 });

const VariantInput = Closed({
  sku: Sku,
  options: Type.Record(Type.String(), Line(60)),
  price: MoneyInput,
  compareAtPrice: Type.Optional(MoneyInput),
  stock: Type.Optional(StockCount),
});
const Translation = Closed({
  name: Type.Optional(Line(200)),
  description: Type.Optional(LongText(LONGEST_DESCRIPTION)),
  descriptionHtml: Type.Optional(DescriptionHtml),
  brand: Type.Optional(Line(80)),
  addOnHeading: Type.Optional(AddOnHeading),
  options: Type.Optional(
    Type.Record(Type.String(), Line(60), { description: "by the name of an option or a value" }),
  ),
});
const SeoTexts = Closed({ title: Type.Optional(Line(120)), description: Type.Optional(LongText(320)) });
const LineQuantity = Type.Integer({ minimum: 1, maximum: LARGEST_QUANTITY });
const ProductOption = Closed({
  name: OptionName,
  values: Type.Array(Line(60), { minItems: 1, maxItems: 200, uniqueItems: true }),
});

export const NewProduct = Closed({
  name: Line(200),
  slug: Type.Optional(Slug),
  description: Type.Optional(LongText(LONGEST_DESCRIPTION)),
  descriptionHtml: Type.Optional({
    ...DescriptionHtml,
    description: "headings, lists, links, quotes, tables, own pictures; `description` is its text",
  }),
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
  deliveryGroup: Type.Optional({ ...DeliveryGroupCode, description: "what it is sent with" }),
  minQuantity: Type.Optional({ ...LineQuantity, description: "pieces of a variant in one order, at least" }),
  maxQuantity: Type.Optional({ ...LineQuantity, description: "pieces of a variant in one order, at most" }),
  seo: Type.Optional(Closed({ ko: Type.Optional(SeoTexts), en: Type.Optional(SeoTexts) })),
  attributes: Type.Optional({
    ...AttributeValues,
    description: "by the codes of attributes, which are below /admin/attributes",
  }),
  disclosure: Type.Optional({
    ...Disclosure,
    description: "what the law asks to tell of goods; see /admin/disclosure-groups",
  }),
  addOns: Type.Optional(AddOns),
  addOnHeading: Type.Optional(AddOnHeading),
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
  deliveryGroup: Type.Optional(OrNull(DeliveryGroupCode)),
  descriptionHtml: Type.Optional(OrNull(DescriptionHtml)),
  addOnHeading: Type.Optional(OrNull(AddOnHeading)),
  publishAt: Type.Optional(OrNull(Timestamp)),
  salesFrom: Type.Optional(OrNull(Timestamp)),
  salesUntil: Type.Optional(OrNull(Timestamp)),
  maxQuantity: Type.Optional(Type.Unsafe<number | null>({ ...LineQuantity, type: ["integer", "null"] })),
  disclosure: Type.Optional(Type.Unsafe<Disclosure | null>({ ...Disclosure, type: ["object", "null"] })),
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

const GroupRef = Closed({ code: MemberGroupCode });

/** How members rate a product, as the module reviews counts it. */
const RatingCopy = Closed({
  productId: Uuid,
  version: Type.Integer({ description: "grows with every change" }),
  count: Type.Integer({ minimum: 0 }),
  sum: Type.Integer({ minimum: 0, description: "of the stars" }),
});

/** Of so many products `variantsOf` returns the variants: a product may have hundreds. */
export const PRODUCTS_AT_ONCE = 20;

/** What other modules may call, and the events they may subscribe to. */
export const catalog = contract(
  "catalog",
  {
    /**
     * Returns the requested variants that exist, with their current prices; with `memberId`, also those of
     * the member's group.
     */
    describe: call({
      input: Closed({
        variantIds: Type.Array(Uuid, { maxItems: 500 }),
        memberId: Type.Optional(Nullable(Uuid)),
      }),
      output: Type.Array(VariantCard),
      retry: "safe",
    }),
    /** Returns the variants that products have, each product's in order, with prices as in `describe`. */
    variantsOf: call({
      input: Closed({
        productIds: Type.Array(Uuid, { maxItems: PRODUCTS_AT_ONCE }),
        memberId: Nullable(Uuid),
      }),
      output: Type.Array(VariantCard),
      retry: "safe",
    }),
    /** Returns the variants of SKUs, written exactly so. One that does not exist is left out. */
    findSkus: call({
      input: Closed({ skus: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 200 }) }),
      output: Type.Array(Closed({ sku: Type.String(), variantId: Uuid })),
      retry: "safe",
    }),
    /** Returns the categories of each product that has any, with those above them. */
    categoriesOf: call({
      input: Closed({ productIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(Closed({ productId: Uuid, categoryIds: Type.Array(Uuid) })),
      retry: "safe",
    }),
    /** From now on price lists may name this group of members. */
    storeMemberGroup: call({ input: GroupRef, output: Nothing, retry: "safe" }),
    /** From now on no price list may name this group. Throws MEMBER_GROUP_IN_USE while one does. */
    dropMemberGroup: call({ input: GroupRef, output: Nothing, retry: "safe" }),
    /** Stores which group a member is in. A version that is older than the stored one changes nothing. */
    storeGroupOfMember: call({
      input: Closed({
        memberId: Uuid,
        group: Nullable(MemberGroupCode),
        version: Type.Integer({ minimum: 0, description: "grows with every change" }),
      }),
      output: Nothing,
      retry: "safe",
    }),
    /** The member left: deletes which group the member was in. */
    forgetMember: call({ input: Closed({ memberId: Uuid }), output: Nothing, retry: "safe" }),
    /** Returns the products with these ids, slugs and former slugs, of every status, in no order. */
    findProducts: call({
      input: Closed({ idsOrSlugs: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }) }),
      output: Type.Array(
        Closed({
          productId: Uuid,
          slug: Type.String(),
          name: Type.String(),
          nameEn: Nullable(Type.String()),
          picture: Nullable(Picture),
          isShown: Type.Boolean({ description: "shoppers see it" }),
        }),
      ),
      retry: "safe",
    }),
    /** Stores how members rate products. A version that is older than the stored one changes nothing. */
    storeRatings: call({
      input: Closed({ ratings: Type.Array(RatingCopy, { maxItems: 500 }) }),
      output: Nothing,
      retry: "safe",
    }),
    /** Returns what is stored of these products' ratings. */
    ratings: call({
      input: Closed({ productIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(RatingCopy),
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
    /** Returns what would become of rows of an import, which are variants with their products. */
    checkRows: call({
      /** `brought`: what other rows of the file will have made when these are applied. */
      input: Closed({
        kind: ProductRowsKind,
        rows: ImportedProductRows,
        brought: Type.Optional(NamedGoods),
      }),
      output: Type.Array(RowOutcome),
      retry: "safe",
      deadlineMs: 30_000,
    }),
    /** Returns those that the shop has now, as far as they may be add-ons. */
    knownAddOns: call({ input: NamedGoods, output: NamedGoods, retry: "safe", deadlineMs: 10_000 }),
    /**
     * Creates and edits the products of the rows; rows with a problem change nothing. A repeat of a row
     * changes nothing, and returns what it did the first time. Products that others created or edited after
     * `since`, when the rows were checked, keep what they have: their rows are refused as CHANGED.
     */
    applyRows: call({
      input: Closed({
        kind: ProductRowsKind,
        importId: Uuid,
        since: Type.Optional(Timestamp),
        rows: ImportedProductRows,
        by: ImportingStaff,
      }),
      output: Type.Array(RowOutcome),
      retry: "safe",
      deadlineMs: 120_000,
    }),
    /** Forgets which rows an import changed. */
    forgetImport: call({ input: Closed({ importId: Uuid }), output: Nothing, retry: "safe" }),
    /** Returns the attributes of products, in their order: a column each. */
    attributeColumns: call({
      input: Closed({}),
      output: Type.Array(AttributeColumn),
      retry: "safe",
    }),
    /** Returns products of every status for an export, those after an id; null: the first ones. */
    exportProducts: call({
      input: Closed({ after: Nullable(Uuid) }),
      output: ExportedProducts,
      retry: "safe",
      deadlineMs: 20_000,
    }),
    ...assortmentCalls,
  },
  {
    routes: [
      "/api/v1/categories",
      "/api/v1/brands",
      "/api/v1/products",
      "/api/v1/media",
      "/api/v1/search",
      "/api/v1/admin/products",
      "/api/v1/admin/variants",
      "/api/v1/admin/categories",
      "/api/v1/admin/attributes",
      "/api/v1/admin/brands",
      "/api/v1/admin/description-pictures",
      "/api/v1/admin/disclosure-groups",
      "/api/v1/admin/disclosure-rule",
      "/api/v1/admin/synonyms",
      "/api/v1/admin/setup",
      "/api/v1/admin/price-lists",
      "/api/v1/me/prices",
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
  | "PRODUCT_ENDED"
  | "UNKNOWN_VARIANT"
  | "STALE_EDIT"
  | "LAST_VARIANT"
  | "PICTURE_LIMIT"
  | "CATEGORY_NOT_EMPTY"
  | "ATTRIBUTE_TAKEN"
  | "ATTRIBUTE_LIMIT"
  | "ATTRIBUTE_IN_USE"
  | "BRAND_TAKEN"
  | "BRAND_IN_USE"
  | "SELECTION_CHANGED"
  | "BULK_RUNNING"
  | "VIEW_LIMIT"
  | "PRICE_LIST_LIMIT"
  | "MEMBER_GROUP_IN_USE";
