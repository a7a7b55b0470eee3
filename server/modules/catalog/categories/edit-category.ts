/** What staff do with categories. They make a tree: a move that would close a circle is refused. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import type { CategoryChange, NewCategory } from "./category-input.ts";
import * as queries from "./editing-queries.ts";

type StaffCategoryRow = queries.StaffCategoryRow;

const MAX_CATEGORIES = 2_000;

export const listForStaff = ({ db }: CatalogContext): Promise<StaffCategoryRow[]> =>
  db.rows(queries.listForStaff, { limit: MAX_CATEGORIES });

/** Throws NOT_FOUND. */
export async function readCategory({ db }: { readonly db: Queryable }, id: string) {
  const row = await db.first(queries.findForStaff, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

export async function createCategory(
  catalog: CatalogContext,
  input: NewCategory,
  by: ActingStaff,
): Promise<StaffCategoryRow> {
  const { db, clock, changes } = catalog;
  const now = clock.now();
  const id = newId(now);
  const { slug, name, description = "", parentId = null, translations = {}, position = null } = input;
  const columns = { id, slug, name, description, parentId, translations: JSON.stringify(translations) };
  await db
    .transaction(async (trx) => {
      if (position !== null) await trx.rows(queries.lockTree, {});
      await trx.rows(queries.insertForStaff, { ...columns, position });
      if (position !== null) await place(trx, { id, parentId, position });
      const after = { slug, name, parentId };
      await recordAction(trx, { ...by, action: "category.create", subject: `category:${id}`, after, now });
    })
    .catch(refuse);
  await changes.publish(PRODUCTS_CHANGED, [id]);
  return readCategory(catalog, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; SLUG_TAKEN; INVALID_INPUT. */
export async function editCategory(
  catalog: CatalogContext,
  edit: VersionedEdit,
  change: CategoryChange,
): Promise<StaffCategoryRow> {
  const { db, clock, changes } = catalog;
  const { id, by } = edit;
  const now = clock.now();
  await db
    .transaction(async (trx) => {
      const row = await lockRow(trx, edit);
      const next = { ...row, ...change };
      if (change.position !== undefined || isMoved(row, next))
        next.position = await placeBelow(trx, next, change.position);
      const differences = differencesOf(fieldsOf(row), fieldsOf(next));
      if (differences.length === 0) return;
      const { slug, name, description, parentId, position } = next;
      if (parentId !== null && (await trx.first(queries.findAmongAncestors, { id, parentId })))
        throw inputError([inputProblem("/parentId", "CIRCLE")]);
      await trx.rows(queries.updateCategory, {
        ...{ id, slug, name, description, parentId, position, now },
        translations: JSON.stringify(next.translations),
        differences: JSON.stringify(differences),
      });
      if (isMoved(row, next) || row.position !== position) await place(trx, next);
      const record = recordOf(differences);
      await recordAction(trx, { ...by, action: "category.edit", subject: `category:${id}`, ...record, now });
    })
    .catch(refuse);
  await changes.publish(PRODUCTS_CHANGED, [id]);
  return readCategory(catalog, id);
}

/**
 * Deletes a category without others below it. Its products stay, in their other categories and, if given, in
 * `target`; its address then leads there.
 */
export async function removeCategory(
  { db, clock, changes }: CatalogContext,
  edit: VersionedEdit,
  target: string | null,
): Promise<void> {
  const { id, by } = edit;
  const now = clock.now();
  await db
    .transaction(async (trx) => {
      await trx.rows(queries.lockProductsIn, { id });
      const { slug, name, parentId } = await lockRow(trx, edit);
      if (target !== null) {
        const known = target !== id && (await trx.first(queries.findForStaff, { id: target }));
        if (!known) throw inputError([inputProblem("/moveTo", "UNKNOWN")]);
      }
      const moved = await trx.rows(queries.moveProducts, { id, target, now });
      if (target !== null) await trx.rows(queries.moveSlugs, { id, slug, target });
      await trx.rows(queries.deleteCategory, { id });
      await recordAction(trx, {
        ...by,
        action: "category.delete",
        subject: `category:${id}`,
        before: { slug, name, parentId, products: moved.length },
        after: { movedTo: target },
        now,
      });
    })
    .catch((error: unknown) => {
      if (brokeConstraint(error, "categories_parent_id_fkey"))
        throw new DomainError("CATEGORY_NOT_EMPTY", {}, { cause: error });
      throw error;
    });
  await changes.publish(PRODUCTS_CHANGED, [id]);
}

/** Locks the tree and the category. */
async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<StaffCategoryRow> {
  await trx.rows(queries.lockTree, {});
  await trx.rows(queries.lockCategory, { id });
  const row = await readCategory({ db: trx }, id);
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

type Placed = Pick<StaffCategoryRow, "id" | "parentId" | "position">;

const isMoved = (was: Placed, is: Placed): boolean => was.parentId !== (is.parentId?.toLowerCase() ?? null);

/** The place that a category gets when `asked` is asked for; without it, behind all others. */
async function placeBelow(trx: Transaction, { id, parentId }: Placed, asked?: number): Promise<number> {
  const last = (await trx.first(queries.countBelow, { id, parentId }))?.count ?? 0;
  return Math.min(asked ?? last, last);
}

const place = (trx: Transaction, { id, parentId, position }: Placed) =>
  placeBelow(trx, { id, parentId, position }, position).then((to) =>
    trx.rows(queries.placeCategory, { id, parentId, position: to }),
  );

type EditedColumns = Pick<
  StaffCategoryRow,
  "slug" | "name" | "description" | "parentId" | "position" | "translations"
>;

const fieldsOf = ({ slug, name, description, parentId, position, translations }: EditedColumns): Field[] => [
  ["/slug", slug],
  ["/name", name],
  ["/description", description],
  ["/parentId", parentId?.toLowerCase()],
  ["/position", position],
  ["/translations/en/name", translations.en?.name],
  ["/translations/en/description", translations.en?.description],
];

function refuse(error: unknown): never {
  if (brokeConstraint(error, "categories_slug_key"))
    throw new DomainError("SLUG_TAKEN", {}, { cause: error });
  if (brokeConstraint(error, "categories_parent_id_fkey"))
    throw inputError([inputProblem("/parentId", "UNKNOWN")], error);
  throw error;
}
