/** Checks and applies rows of an import. A batch is safe to repeat. */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { type DomainError, type InputProblem, isDomainError } from "../../../platform/errors.ts";
import { type RowOutcome, refusedRow, rowOutcome } from "../../../platform/tables/row-outcome.ts";
import { findSpellings } from "../brands/queries.ts";
import type { CatalogContext } from "../context.ts";
import {
  type ImportedProductRow,
  type NamedGoods,
  namedAddOn,
  type ProductRowsKind,
} from "../contract/import-rows.ts";
import { type NewProduct, PRODUCTS_CHANGED, type ProductChange } from "../contract.ts";
import { foldersIn } from "../descriptions/description-picture.ts";
import { findStoredPictures } from "../descriptions/queries.ts";
import { storeProduct } from "../products/create-product.ts";
import { storeEdit } from "../products/edit-product.ts";
import { type EditableRow, findManyForStaff } from "../products/editing-queries.ts";
import { contentOf } from "../products/product-content.ts";
import { type Assessment, assessRows } from "./assess-rows.ts";
import { categoryNames } from "./category-paths.ts";
import type { NamedInCells } from "./row-change.ts";
import * as queries from "./row-queries.ts";

type Row = ImportedProductRow;

/** The rows of one product. */
interface RowUnit {
  /** Null: the product is new. */
  readonly productId: string | null;
  readonly rows: readonly Row[];
}

interface SortedRows {
  readonly units: readonly RowUnit[];
  readonly products: ReadonlyMap<string, EditableRow>;
  readonly named: NamedInCells;
  readonly refused: readonly RowOutcome[];
}

/** Returns what would become of the rows if the shop had the goods that are `brought`. */
export async function checkRows(
  catalog: CatalogContext,
  kind: ProductRowsKind,
  rows: readonly Row[],
  brought: NamedGoods = { slugs: [], skus: [] },
): Promise<RowOutcome[]> {
  const sorted = await sortRows(catalog, kind, rows, brought);
  return [...sorted.refused, ...sorted.units.flatMap((unit) => assessUnit(catalog, sorted, unit).outcomes)];
}

export interface RowImport {
  readonly kind: ProductRowsKind;
  readonly importId: string;
  /** When the rows were checked. Absent: not known. */
  readonly since?: string;
  readonly rows: readonly Row[];
}

/** Products that are written at the same time. */
const CONCURRENCY = 4;

/**
 * Creates and edits the products of the rows, but none that others changed since the rows were checked.
 * Returns what became of each row, also of an earlier try.
 */
export async function applyRows(
  catalog: CatalogContext,
  { kind, importId, since, rows }: RowImport,
  by: ActingStaff,
): Promise<RowOutcome[]> {
  const numbers = rows.map(({ row }) => row);
  const done = await catalog.db.rows(queries.findImportedRows, { importId, rows: numbers });
  const before = new Map(done.map(({ row, outcome }) => [row, rowOutcome(row, outcome)]));
  const left = rows.filter(({ row }) => !before.has(row));
  const sorted = await sortRows(catalog, kind, left);
  const outcomes: RowOutcome[] = [...before.values(), ...sorted.refused];
  const changed: string[] = [];
  const units = sorted.units.values();

  async function applyNext(): Promise<void> {
    for (const unit of units) {
      const applied = await applyUnit(catalog, sorted, unit, { importId, since, by });
      outcomes.push(...applied.outcomes);
      if (applied.changedId !== null) changed.push(applied.changedId);
    }
  }
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, applyNext));
  } finally {
    if (changed.length > 0) await catalog.changes.publish(PRODUCTS_CHANGED, changed);
  }
  return outcomes;
}

export async function forgetImport({ db }: CatalogContext, importId: string): Promise<void> {
  await db.rows(queries.deleteImportedRows, { importId });
}

/** A brand as it is spelled, so that a row with another spelling changes nothing. */
async function withKnownBrands(db: Queryable, rows: readonly Row[]): Promise<readonly Row[]> {
  const names = [...new Set(rows.flatMap(({ brand }) => brand ?? []))];
  if (names.length === 0) return rows;
  const found = await db.rows(findSpellings, { names });
  const nameOf = new Map(found.map(({ spelling, name }) => [spelling, name]));
  return rows.map((row) => {
    const brand = nameOf.get(row.brand ?? "");
    return brand === undefined ? row : { ...row, brand };
  });
}

