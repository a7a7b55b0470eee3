import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Clock } from "../../../platform/clock.ts";
import { concurrencyLimiter } from "../../../platform/concurrency.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { inputError } from "../../../platform/errors.ts";
import { newId, randomCode } from "../../../platform/ids.ts";
import type { Currency } from "../../../platform/money.ts";
import { ownField } from "../../../platform/own-field.ts";
import { asMoney } from "../../../platform/schema.ts";
import { checkAddOns } from "../add-ons/check-add-ons.ts";
import { checkValues, type ProductOrigin } from "../attributes/check-values.ts";
import { withKnownBrand } from "../brands/known-brand.ts";
import type { CatalogContext } from "../context.ts";
import type { Picture } from "../contract/picture.ts";
import { type NewProduct, PRODUCTS_CHANGED } from "../contract.ts";
import { keepPictures } from "../descriptions/description-pictures.ts";
import { refusedGaps } from "../disclosure/check-disclosure.ts";
import { indexProducts } from "../words/index-products.ts";
import { problemsOf, slugify, withReadKeys } from "./product.ts";
import { amountOf, columnsOf, searchTextOf } from "./product-columns.ts";
import * as queries from "./queries.ts";
import { refusalOf } from "./refusals.ts";

export interface ProductPictures {
  readonly product: readonly Picture[];
  /** By SKU. */
  readonly variants: Readonly<Record<string, Picture>>;
}

/** Creates a product and opens its stock. Then every process shows it. `by` is null for an import. */
export async function createProduct(
  catalog: CatalogContext,
  asked: NewProduct,
  by: ActingStaff | null,
  company: Company = {},
): Promise<string> {
  const id = await storeProduct(catalog, asked, by, company);
  await catalog.changes.publish(PRODUCTS_CHANGED, [id]);
  return id;
}

interface Company {
  readonly pictures?: ProductPictures;
  /** What is stored with the product, in its transaction. */
  also?(trx: Transaction, id: string): Promise<void>;
  /** Default: staff, if there are any. */
  readonly origin?: ProductOrigin;
}

/** As `createProduct`; the caller publishes the change. */
export async function storeProduct(
  catalog: CatalogContext,
  asked: NewProduct,
  by: ActingStaff | null,
  { pictures, also, origin = by ? "staff" : "file" }: Company = {},
): Promise<string> {
  const draft = { ...draftOf(catalog, asked, pictures), origin };
  await insert(catalog, draft, by, also);
  await openStock(catalog, draft);
  return draft.id;
}

/** Products whose stock is opened at a time: some connections are left for what else this process does. */
const OPENED_AT_ONCE = 6;

/** Creates all of these products or none. */
export async function createProducts(
  catalog: CatalogContext,
  products: readonly { readonly product: NewProduct; readonly pictures: ProductPictures }[],
): Promise<void> {
  const drafts = products.map(({ product, pictures }) => draftOf(catalog, product, pictures));
  const ids = drafts.map(({ id }) => id);
  try {
    await catalog.db.transaction(async (trx) => {
      for (const draft of drafts) await write(trx, catalog, draft, await slugFor(trx, draft.input));
      await indexProducts(trx, ids);
    });
  } catch (error) {
    throw refusalOf(error);
  }
  const inTurn = concurrencyLimiter(OPENED_AT_ONCE, drafts.length);
  await Promise.all(drafts.map((draft) => inTurn(() => openStock(catalog, draft))));
  await catalog.changes.publish(PRODUCTS_CHANGED, ids);
}

/** A product that is about to be inserted. */
interface Draft {
  readonly id: string;
  readonly input: NewProduct;
  readonly variants: readonly NewVariant[];
  readonly pictures: readonly Picture[];
  readonly origin: ProductOrigin;
}

