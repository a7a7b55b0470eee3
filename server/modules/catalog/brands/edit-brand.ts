/** What staff do with brands. The products of a brand follow its name. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { dropFiles } from "../files/unused-files.ts";
import type { BrandChange, NewBrand } from "./brand-input.ts";
import * as queries from "./queries.ts";

type StaffBrandRow = queries.StaffBrandRow;

/** Throws NOT_FOUND. */
export async function readBrand({ db }: { readonly db: Queryable }, id: string): Promise<StaffBrandRow> {
  const row = await db.first(queries.findBrand, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** A former name of another brand is free. Throws BRAND_TAKEN, SLUG_TAKEN. */
export async function createBrand(
  catalog: CatalogContext,
  { name, slug, description = "", translations = {} }: NewBrand,
  by: ActingStaff,
): Promise<StaffBrandRow> {
  const { db, clock, changes } = catalog;
  const now = clock.now();
  const id = await db
    .transaction(async (trx) => {
      await trx.rows(queries.lockName, { name });
      await refuseTaken(trx, name, null);
      await trx.rows(queries.releaseName, { name, id: null });
      const made = await trx.first(queries.makeBrand, { name, nameEn: translations.en?.name ?? null });
      if (!made) throw new Error("making a brand returns its id");
      const row = await readBrand({ db: trx }, made.id);
      await trx.rows(queries.updateBrand, {
        ...{ id: made.id, name, slug: slug ?? row.slug, description, now },
        translations: JSON.stringify(translations),
        differences: "[]",
      });
      const subject = `brand:${made.id}`;
      await recordAction(trx, { ...by, action: "brand.create", subject, after: { name }, now });
      return made.id;
    })
    .catch(refuse);
  // Its slug may have led to another brand.
  await changes.publish(PRODUCTS_CHANGED, [LISTS]);
  return readBrand(catalog, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; BRAND_TAKEN, with the brand; SLUG_TAKEN. */
export async function editBrand(
  catalog: CatalogContext,
  edit: VersionedEdit,
  change: BrandChange,
): Promise<StaffBrandRow> {
  const { db, clock, changes } = catalog;
  const { id, by } = edit;
  const now = clock.now();
  const changed = await db
    .transaction(async (trx) => {
      const locked = await trx.rows(queries.lockProducts, { id });
      const row = await lockRow(trx, edit);
      const next = { ...row, ...change };
      const differences = differencesOf(fieldsOf(row), fieldsOf(next));
      if (differences.length === 0) return [];
      if (row.name !== next.name) await takeName(trx, id, next.name);
      const { name, slug, description, translations } = next;
      await trx.rows(queries.updateBrand, {
        ...{ id, name, slug, description, now },
        translations: JSON.stringify(translations),
        differences: JSON.stringify(differences),
      });
      const nameEn = translations.en?.name ?? null;
      const isNamed = row.name !== name || (row.translations.en?.name ?? null) !== nameEn;
      if (isNamed) await trx.rows(queries.renameProducts, { from: id, name, nameEn, now });
      const record = recordOf(differences);
      await recordAction(trx, { ...by, ...record, action: "brand.edit", subject: `brand:${id}`, now });
      // Their pages name the brand, and lead to its page.
      const products = isNamed || row.slug !== slug ? locked : [];
      return [LISTS, ...products.map((product) => product.id)];
    })
    .catch(refuse);
  if (changed.length > 0) await changes.publish(PRODUCTS_CHANGED, changed);
  return readBrand(catalog, id);
}

/** Gives all products of a brand to another, and its names. Returns the other. Throws as `editBrand`. */
export async function mergeBrand(
  catalog: CatalogContext,
  edit: VersionedEdit,
  into: string,
): Promise<StaffBrandRow> {
  const { db, clock, changes } = catalog;
  const { id, by } = edit;
  if (into.toLowerCase() === id.toLowerCase()) throw inputError([inputProblem("/into", "CIRCLE")]);
  const now = clock.now();
  const moved = await db.transaction(async (trx) => {
    await trx.rows(queries.lockProducts, { id });
    await trx.rows(queries.lockBrands, { ids: [id, into] });
    const row = await lockRow(trx, edit);
    const target = await trx.first(queries.findBrand, { id: into });
    if (!target) throw inputError([inputProblem("/into", "UNKNOWN")]);
    await trx.rows(queries.moveNames, { from: id, into });
    const slugs = await trx.rows(queries.findFormerSlugs, { id });
    const { name, translations } = target;
    const nameEn = translations.en?.name ?? null;
    const products = await trx.rows(queries.renameProducts, { from: id, name, nameEn, now });
    const gone = await trx.first(queries.deleteBrand, { id });
    await trx.rows(queries.moveSlugs, { slugs: [row.slug, ...slugs.map(({ slug }) => slug)], into });
    await dropFiles(trx, gone?.logo ?? null, clock);
    await recordAction(trx, {
      ...by,
      action: "brand.merge",
      subject: `brand:${id}`,
      before: { name: row.name, products: products.length },
      after: { into: target.id, name },
      now,
    });
    return products.map((product) => product.id);
  });
  // Its address leads to the other from now on.
  await changes.publish(PRODUCTS_CHANGED, [LISTS, ...moved]);
  return readBrand(catalog, into);
}

/** Deletes a brand that no product has. Throws NOT_FOUND, STALE_EDIT, BRAND_IN_USE. */
export async function removeBrand(catalog: CatalogContext, edit: VersionedEdit): Promise<void> {
  const { db, clock } = catalog;
  const { id, by } = edit;
  await db.transaction(async (trx) => {
    const { name, productCount } = await lockRow(trx, edit);
    if (productCount > 0) throw new DomainError("BRAND_IN_USE", { products: productCount });
    const gone = await trx.first(queries.deleteBrand, { id });
    const entry = { action: "brand.delete", subject: `brand:${id}`, before: { name } };
    await recordAction(trx, { ...by, ...entry, now: clock.now() });
    await dropFiles(trx, gone?.logo ?? null, clock);
  });
}

async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<StaffBrandRow> {
  await trx.rows(queries.lockBrands, { ids: [id] });
  const row = await readBrand({ db: trx }, id);
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

async function refuseTaken(trx: Transaction, name: string, id: string | null): Promise<void> {
  const other = await trx.first(queries.findByName, { name });
  if (other?.isCurrent && other.id !== id)
    throw new DomainError("BRAND_TAKEN", { brandId: other.id, name: other.name });
}

/** The name before stays a way to the brand. */
async function takeName(trx: Transaction, id: string, name: string): Promise<void> {
  await trx.rows(queries.lockName, { name });
  await refuseTaken(trx, name, id);
  await trx.rows(queries.releaseName, { name, id });
  await trx.rows(queries.retireName, { id });
  await trx.rows(queries.takeName, { id, name });
}

const fieldsOf = (row: StaffBrandRow): Field[] => [
  ["/name", row.name],
  ["/slug", row.slug],
  ["/description", row.description],
  ["/translations/en/name", row.translations.en?.name],
  ["/translations/en/description", row.translations.en?.description],
];

function refuse(error: unknown): never {
  if (brokeConstraint(error, "brands_slug_unique")) throw new DomainError("SLUG_TAKEN", {}, { cause: error });
  throw error;
}