/** Finds the product of each row: by its SKU, by its slug, or that of its group. */
async function sortRows(
  { db }: CatalogContext,
  kind: ProductRowsKind,
  given: readonly Row[],
  brought: NamedGoods = { slugs: [], skus: [] },
): Promise<SortedRows> {
  const rows = await withKnownBrands(db, given);
  const found = await db.rows(queries.findProductsOfRows, {
    skus: rows.map(({ sku }) => sku),
    slugs: rows.flatMap(({ slug }) => slug ?? []),
  });
  const bySku = new Map(found.flatMap(({ sku, productId }) => (sku === null ? [] : [[sku, productId]])));
  const bySlug = new Map(found.flatMap(({ slug, productId }) => (slug === null ? [] : [[slug, productId]])));
  const byGroup = new Map<number, string>();
  for (const { sku, slug, group } of rows) {
    const id = bySku.get(sku) ?? bySlug.get(slug ?? "");
    if (id !== undefined && !byGroup.has(group)) byGroup.set(group, id);
  }
  const slugs = new Map(rows.flatMap(({ slug, group }) => (slug === undefined ? [] : [[group, slug]])));
  const refused: RowOutcome[] = [];
  const units = new Map<string, Row[]>();
  for (const row of rows) {
    const own = bySku.get(row.sku);
    const named = bySlug.get(row.slug ?? "");
    if (kind === "prices" && own === undefined) refused.push(refusedRow(row.row, "sku", "UNKNOWN_SKU"));
    else if (own !== undefined && named !== undefined && own !== named)
      refused.push(refusedRow(row.row, "slug", "SLUG_TAKEN"));
    else {
      const key = own ?? named ?? byGroup.get(row.group) ?? slugs.get(row.group) ?? `#${row.group}`;
      units.set(key, [...(units.get(key) ?? []), row]);
    }
  }
  const ids = new Set([...bySku.values(), ...bySlug.values()]);
  const products = await db.rows(findManyForStaff, { ids: [...ids] });
  const paths = rows.some(({ categories }) => categories) ? await db.rows(queries.findCategoryPaths, {}) : [];
  const attributes = rows.some((row) => row.attributes) ? await db.rows(queries.findFileAttributes, {}) : [];
  return {
    units: [...units].map(([key, unit]) => ({ productId: ids.has(key) ? key : null, rows: unit })),
    products: new Map(products.map((product) => [product.id, product])),
    named: {
      categories: categoryNames(paths),
      attributes: new Map(attributes.map((attribute) => [attribute.code, attribute])),
      addOns: withBrought(await findAddOns(db, rows), brought),
      pictures: await findDescriptionPictures(db, rows),
    },
    refused,
  };
}

async function findDescriptionPictures(db: Queryable, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const texts = rows.flatMap(({ descriptionHtml, descriptionHtmlEn }) => [
    descriptionHtml,
    descriptionHtmlEn,
  ]);
  const folders = [...new Set(texts.flatMap((html) => foldersIn(html ?? "")))];
  const found = folders.length === 0 ? [] : await db.rows(findStoredPictures, { folders });
  return new Set(found.map(({ folder }) => folder));
}

async function findAddOns(db: Queryable, rows: readonly Row[]): Promise<NamedInCells["addOns"]> {
  const named = rows.flatMap(({ addOns = [] }) => addOns.map(namedAddOn));
  const [slugs, skus] = [named.flatMap(({ slug }) => slug ?? []), named.flatMap(({ sku }) => sku ?? [])];
  return findNamed(db, { slugs, skus });
}

export async function knownAddOns({ db }: CatalogContext, asked: NamedGoods): Promise<NamedGoods> {
  const { products, skus } = await findNamed(db, asked);
  return { slugs: [...products.keys()], skus: [...skus] };
}

/** Goods that are still to come have no id: a product that is only judged is not stored. */
const withBrought = (
  { products, skus }: NamedInCells["addOns"],
  brought: NamedGoods,
): NamedInCells["addOns"] => ({
  products: new Map([...brought.slugs.map((slug) => [slug, `brought:${slug}`] as const), ...products]),
  skus: new Set([...skus, ...brought.skus]),
});

async function findNamed(db: Queryable, { slugs, skus }: NamedGoods): Promise<NamedInCells["addOns"]> {
  const isNone = slugs.length === 0 && skus.length === 0;
  const found = isNone ? [] : await db.rows(queries.findNamedAddOns, { slugs, skus });
  return {
    products: new Map(found.flatMap(({ slug, id }) => (slug === null ? [] : [[slug, id]]))),
    skus: new Set(found.flatMap(({ sku }) => sku ?? [])),
  };
}

function assessUnit(
  { currency }: CatalogContext,
  { products, named }: SortedRows,
  { productId, rows }: RowUnit,
): Assessment {
  const product = productId === null ? undefined : products.get(productId);
  return assessRows(product ? contentOf(product) : null, rows, { ...named, currency });
}

interface AppliedUnit {
  readonly outcomes: readonly RowOutcome[];
  /** Of the product that was created or edited. */
  readonly changedId: string | null;
}

