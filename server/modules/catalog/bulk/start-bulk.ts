/** Begins an edit of many products: its products are chosen here, and a job edits them. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { maskName } from "../../../platform/masking.ts";
import { importingStaff } from "../../../platform/tables/row-outcome.ts";
import type { CatalogContext } from "../context.ts";
import { type ProductSearch, searchOf } from "../products/staff-list.ts";
import { problemsOfChange } from "./bulk-change.ts";
import type { BulkChange } from "./change-schema.ts";
import * as queries from "./queries.ts";

/** The filters of the list, or some of its products. */
export interface BulkSelection extends ProductSearch {
  readonly ids?: readonly string[];
}

const paramsOf = ({ ids, ...search }: BulkSelection) => {
  const { params, filters } = searchOf(search);
  return { filters, params: { ...params, ids: ids ? [...ids] : null } };
};

/** Returns how many products the selection has now. */
export async function countSelected({ db }: CatalogContext, where: BulkSelection): Promise<number> {
  const { filters, params } = paramsOf(where);
  return (await db.first(queries.selection(filters).count, params))?.count ?? 0;
}

export interface BulkRequest {
  readonly where: BulkSelection;
  /** As many as the selection had when it was shown. */
  readonly expected: number;
  readonly change: BulkChange;
}

/**
 * Stores the edit with the products that are selected now; no product is locked. Returns its id. Throws
 * SELECTION_CHANGED when they are not as many as were shown, and INVALID_INPUT.
 */
export async function startBulk(
  catalog: CatalogContext,
  { where, expected, change }: BulkRequest,
  by: ActingStaff,
): Promise<string> {
  const { db, clock } = catalog;
  await refuseChange(catalog, change);
  const now = clock.now();
  const id = newId(now);
  const { filters, params } = paramsOf(where);
  await db.transaction(async (trx) => {
    await trx.rows(queries.insertBulk, {
      ...newRow(id, by, now),
      change: JSON.stringify(change),
      undoes: null,
      count: expected,
    });
    const stored = await trx.first(queries.selection(filters).store, { ...params, bulkId: id });
    const count = stored?.count ?? 0;
    if (count !== expected) throw new DomainError("SELECTION_CHANGED", { count });
    await recordAction(trx, {
      ...by,
      action: "product.bulk",
      subject: `bulk-edit:${id}`,
      after: { where, products: count, change },
      now,
    });
  });
  return id;
}

async function refuseChange({ db }: CatalogContext, change: BulkChange): Promise<void> {
  const problems = problemsOfChange(change);
  const { addCategoryIds = [], removeCategoryIds = [] } = change;
  const found = await db.rows(queries.findUnknownCategories, {
    ids: [...addCategoryIds, ...removeCategoryIds],
  });
  const unknown = new Set(found.map(({ id }) => id));
  for (const [name, ids] of Object.entries({ addCategoryIds, removeCategoryIds }))
    ids.forEach((id, at) => {
      if (unknown.has(id.toLowerCase())) problems.push(inputProblem(`/change/${name}/${at}`, "UNKNOWN"));
    });
  if (problems.length > 0) throw inputError(problems);
}

const newRow = (id: string, by: ActingStaff, now: Date) => {
  const staff = importingStaff(by);
  const name = staff.actor.kind === "member" ? maskName(staff.actor.name) : staff.actor.name;
  return { id, staff: JSON.stringify({ ...staff, actor: { ...staff.actor, name } }), now };
};

/**
 * Begins an edit that gives the changed products back what they had, unless they were edited since. A repeat
 * returns the same edit. Throws NOT_FOUND, and BULK_RUNNING while the edit is not done; an edit that takes
 * another one back is not taken back itself.
 */
export async function undoBulk({ db, clock }: CatalogContext, id: string, by: ActingStaff): Promise<string> {
  const now = clock.now();
  return db.transaction(async (trx) => {
    await trx.first(queries.lockBulk, { id });
    const bulk = await trx.first(queries.findLocked, { id });
    if (!bulk || bulk.change === null) throw new DomainError("NOT_FOUND");
    if (bulk.undoneBy !== null) return bulk.undoneBy;
    if (bulk.status !== "done") throw new DomainError("BULK_RUNNING");
    const own = newId(now);
    await trx.rows(queries.insertBulk, { ...newRow(own, by, now), change: null, undoes: id, count: 0 });
    const stored = await trx.first(queries.insertUndone, { id: own, undoes: id });
    const count = stored?.count ?? 0;
    await trx.rows(queries.updateCount, { id: own, count });
    await recordAction(trx, {
      ...by,
      action: "product.bulkUndo",
      subject: `bulk-edit:${own}`,
      after: { undoes: id, products: count },
      now,
    });
    return own;
  });
}

const SHOWN_REFUSALS = 100;

/** Throws NOT_FOUND. */
export async function getBulk({ db }: CatalogContext, id: string): Promise<queries.BulkProgressRow> {
  const bulk = await db.first(queries.findBulk, { id, refusals: SHOWN_REFUSALS });
  if (!bulk) throw new DomainError("NOT_FOUND");
  return bulk;
}
