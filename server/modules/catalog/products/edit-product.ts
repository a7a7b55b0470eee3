/**
 * Edits of a product by staff. An edit locks the product, reads it, puts the change into it, and writes the
 * whole; so its rules judge what is stored in the end. It names its version, so that no edit is lost.
 */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { type Difference, recordOf } from "../../../platform/differences.ts";
import { DomainError, type InputProblem, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { asMoney } from "../../../platform/schema.ts";
import { checkAddOns } from "../add-ons/check-add-ons.ts";
import { checkValues, type ProductOrigin } from "../attributes/check-values.ts";
import { withKnownBrand } from "../brands/known-brand.ts";
import type { CatalogContext } from "../context.ts";
import { type NewProduct, PRODUCTS_CHANGED, type ProductChange } from "../contract.ts";
import { keepPictures } from "../descriptions/description-pictures.ts";
import { refusedGaps } from "../disclosure/check-disclosure.ts";
import { indexProducts } from "../words/index-products.ts";
import { copyAvailability } from "./copy-availability.ts";
import * as queries from "./editing-queries.ts";
import { problemsOf, withReadChange } from "./product.ts";
import { amountOf, columnsOf, searchTextOf } from "./product-columns.ts";
import { contentOf, differencesBetween, withChange } from "./product-content.ts";
import { refusalOf } from "./refusals.ts";

type EditableRow = queries.EditableRow;

export interface ProductEditing {
  readonly id: string;
  /** The version that the edit began with. Null: any. */
  readonly version: number | null;
  /** Returns the change of the product, which is locked. */
  change(row: EditableRow, trx: Transaction): ProductChange | Promise<ProductChange>;
  /** How the audit log names the edit, where it is not an edit of the product. */
  record?(differences: readonly Difference[], row: EditableRow): AuditEntry | null;
  /** What is stored in the same transaction, if the edit changes something. */
  also?(trx: Transaction): Promise<void>;
  /** Default: staff. */
  readonly origin?: ProductOrigin;
  readonly by: ActingStaff;
}

type AuditEntry = Pick<Parameters<typeof recordAction>[1], "action" | "subject" | "before" | "after">;

/** Throws NOT_FOUND. */
export async function readForStaff({ db }: CatalogContext, id: string): Promise<EditableRow> {
  const row = await db.first(queries.findForStaff, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/**
 * Edits a product and opens the stock of its new variants. Then every process shows it. Throws NOT_FOUND;
 * STALE_EDIT, with what changed since; INVALID_INPUT, SLUG_TAKEN, SKU_TAKEN.
 */
export async function editProduct(catalog: CatalogContext, editing: ProductEditing): Promise<EditableRow> {
  const { id } = editing;
  const version = await storeEdit(catalog, editing);
  if (version !== null) await catalog.changes.publish(PRODUCTS_CHANGED, [id], nameOfEdit(version));
  return readForStaff(catalog, id);
}

/** Of the message of an edit. The consumer of productEdited repeats it. */
export const nameOfEdit = (version: number): string => `version ${version}`;

/** As `editProduct`; the caller publishes the change. Returns the new version; null: it changed nothing. */
export async function storeEdit(catalog: CatalogContext, editing: ProductEditing): Promise<number | null> {
  const { db, inventory } = catalog;
  const { id } = editing;
  const stored = await db.transaction((trx) => editLocked(catalog, trx, editing)).catch(refuse);
  if (stored === null) return null;
  const { added, version } = stored;
  // The consumer of productEdited does the same again, in case this process dies here.
  const lines = added.map(({ id: variantId, sku, stock: quantity }) => ({ variantId, sku, quantity }));
  if (lines.length > 0) await inventory.openStock({ reference: id, lines });
  // A variant that came back has the stock that it had.
  const restored = added.filter(({ wasArchived }) => wasArchived).map((variant) => variant.id);
  if (restored.length > 0) await copyAvailability(catalog, restored);
  return version;
}

function refuse(error: unknown): never {
  throw refusalOf(error);
}

type WrittenVariant = ReturnType<typeof variantsOf>[number];

/** Null: it changed nothing. */
async function editLocked(
  { clock, currency }: CatalogContext,
  trx: Transaction,
  { id, version, change: changeOf, record, also, origin = "staff", by }: ProductEditing,
): Promise<{ added: WrittenVariant[]; version: number } | null> {
  const locked = await trx.first(queries.lockProduct, { id });
  const row = await trx.first(queries.findForStaff, { id });
  if (!locked || !row) throw new DomainError("NOT_FOUND");
  if (version !== null && version !== row.version)
    throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id: row.id, version }));
  const before = contentOf(row);
  const ids = new Map(row.variants.map((variant) => [variant.id, variant.sku]));
  const { content: asked, gaps } = withChange(before, withReadChange(await changeOf(row, trx)), ids);
  if (gaps.length > 0)
    throw inputError(gaps.map(({ at, field, code }) => inputProblem(`/variants/${at}/${field}`, code)));
  const content = await withKnownBrand(trx, asked, before);
  const problems = [
    ...newProblems(problemsOf(before, currency), problemsOf(content, currency)),
    ...(await checkValues(trx, before, content, origin)),
    ...(await refusedGaps(trx, before, content, origin)),
    ...(await checkAddOns(trx, id, before, content)),
    ...(await keepPictures(trx, before, content)),
  ];
  if (problems.length > 0) throw inputError(problems);
  const differences = differencesBetween(before, content, currency);
  if (differences.length === 0) return null;
  const now = clock.now();
  const variants = variantsOf(content, row, currency, now);
  const written = await trx.first(queries.updateProduct, {
    id,
    version: row.version,
    product: JSON.stringify({
      ...columnsOf(content, variants),
      inStock: variants.some(({ inStock }) => inStock),
    }),
    variants: JSON.stringify(variants),
    categoryIds: content.categoryIds ?? [],
    search: searchTextOf(content),
    differences: JSON.stringify(differences),
    now,
  });
  if (!written) throw new Error("a locked product got another version");
  if (!differences.every(isPrice)) await indexProducts(trx, [id]);
  await also?.(trx);
  const entry = record?.(differences, row) ?? {
    action: "product.edit",
    subject: `product:${id}`,
    ...recordOf(differences),
  };
  await recordAction(trx, { ...by, ...entry, now });
  return { added: variants.filter(({ isNew }) => isNew), version: row.version + 1 };
}