interface Applying {
  readonly importId: string;
  readonly since: string | undefined;
  readonly by: ActingStaff;
}

async function applyUnit(
  catalog: CatalogContext,
  sorted: SortedRows,
  unit: RowUnit,
  applying: Applying,
): Promise<AppliedUnit> {
  const first = assessUnit(catalog, sorted, unit);
  if (!first.outcomes.some(isChange)) return { outcomes: first.outcomes, changedId: null };
  try {
    return unit.productId === null
      ? await createUnit(catalog, first, applying)
      : await editUnit(catalog, sorted, unit.productId, unit.rows, applying);
  } catch (error) {
    // Other staff took the SKU or the slug, or deleted a category or an attribute, since the rows were read.
    if (!isDomainError(error) || !REFUSALS.has(error.code)) throw error;
    const [field, code] = problemOfField(error) ?? REFUSALS.get(error.code) ?? ["sku", error.code];
    return { outcomes: withoutChanges(first.outcomes, field, code), changedId: null };
  }
}

function problemOfField({ details }: DomainError): [field: string, code: string] | null {
  const [problem] = (details.errors ?? []) as readonly InputProblem[];
  if (problem?.pointer.startsWith("/addOns")) return ["addOns", "CHANGED"];
  if (problem?.code === "PICTURE_UNKNOWN")
    return [problem.pointer.includes("/en/") ? "descriptionHtmlEn" : "descriptionHtml", problem.code];
  const [, code] = /^\/attributes\/([^/]+)/.exec(problem?.pointer ?? "") ?? [];
  return code === undefined ? null : [`attributes.${code}`, "CHANGED"];
}

const REFUSALS = new Map<string, [field: string, code: string]>([
  ["SKU_TAKEN", ["sku", "SKU_TAKEN"]],
  ["SLUG_TAKEN", ["slug", "SLUG_TAKEN"]],
  ["INVALID_INPUT", ["categories", "UNKNOWN_CATEGORY"]],
  ["NOT_FOUND", ["sku", "CHANGED"]],
]);

const isChange = ({ outcome }: RowOutcome): boolean => outcome === "create" || outcome === "update";

/** Refuses the rows that change something. */
const withoutChanges = (outcomes: readonly RowOutcome[], field: string, code: string): RowOutcome[] =>
  outcomes.map((each) => (isChange(each) ? refusedRow(each.row, field, code) : each));

const recordRows =
  (importId: string, outcomes: readonly RowOutcome[]) => async (trx: Transaction, productId: string) => {
    const changed = outcomes.filter(isChange);
    await trx.rows(queries.insertImportedRows, {
      importId,
      productId,
      rows: changed.map(({ row }) => row),
      outcomes: changed.map(({ outcome }) => outcome),
    });
  };

async function createUnit(
  catalog: CatalogContext,
  { content, outcomes }: Assessment,
  { importId, by }: Applying,
): Promise<AppliedUnit> {
  if (content === null) throw new Error("rows of a new product without a problem make no product");
  const id = await storeProduct(catalog, content, by, {
    also: recordRows(importId, outcomes),
    origin: "file",
  });
  return { outcomes, changedId: id };
}

/** Assesses the rows again under the product's lock. */
async function editUnit(
  catalog: CatalogContext,
  { named }: SortedRows,
  id: string,
  rows: readonly Row[],
  { importId, since, by }: Applying,
): Promise<AppliedUnit> {
  let outcomes: readonly RowOutcome[] = [];
  const edited = await storeEdit(catalog, {
    id,
    version: null,
    async change(row, trx) {
      const assessed = assessRows(contentOf(row), rows, { ...named, currency: catalog.currency });
      const isStale =
        since !== undefined &&
        (await trx.first(queries.findChangedByOthers, { importId, productId: id, since })) !== null;
      outcomes = isStale ? withoutChanges(assessed.outcomes, "sku", "CHANGED") : assessed.outcomes;
      return assessed.content && !isStale ? changeTo(assessed.content, row) : {};
    },
    also: (trx) => recordRows(importId, outcomes)(trx, id),
    origin: "file",
    by,
  });
  return { outcomes, changedId: edited === null ? null : id };
}

/** The whole content as a change: what the rows cleared is null. */
function changeTo(content: NewProduct, row: EditableRow): ProductChange {
  const ids = new Map(row.variants.map(({ sku, id }) => [sku, id]));
  const { variants, ...fields } = content;
  return {
    brand: null,
    maxQuantity: null,
    descriptionHtml: null,
    addOnHeading: null,
    ...fields,
    variants: variants.map(({ sku, compareAtPrice = null, ...variant }) => {
      const id = ids.get(sku);
      return { ...variant, compareAtPrice, ...(id === undefined ? { sku } : { id }) };
    }),
  };
}
