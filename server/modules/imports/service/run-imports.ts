/**
 * Applies committed imports, batch by batch. A batch is applied first and counted after it, so a process that
 * dies in between leaves a batch that is applied again; the module that owns its rows knows those that it has
 * applied. Another process that goes on at the same time counts a batch in vain.
 */
import { recordAction } from "../../../platform/audit-log/audit-log.ts";
import { after } from "../../../platform/clock.ts";
import { isDomainError } from "../../../platform/errors.ts";
import type { ImportsContext } from "../context.ts";
import * as queries from "../queries.ts";
import { rowReader } from "../read-rows.ts";
import { findMappedFields } from "./find-fields.ts";
import { applyBatch, rowBatches } from "./row-batches.ts";
import { setAwaited } from "./set-awaited.ts";

/** A run ends after this time, so that a process that stops need not wait for a whole import. */
const RUN_MS = 5_000;
/** Tries of a batch, and the time between them. */
const MOST_FAILURES = 10;
const RETRY_MS = 2_000;

export const isImportDue = async ({ db, clock }: ImportsContext): Promise<boolean> =>
  (await db.first(queries.findNextRunning, { now: clock.now() })) !== null;

/** Begins no batch when `runMs` have passed. */
export async function runImports(context: ImportsContext, runMs = RUN_MS): Promise<void> {
  const { db, clock } = context;
  const began = performance.now();
  const mayGoOn = () => performance.now() - began < runMs;
  while (mayGoOn()) {
    const next = await db.first(queries.findNextRunning, { now: clock.now() });
    if (!next) return;
    await goOn(context, next, mayGoOn);
  }
}

async function goOn(context: ImportsContext, row: queries.ImportRow, mayGoOn: () => boolean): Promise<void> {
  const { db, currency } = context;
  const { id, kind, columns, mapping, token, checkedAt, committedBy: by } = row;
  if (!mapping || !token || !by) throw new Error(`the import ${id} runs without a commit`);
  const fields = await findMappedFields(context, kind, mapping);
  const reader = rowReader({ kind, fields, columns, mapping, currency });
  const repeated = await db.rows(queries.findRepeatedRows, { importId: id, run: token });
  const isRepeated = new Set(repeated.map((each) => each.row));
  const batches = rowBatches(context, { importId: id, after: row.lastRow }, reader, (number) =>
    isRepeated.has(number),
  );
  let from = row.lastRow;
  let batch = await batches.next();
  while (!batch.done && mayGoOn()) {
    const following = await batches.next();
    const application = { importId: id, kind, by, run: token, checkedAt, after: from };
    const outcome = await applyBatch(context, application, reader, batch.value).catch((error: unknown) =>
      failed(context, row, from, error),
    );
    if (!outcome) return;
    const counted = await count(
      context,
      row,
      { from, to: batch.value.lastRow, isLast: following.done === true },
      outcome,
    );
    if (!counted) return;
    from = batch.value.lastRow;
    batch = following;
  }
  const applied = { ...row, lastRow: from };
  let isLeft = batch.done === true;
  while (isLeft && mayGoOn())
    isLeft = await setAwaited(context, applied, reader).catch((error: unknown) =>
      failed(context, row, from, error),
    );
}

interface BatchPlace {
  readonly from: number;
  readonly to: number;
  readonly isLast: boolean;
}

type Outcome = Awaited<ReturnType<typeof applyBatch>>;

/** Returns false if another process counted the batch, or the import was stopped. */
async function count(
  { db, clock }: ImportsContext,
  { id, committedBy }: queries.ImportRow,
  place: BatchPlace,
  { counts, problems }: Outcome,
): Promise<boolean> {
  const now = clock.now();
  return db.transaction(async (trx) => {
    const counted = await trx.first(queries.updateApplied, {
      id,
      ...place,
      counts: JSON.stringify(counts),
      problems: JSON.stringify(problems),
      now,
    });
    if (counted?.status === "done" && committedBy)
      await recordAction(trx, { ...committedBy, ...queries.finished(counted), now });
    return counted !== null;
  });
}

/** What is away comes back, so its tries are not counted. Throws the error, for the log of the job. */
async function failed(
  { db, clock }: ImportsContext,
  { id }: queries.ImportRow,
  from: number,
  error: unknown,
): Promise<never> {
  const isAway = isDomainError(error, "PEER_UNAVAILABLE") || isDomainError(error, "DATABASE_UNAVAILABLE");
  if (!isAway)
    await db.rows(queries.updateFailed, {
      id,
      from,
      nextTryAt: after(clock, RETRY_MS),
      most: MOST_FAILURES,
      now: clock.now(),
    });
  throw error;
}

/** Files and what became of them are kept this long. */
const KEPT_MS = 90 * 24 * 3_600_000;
const FORGOTTEN_PER_RUN = 20;

export async function forgetOldImports({ db, clock, catalog, inventory }: ImportsContext): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  for (const { id, kind } of await db.rows(queries.findOld, { before, limit: FORGOTTEN_PER_RUN })) {
    if (kind === "stock") await inventory.forgetImport({ importId: id });
    // A parcel keeps the id of its import: it is a part of the order.
    else if (kind !== "tracking") await catalog.forgetImport({ importId: id });
    await db.rows(queries.deleteImport, { id });
  }
}