/** A change that no search word stands for. */
const isPrice = ({ pointer }: Difference): boolean =>
  /^\/variants\/[^/]+\/(price|compareAtPrice)$/.test(pointer);

/** An edit need not mend what the product has had since before a rule. */
function newProblems(before: readonly InputProblem[], after: readonly InputProblem[]): InputProblem[] {
  const known = new Set(before.map(({ pointer, code }) => `${pointer} ${code}`));
  return after.filter(({ pointer, code }) => !known.has(`${pointer} ${code}`));
}

/** All variants of the product after the edit. One whose SKU the product had before is that variant again. */
function variantsOf(content: NewProduct, row: EditableRow, currency: CatalogContext["currency"], now: Date) {
  const kept = new Map(row.variants.map((variant) => [variant.sku, variant]));
  const archived = new Map(row.archived.map((variant) => [variant.sku, variant]));
  return content.variants.map(({ sku, options, price, compareAtPrice, stock = 0 }, position) => {
    const own = kept.get(sku);
    const former = archived.get(sku);
    return {
      id: own?.id ?? former?.id ?? newId(now),
      sku,
      options,
      price: asMoney(price, currency).amount,
      compareAtPrice: amountOf(compareAtPrice, currency),
      picture: own?.picture ?? former?.picture ?? null,
      position,
      stock,
      isNew: own === undefined,
      wasArchived: own === undefined && former !== undefined,
      inStock: own ? own.inStock : stock > 0,
    };
  });
}
