/** What staff do with coupons. An edit counts for quotes and orders from the next one on. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError } from "../../../platform/errors.ts";
import { newId, randomCode } from "../../../platform/ids.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { PromotionsContext } from "../context.ts";
import type { CouponChange, NewCoupon } from "../contract/coupon-input.ts";
import { termProblems } from "../contract/coupon-terms.ts";
import { momentOf, periodProblems } from "../contract/period.ts";
import { refuseUnknownGoods } from "../contract/unknown-goods.ts";
import { lowered, mayBecome, storedDiscount } from "../coupon-rules.ts";
import * as queries from "../queries.ts";

type CouponRow = queries.CouponRow;

/** 50 random bits: a code that is not given cannot be guessed. */
const CODE_LENGTH = 10;

/** One row more than `limit`, if there is one; the newest first. */
export async function listCoupons(
  { db }: PromotionsContext,
  before: string | null,
  limit: number,
): Promise<{ rows: CouponRow[]; total: number }> {
  const [rows, counted] = await Promise.all([
    db.rows(queries.listCoupons, { before, limit: limit + 1 }),
    db.first(queries.countCoupons, {}),
  ]);
  return { rows, total: counted?.count ?? 0 };
}

/** Throws NOT_FOUND. */
export async function readCoupon({ db }: { readonly db: Queryable }, id: string): Promise<CouponRow> {
  const row = await db.first(queries.findCoupon, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** Throws COUPON_CODE_TAKEN, INVALID_INPUT. */
export async function createCoupon(
  promotions: PromotionsContext,
  input: NewCoupon,
  by: ActingStaff,
): Promise<CouponRow> {
  const { db, clock, currency } = promotions;
  const period = { startsAt: momentOf(input.period?.startsAt), endsAt: momentOf(input.period?.endsAt) };
  const problems = [...termProblems(input, currency), ...periodProblems(period)];
  if (problems.length > 0) throw inputError(problems);
  await refuseUnknownGoods(promotions.catalog, input);
  const now = clock.now();
  const id = newId(now);
  const row = {
    id,
    code: (input.code ?? randomCode(CODE_LENGTH)).toUpperCase(),
    name: input.name,
    kind: input.kind,
    ...storedDiscount(input.discount, currency),
    currency,
    minimum: asMoney(input.minimum ?? 0, currency).amount,
    productIds: lowered(input.productIds),
    categoryIds: lowered(input.categoryIds),
    ...period,
    totalLimit: input.limits?.total ?? null,
    perMemberLimit: input.limits?.perMember ?? null,
    offered: input.downloadable ?? false,
    combinable: input.combinable ?? false,
    status: "active" as const,
  };
  await db
    .transaction(async (trx) => {
      await trx.rows(queries.insertCoupon, { ...row, now });
      await recordAction(trx, {
        ...by,
        action: "coupon.create",
        subject: `coupon:${id}`,
        after: { ...row, ...textsOf(row) },
        now,
      });
    })
    .catch((error: unknown) => {
      if (brokeConstraint(error, "coupons_code_unique")) throw new DomainError("COUPON_CODE_TAKEN");
      throw error;
    });
  return readCoupon(promotions, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; COUPON_ENDED; INVALID_INPUT. */
export async function editCoupon(
  promotions: PromotionsContext,
  edit: VersionedEdit,
  change: CouponChange,
): Promise<CouponRow> {
  const { id, by } = edit;
  const now = promotions.clock.now();
  await promotions.db.transaction(async (trx) => {
    const row = await lockRow(trx, edit);
    const next = withChange(row, change);
    if (!mayBecome(row.status, next.status)) throw new DomainError("COUPON_ENDED");
    const problems = periodProblems(next);
    if (problems.length > 0) throw inputError(problems);
    const differences = differencesOf(fieldsOf(row), fieldsOf(next));
    if (differences.length === 0) return;
    const { name, startsAt, endsAt, offered, combinable, status } = next;
    const stored = await trx.first(queries.updateCoupon, {
      ...{ id, name, startsAt, endsAt, offered, combinable, status, now },
      from: row.status,
      differences: JSON.stringify(differences),
    });
    if (!stored) throw new Error("a coupon changed its status under its lock");
    await recordAction(trx, {
      ...{ ...by, ...recordOf(differences), now },
      action: "coupon.edit",
      subject: `coupon:${id}`,
    });
  });
  return readCoupon(promotions, id);
}

async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<CouponRow> {
  const row = await trx.first(queries.lockCoupon, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

const textsOf = ({ startsAt, endsAt }: Pick<CouponRow, "startsAt" | "endsAt">) => ({
  startsAt: startsAt?.toISOString() ?? null,
  endsAt: endsAt?.toISOString() ?? null,
});

function withChange(row: CouponRow, { period, downloadable, ...change }: CouponChange): CouponRow {
  return {
    ...row,
    ...change,
    offered: downloadable ?? row.offered,
    ...(period?.startsAt === undefined ? {} : { startsAt: momentOf(period.startsAt) }),
    ...(period?.endsAt === undefined ? {} : { endsAt: momentOf(period.endsAt) }),
  };
}

function fieldsOf(row: CouponRow): Field[] {
  const { startsAt, endsAt } = textsOf(row);
  return [
    ["/name", row.name],
    ["/status", row.status],
    ["/period/startsAt", startsAt],
    ["/period/endsAt", endsAt],
    ["/downloadable", row.offered],
    ["/combinable", row.combinable],
  ];
}
