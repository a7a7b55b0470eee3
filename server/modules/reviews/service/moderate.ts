/**
 * What staff do with reviews and questions: answer, hide with a reason, show again. An edit names the version
 * that it began with. Each is an entry of the audit log.
 */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit } from "../../../platform/audit-log/versioned-edit.ts";
import { unlessAway } from "../../../platform/contract/fallback.ts";
import type { Db, Transaction } from "../../../platform/db/db.ts";
import { type Difference, differencesOf, recordOf } from "../../../platform/differences.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { ReviewsContext } from "../context.ts";
import type { AnsweredProduct } from "../contract.ts";
import * as questions from "../question-queries.ts";
import * as queries from "../review-queries.ts";
import { settleReports } from "../vote-queries.ts";
import { announce } from "./announce.ts";
import { type ProductReference, productsOf } from "./find-product.ts";
import { fieldsOf, storeReview } from "./write-review.ts";

/** What staff may change of a review and of a question alike. */
export interface ModeratedFields {
  readonly state: "shown" | "hidden";
  readonly hiddenReason: string | null;
  readonly answer: string | null;
}

export interface StaffEdit {
  readonly id: string;
  /** The version that the edit began with. */
  readonly base: number;
  /** `hide`: an action of the audit log is `review.hide`. */
  readonly action: string;
  readonly reason?: string;
  readonly change: (now: ModeratedFields) => Partial<ModeratedFields>;
}

export const answerWith =
  (answer: string | null): StaffEdit["change"] =>
  () => ({ answer });
export const hideFor =
  (reason: string): StaffEdit["change"] =>
  () => ({ state: "hidden", hiddenReason: reason });
export const showAgain: StaffEdit["change"] = () => ({ state: "shown", hiddenReason: null });

/** Throws NOT_FOUND; STALE_EDIT with what changed since. */
export async function moderateReview(
  reviews: ReviewsContext,
  edit: StaffEdit,
  by: ActingStaff,
): Promise<queries.ReviewRow> {
  const { db, clock } = reviews;
  const now = clock.now();
  const changed = await db.transaction(async (trx) => {
    const row = await trx.first(queries.lockReview, { id: edit.id });
    if (!row || row.state === "deleted") throw new DomainError("NOT_FOUND");
    await refuseStale(trx, row, edit);
    const next = { ...row, ...edit.change({ ...row, state: row.state }) };
    const differences = differencesOf(fieldsOf(row), fieldsOf(next));
    if (edit.action === "hide") await trx.rows(settleReports, { reviewId: row.id, now });
    if (differences.length > 0) {
      const after = { ...next, answeredAt: answeredAt(row, next.answer, now) };
      await storeReview(trx, row, after, { pictureCount: row.pictures.length, differences, now });
      await record(trx, "review", edit, by, differences, now);
    }
    return trx.first(queries.findReview, { id: row.id });
  });
  if (!changed) throw new Error("a review is gone under its lock");
  await announce(reviews, changed.productId);
  return changed;
}

/** Throws NOT_FOUND; STALE_EDIT with what changed since. */
export async function moderateQuestion(
  reviews: ReviewsContext,
  edit: StaffEdit,
  by: ActingStaff,
): Promise<questions.QuestionRow> {
  const { db, clock } = reviews;
  const now = clock.now();
  const product = await productToTell(reviews, edit);
  const changed = await db.transaction(async (trx) => {
    const row = await trx.first(questions.lockQuestion, { id: edit.id });
    if (!row) throw new DomainError("NOT_FOUND");
    await refuseStale(trx, row, edit);
    const next = { ...row, ...edit.change(row) };
    const differences = differencesOf(moderatedOf(row), moderatedOf(next));
    if (differences.length === 0) return row;
    const { id, version, state, hiddenReason, answer } = next;
    const stored = await trx.first(questions.updateQuestion, {
      ...{ id, version, state, hiddenReason, answer },
      answeredAt: answeredAt(row, answer, now),
      product,
      differences: JSON.stringify(differences),
      now,
    });
    if (!stored) throw new Error("a question was changed under its lock");
    await record(trx, "question", edit, by, differences, now);
    return trx.first(questions.findQuestion, { id });
  });
  if (!changed) throw new Error("a question is gone under its lock");
  await announce(reviews, changed.productId);
  return changed;
}

/** The product for the mail with the first answer, as JSON; null while the catalogue does not answer. */
async function productToTell(reviews: ReviewsContext, { id }: StaffEdit): Promise<string | null> {
  const row = await reviews.db.first(questions.findQuestion, { id });
  if (!row || row.answerTold) return null;
  const found = await unlessAway(productsOf(reviews, [row]), () => new Map<string, ProductReference>());
  const product = found.get(row.productId);
  if (!product) return null;
  const { slug, name, nameEn } = product;
  return JSON.stringify({ slug, ko: name, en: nameEn ?? name } satisfies AnsweredProduct);
}

/** Staff keep a review that was reported. Throws NOT_FOUND. */
export async function dismissReports(
  { db, clock }: ReviewsContext,
  reviewId: string,
  reason: string,
  by: ActingStaff,
): Promise<queries.ReviewRow> {
  const now = clock.now();
  return db.transaction(async (trx) => {
    const row = await trx.first(queries.lockReview, { id: reviewId });
    if (!row || row.state === "deleted") throw new DomainError("NOT_FOUND");
    if (row.reports === 0) return row;
    await trx.rows(settleReports, { reviewId, now });
    await recordAction(trx, {
      ...by,
      action: "review.dismissReports",
      subject: `review:${reviewId}`,
      before: { reports: row.reports },
      after: { reports: 0 },
      reason,
      now,
    });
    return { ...row, reports: 0 };
  });
}

const moderatedOf = ({ state, hiddenReason, answer }: ModeratedFields) =>
  [
    ["/state", state],
    ["/hiddenReason", hiddenReason],
    ["/answer", answer],
  ] as const;

interface AnsweredRow {
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

/** An answer that is edited keeps its time. */
const answeredAt = (row: AnsweredRow, answer: string | null, now: Date): Date | null =>
  answer === null ? null : (row.answeredAt ?? now);

async function refuseStale(
  trx: Transaction | Db,
  { id, version }: { readonly id: string; readonly version: number },
  { base }: StaffEdit,
): Promise<void> {
  if (version === base) return;
  throw staleEdit(version, await trx.rows(queries.listEdits, { id, since: base }));
}

const record = (
  trx: Transaction,
  kind: "review" | "question",
  { id, action, reason }: StaffEdit,
  by: ActingStaff,
  differences: readonly Difference[],
  now: Date,
): Promise<void> =>
  recordAction(trx, {
    ...by,
    action: `${kind}.${action}`,
    subject: `${kind}:${id}`,
    ...recordOf(differences),
    ...(reason === undefined ? {} : { reason }),
    now,
  });
