import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Db, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { inputError } from "../../../platform/errors.ts";
import { newId, randomCode } from "../../../platform/ids.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import type { Picture } from "../contract/picture.ts";
import { type NewProduct, PRODUCTS_CHANGED } from "../contract.ts";
import { indexProducts } from "../search/index-products.ts";
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
  pictures?: ProductPictures,
): Promise<string> {
  const { clock, changes, inventory, currency } = catalog;
  const input = withReadKeys(asked);
  const problems = problemsOf(input, currency);
  if (problems.length > 0) throw inputError(problems);

  const id = newId(clock.now());
  const variants = toVariants(input, currency, pictures?.variants ?? {}, clock);
  await insert(catalog, id, input, by, variants, pictures?.product ?? []);
  // The consumer of productCreated does the same again, in case this process dies here.
  const lines = variants.map(({ id: variantId, sku, stock: quantity }) => ({ variantId, sku, quantity }));
  await inventory.openStock({ reference: id, lines });
  await changes.publish(PRODUCTS_CHANGED, [id]);
  return id;
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
    picture: pictures[variant.sku] ?? null,
    position,
    stock: variant.stock ?? 0,
  }));
}

async function insert(
  catalog: CatalogContext,
  id: string,
  input: NewProduct,
  by: ActingStaff | null,
  variants: readonly NewVariant[],
  pictures: readonly Picture[],
): Promise<void> {
  const { db, clock, currency } = catalog;
  const now = clock.now();
  const { categoryIds = [] } = input;
  const slug = input.slug ?? (await freeSlug(db, input));
  const product = {
    id,
    ...columnsOf({ ...input, slug }, variants),
    pictures: pictures.map((picture) => ({ id: newId(now), ...picture })),
    currency,
    inStock: variants.some(({ stock }) => stock > 0),
  };
  const write = async (trx: Transaction) => {
    await trx.rows(queries.insertProduct, {
      product: JSON.stringify(product),
      variants: JSON.stringify(variants),
      categoryIds,
      search: searchTextOf(input),
      now,
    });
    await indexProducts(trx, [id]);
  };
  try {
    if (by === null) await db.transaction(write);
    else {
      const after = {
        slug,
        name: input.name,
        status: input.status,
        skus: variants.map(({ sku, price }) => ({ sku, price })),
      };
      await db.transaction(async (trx) => {
        await write(trx);
        await recordAction(trx, { ...by, action: "product.create", subject: `product:${id}`, after, now });
      });
    }
  } catch (error) {
    // A parallel request took the slug first: `freeSlug` now sees it as taken.
    if (input.slug === undefined && brokeConstraint(error, "products_slug_key"))
      return insert(catalog, id, input, by, variants, pictures);
    throw refusalOf(error);
  }
}

/** Made of a name, or of the first SKU when no name has Latin letters; with random letters when taken. */
async function freeSlug(db: Db, input: NewProduct): Promise<string> {
  const slug =
    slugify(input.name) ||
    slugify(input.translations?.en?.name ?? "") ||
    slugify(input.variants[0]?.sku ?? "");
  const taken = await db.rows(queries.findTakenSlugs, { slugs: [slug] });
  return slug && taken.length === 0 ? slug : `${slug || "product"}-${randomCode(6).toLowerCase()}`;
}
