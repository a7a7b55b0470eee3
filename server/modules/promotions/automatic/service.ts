/** What staff do with automatic promotions. An edit counts for carts and orders from the next one on. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { PromotionsContext } from "../context.ts";
import { momentOf, periodProblems } from "../contract/period.ts";
import {
  effectProblems,
  type NewPromotion,
  type PromotionTerms,
  storedEffect,
} from "../contract/promotion.ts";
import { refuseUnknownGoods } from "../contract/unknown-goods.ts";
import { PROMOTIONS_CHANGED } from "../contract.ts";
import { lowered, mayBecome } from "../coupon-rules.ts";
import { periodOf, promotionTermsOf } from "./present.ts";
import type { PromotionChange } from "./promotion-change.ts";
import * as queries from "./queries.ts";

type PromotionRow = queries.PromotionRow;

/** Each cart looks at all of them, so that staff make no more than this. Parallel ones may be a few more. */
const MOST_ACTIVE = 100;
const LIMIT = 1_000;

/** One row more than `limit`, if there is one; the newest first. */
export async function listPromotions(
  { db, clock }: PromotionsContext,
  before: string | null,
  limit: number,
): Promise<{ rows: PromotionRow[]; total: number }> {
  const [rows, counted] = await Promise.all([
    db.rows(queries.listPromotions, { before, limit: limit + 1 }),
    db.first(queries.countPromotions, { now: clock.now() }),
  ]);
  return { rows, total: counted?.count ?? 0 };
}

/** Throws NOT_FOUND. */
export async function readPromotion({ db }: { readonly db: Queryable }, id: string): Promise<PromotionRow> {
  const row = await db.first(queries.findPromotion, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** The terms of those that count now, or will. */
export async function findPromotions({ db, clock }: PromotionsContext): Promise<PromotionTerms[]> {
  const rows = await db.rows(queries.findActivePromotions, { now: clock.now(), limit: LIMIT });
  return rows.map(promotionTermsOf);
}

/** Throws INVALID_INPUT; TOO_MANY_PROMOTIONS. */
export async function createPromotion(
  promotions: PromotionsContext,
  input: NewPromotion,
  by: ActingStaff,
): Promise<PromotionRow> {
  const { db, clock, currency, changes } = promotions;
  const period = { startsAt: momentOf(input.period?.startsAt), endsAt: momentOf(input.period?.endsAt) };
  const problems = [...effectProblems(input.effect, currency), ...periodProblems(period)];
  if (problems.length > 0) throw inputError(problems);
  await refuseUnknownGoods(promotions.catalog, input);
  const now = clock.now();
  const counted = await db.first(queries.countPromotions, { now });
  if ((counted?.active ?? 0) >= MOST_ACTIVE)
    throw new DomainError("TOO_MANY_PROMOTIONS", { most: MOST_ACTIVE });
  const id = newId(now);
  const effect = storedEffect(input.effect, currency);
  const row = {
    ...{ id, name: input.name, ...period, status: "active" as const },
    productIds: lowered(input.productIds),
    categoryIds: lowered(input.categoryIds),
  };
  await db.transaction(async (trx) => {
    await trx.rows(queries.insertPromotion, { ...row, effect: JSON.stringify(effect), now });
    await recordAction(trx, {
      ...by,
      action: "promotion.create",
      subject: `promotion:${id}`,
      after: { ...row, effect, ...periodOf(row) },
      now,
    });
  });
  await changes.publish(PROMOTIONS_CHANGED, [id]);
  return readPromotion(promotions, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; PROMOTION_ENDED; INVALID_INPUT. */
export async function editPromotion(
  promotions: PromotionsContext,
  edit: VersionedEdit,
  change: PromotionChange,
): Promise<PromotionRow> {
  const { id, by } = edit;
  const now = promotions.clock.now();
  await promotions.db.transaction(async (trx) => {
    const row = await lockRow(trx, edit);
    const next = withChange(row, change);
    if (!mayBecome(row.status, next.status)) throw new DomainError("PROMOTION_ENDED");
    const problems = periodProblems(next);
    if (problems.length > 0) throw inputError(problems);
    const differences = differencesOf(fieldsOf(row), fieldsOf(next));
    if (differences.length === 0) return;
    const { name, startsAt, endsAt, status } = next;
    const stored = await trx.first(queries.updatePromotion, {
      ...{ id, name, startsAt, endsAt, status, now },
      from: row.status,
      differences: JSON.stringify(differences),
    });
    if (!stored) throw new Error("a promotion changed its status under its lock");
    await recordAction(trx, {
      ...{ ...by, ...recordOf(differences), now },
      action: "promotion.edit",
      subject: `promotion:${id}`,
    });
  });
  await promotions.changes.publish(PROMOTIONS_CHANGED, [id]);
  return readPromotion(promotions, id);
}

async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<PromotionRow> {
  const row = await trx.first(queries.lockPromotion, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

function withChange(row: PromotionRow, { period, ...change }: PromotionChange): PromotionRow {
  return {
    ...row,
    ...change,
    ...(period?.startsAt === undefined ? {} : { startsAt: momentOf(period.startsAt) }),
    ...(period?.endsAt === undefined ? {} : { endsAt: momentOf(period.endsAt) }),
  };
}

function fieldsOf(row: PromotionRow): Field[] {
  const { startsAt, endsAt } = periodOf(row);
  return [
    ["/name", row.name],
    ["/status", row.status],
    ["/period/startsAt", startsAt],
    ["/period/endsAt", endsAt],
  ];
}