function draftOf(
  { clock, currency }: CatalogContext,
  asked: NewProduct,
  pictures: ProductPictures = { product: [], variants: {} },
): Draft {
  const input = withReadKeys(asked);
  const problems = problemsOf(input, currency);
  if (problems.length > 0) throw inputError(problems);
  const variants = toVariants(input, currency, pictures.variants, clock);
  return { id: newId(clock.now()), input, variants, pictures: pictures.product, origin: "file" };
}

/** The consumer of productCreated does the same again, in case this process dies before. */
async function openStock({ inventory }: CatalogContext, { id, variants }: Draft): Promise<void> {
  const lines = variants.map(({ id: variantId, sku, stock: quantity }) => ({ variantId, sku, quantity }));
  await inventory.openStock({ reference: id, lines });
}

type NewVariant = ReturnType<typeof toVariants>[number];

function toVariants(
  input: NewProduct,
  currency: Currency,
  pictures: Readonly<Record<string, Picture>>,
  clock: Clock,
) {
  return input.variants.map((variant, position) => ({
    id: newId(clock.now()),
    sku: variant.sku,
    options: variant.options,
    price: asMoney(variant.price, currency).amount,
    compareAtPrice: amountOf(variant.compareAtPrice, currency),
    picture: ownField(pictures, variant.sku) ?? null,
    position,
    stock: variant.stock ?? 0,
  }));
}

async function write(
  trx: Transaction,
  { clock, currency }: CatalogContext,
  { id, input: asked, variants, pictures, origin }: Draft,
  slug: string,
): Promise<void> {
  const now = clock.now();
  const input = await withKnownBrand(trx, asked, null);
  const problems = [
    ...(await checkValues(trx, null, input, origin)),
    ...(await refusedGaps(trx, null, input, origin)),
    ...(await checkAddOns(trx, id, null, input)),
    ...(await keepPictures(trx, null, input)),
  ];
  if (problems.length > 0) throw inputError(problems);
  const product = {
    id,
    ...columnsOf({ ...input, slug }, variants),
    pictures: pictures.map((picture) => ({ ...picture, id: newId(now) })),
    currency,
    inStock: variants.some(({ stock }) => stock > 0),
  };
  await trx.rows(queries.insertProduct, {
    product: JSON.stringify(product),
    variants: JSON.stringify(variants),
    categoryIds: input.categoryIds ?? [],
    search: searchTextOf(input),
    now,
  });
}

async function insert(
  catalog: CatalogContext,
  draft: Draft,
  by: ActingStaff | null,
  also?: Company["also"],
): Promise<void> {
  const { db, clock } = catalog;
  const { id, input, variants } = draft;
  const slug = await slugFor(db, input);
  const after = {
    slug,
    name: input.name,
    status: input.status,
    skus: variants.map(({ sku, price }) => ({ sku, price })),
  };
  try {
    await db.transaction(async (trx) => {
      await write(trx, catalog, draft, slug);
      await indexProducts(trx, [id]);
      await also?.(trx, id);
      if (by === null) return;
      const subject = `product:${id}`;
      await recordAction(trx, { ...by, action: "product.create", subject, after, now: clock.now() });
    });
  } catch (error) {
    // A parallel request took the slug first: `freeSlug` now sees it as taken.
    if (input.slug === undefined && brokeConstraint(error, "products_slug_key"))
      return insert(catalog, draft, by, also);
    throw refusalOf(error);
  }
}

const slugFor = async (db: Queryable, input: NewProduct): Promise<string> =>
  input.slug ?? (await freeSlug(db, input));

/** Made of a name, or of the first SKU when no name has Latin letters; with random letters when taken. */
async function freeSlug(db: Queryable, input: NewProduct): Promise<string> {
  const slug =
    slugify(input.name) ||
    slugify(input.translations?.en?.name ?? "") ||
    slugify(input.variants[0]?.sku ?? "");
  const taken = await db.rows(queries.findTakenSlugs, { slugs: [slug] });
  return slug && taken.length === 0 ? slug : `${slug || "product"}-${randomCode(6).toLowerCase()}`;
}
