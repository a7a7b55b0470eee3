/**
 * Applies edits of many products, one product in a transaction. What became of a product is stored in the
 * transaction that edits it; so a process that dies leaves products that are edited or have their turn, and
 * two processes that go on with one edit change no product twice.
 */
import { after } from "../../../platform/clock.ts";
import { isDomainError } from "../../../platform/errors.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED, type ProductChange } from "../contract.ts";
import { storeEdit } from "../products/edit-product.ts";
import { changeOf, undoOf } from "./bulk-change.ts";
import * as queries from "./queries.ts";

/** A run ends after this time, so that a process that stops need not wait for a whole edit. */
const RUN_MS = 5_000;
/** Their changes are published together. */
const PRODUCTS_PER_CHUNK = 25;
/** Tries of a product that fails, and the time between them. */
const MOST_FAILURES = 10;
const RETRY_MS = 2_000;

export const isBulkDue = async ({ db, clock }: CatalogContext): Promise<boolean> =>
  (await db.first(queries.findNextRunning, { now: clock.now() })) !== null;

/** Begins no chunk when `runMs` have passed. */
export async function runBulkEdits(catalog: CatalogContext, runMs = RUN_MS): Promise<void> {
  const { db, clock } = catalog;
  const began = performance.now();
  while (performance.now() - began < runMs) {
    const bulk = await db.first(queries.findNextRunning, { now: clock.now() });
    if (!bulk) return;
    await applyChunk(catalog, bulk);
  }
}

async function applyChunk(catalog: CatalogContext, bulk: queries.BulkRow): Promise<void> {
  const { db, clock, changes } = catalog;
  const { id, undoes } = bulk;
  const open = await db.rows(queries.findOpen, { id, undoes, limit: PRODUCTS_PER_CHUNK });
  const changed: string[] = [];
  try {
    for (const product of open) if (await applyTo(catalog, bulk, product)) changed.push(product.productId);
  } finally {
    if (changed.length > 0) await changes.publish(PRODUCTS_CHANGED, changed);
  }
  if (open.length < PRODUCTS_PER_CHUNK) await db.rows(queries.finishBulk, { id, now: clock.now() });
}

/** Another process has edited the product for the same bulk edit: this edit of it is rolled back. */
class EditedElsewhere extends Error {}

/** Returns true if the product was changed. */
async function applyTo(
  catalog: CatalogContext,
  bulk: queries.BulkRow,
  { productId, undo, version }: queries.OpenProductRow,
): Promise<boolean> {
  const { db } = catalog;
  const { id, change, staff: by } = bulk;
  const closing = { id, productId, code: null, version: null, undo: null };
  const changed: { version: number | null; undo: string | null } = { version: null, undo: null };
  try {
    const stored = await storeEdit(catalog, {
      id: productId,
      version,
      by,
      change(row) {
        const edit: ProductChange = change ? changeOf(row, change) : (undo ?? {});
        changed.version = row.version + 1;
        changed.undo = change ? JSON.stringify(undoOf(row, edit)) : null;
        return edit;
      },
      async also(trx) {
        const closed = await trx.first(queries.closeProduct, { ...closing, ...changed, outcome: "changed" });
        if (!closed) throw new EditedElsewhere();
      },
    });
    if (stored === null) await db.first(queries.closeProduct, { ...closing, outcome: "unchanged" });
    return stored !== null;
  } catch (error) {
    if (error instanceof EditedElsewhere) return false;
    const code = await codeOf(catalog, bulk, error);
    await db.first(queries.closeProduct, { ...closing, outcome: "refused", code });
    return false;
  }
}

/** The code of a refusal. What is no refusal is tried again, and given up after ten tries. */
async function codeOf(
  { db, clock }: CatalogContext,
  { id }: queries.BulkRow,
  error: unknown,
): Promise<string> {
  const code = isDomainError(error) ? error.code : null;
  const isAway = code === "PEER_UNAVAILABLE" || code === "DATABASE_UNAVAILABLE";
  if (code !== null && !isAway) return code;
  const failed = await db.first(queries.postpone, { id, nextTryAt: after(clock, RETRY_MS) });
  if (isAway || (failed?.failures ?? 0) < MOST_FAILURES) throw error;
  return "INTERNAL";
}

const KEPT_MS = 90 * 24 * 3_600_000;
const FORGOTTEN_PER_RUN = 20;

export async function forgetOldBulkEdits({ db, clock }: CatalogContext): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  await db.rows(queries.deleteOld, { before, limit: FORGOTTEN_PER_RUN });
}
