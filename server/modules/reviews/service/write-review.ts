/** A member's own reviews: written once for each bought line, edited and deleted by their author. */
import type { Transaction } from "../../../platform/db/db.ts";
import { type Difference, differencesOf, type Field } from "../../../platform/differences.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { maskName } from "../../../platform/masking.ts";
import type { ReviewsContext } from "../context.ts";
import { attachPictures } from "../picture-queries.ts";
import { quotas } from "../quotas.ts";
import * as queries from "../review-queries.ts";
import { countedStars, mayReview } from "../reviewable.ts";
import { announce } from "./announce.ts";
import { useQuota } from "./use-quota.ts";

export interface Author {
  readonly id: string;
  readonly name: string;
}

export interface ReviewContent {
  readonly rating: number;
  readonly text: string;
  /** Ids of uploaded pictures, in their order. */
  readonly pictures: readonly string[];
}

/**
 * Throws NOT_FOUND for a line that is unknown or another member's, NOT_REVIEWABLE, ALREADY_REVIEWED,
 * INVALID_INPUT for unknown pictures, TOO_MANY_REQUESTS.
 */
export async function writeReview(
  reviews: ReviewsContext,
  author: Author,
  orderLineId: string,
  { rating, text, pictures }: ReviewContent,
): Promise<queries.ReviewRow> {
  const { db, clock, orders } = reviews;
  await useQuota(reviews, author.id, quotas.review);
  const [line] = await orders.boughtLines({ memberId: author.id, lineIds: [orderLineId], limit: 1 });
  if (!line) throw new DomainError("NOT_FOUND");
  if (!mayReview(line.status)) throw new DomainError("NOT_REVIEWABLE");
  const now = clock.now();
  const { productId, variantId, name, options, translations } = line;
  const review = {
    id: newId(now),
    orderLineId,
    productId,
    variantId,
    memberId: author.id,
    author: maskName(author.name),
    rating,
    text,
    variant: { name, options, translations },
    pictureCount: pictures.length,
  };
  const written = await db.transaction(async (trx) => {
    const inserted = await trx.first(queries.insertReview, { review: JSON.stringify(review), now });
    if (!inserted) throw new DomainError("ALREADY_REVIEWED");
    await attach(trx, review.id, author.id, pictures, now);
    return getReview(trx, review.id);
  });
  await announce(reviews, productId);
  return written;
}

async function attach(
  trx: Transaction,
  reviewId: string,
  memberId: string,
  pictures: readonly string[],
  now: Date,
): Promise<void> {
  const attached = await trx.rows(attachPictures, { reviewId, memberId, ids: [...pictures], now });
  const known = new Set(attached.map(({ id }) => id));
  const problems = pictures.flatMap((id, at) =>
    known.has(id) ? [] : [inputProblem(`/pictures/${at}`, "UNKNOWN")],
  );
  if (problems.length > 0) throw inputError(problems);
}

async function getReview(trx: Transaction, id: string): Promise<queries.ReviewRow> {
  const row = await trx.first(queries.findReview, { id });
  if (!row) throw new Error("a review is gone that this transaction wrote");
  return row;
}

/** Also edits a review that staff have hidden; it stays hidden. Throws NOT_FOUND, INVALID_INPUT. */
export async function editReview(
  reviews: ReviewsContext,
  memberId: string,
  id: string,
  change: Partial<ReviewContent>,
): Promise<queries.ReviewRow> {
  const { db, clock } = reviews;
  await useQuota(reviews, memberId, quotas.review);
  const now = clock.now();
  const edited = await db.transaction(async (trx) => {
    const row = await lockOwn(trx, memberId, id);
    const pictures = change.pictures ?? row.pictures.map((picture) => picture.id);
    const next = { ...row, rating: change.rating ?? row.rating, text: change.text ?? row.text };
    const differences = differencesOf(fieldsOf(row), fieldsOf({ ...next, pictureIds: pictures }));
    if (differences.length === 0) return row;
    if (change.pictures) await attach(trx, id, memberId, pictures, now);
    const changed = { ...next, editedAt: now };
    await storeReview(trx, row, changed, { pictureCount: pictures.length, differences, now });
    return getReview(trx, id);
  });
  await announce(reviews, edited.productId);
  return edited;
}

/** Erases the content; the line cannot be reviewed again. Throws NOT_FOUND. */
export async function deleteReview(reviews: ReviewsContext, memberId: string, id: string): Promise<void> {
  const { db, clock } = reviews;
  const now = clock.now();
  const productId = await db.transaction(async (trx) => {
    const row = await lockOwn(trx, memberId, id);
    const erased = { ...row, state: "deleted", text: "", hiddenReason: null, answer: null } as const;
    await attach(trx, id, memberId, [], now);
    await storeReview(
      trx,
      row,
      { ...erased, answeredAt: null, editedAt: now },
      { pictureCount: 0, differences: [], now },
    );
    await trx.rows(queries.deleteEdits, { id });
    return row.productId;
  });
  await announce(reviews, productId);
}

async function lockOwn(trx: Transaction, memberId: string, id: string): Promise<queries.ReviewRow> {
  const row = await trx.first(queries.lockReview, { id });
  if (row?.memberId !== memberId || row.state === "deleted") throw new DomainError("NOT_FOUND");
  return row;
}

export const fieldsOf = (
  row: Pick<queries.ReviewRow, "rating" | "text" | "state" | "hiddenReason" | "answer" | "pictures"> & {
    readonly pictureIds?: readonly string[];
  },
): Field[] => [
  ["/rating", row.rating],
  ["/text", row.text],
  ["/pictures", row.pictureIds ?? row.pictures.map(({ id }) => id)],
  ["/state", row.state],
  ["/hiddenReason", row.hiddenReason],
  ["/answer", row.answer],
];

/** Stores a change of a locked review with its count. */
export async function storeReview(
  trx: Transaction,
  before: queries.ReviewRow,
  after: Omit<queries.ReviewRow, "pictures">,
  {
    pictureCount,
    differences,
    now,
  }: { readonly pictureCount: number; readonly differences: readonly Difference[]; readonly now: Date },
): Promise<number> {
  const { id, rating, text, state, hiddenReason, answer, answeredAt, editedAt } = after;
  const stored = await trx.first(queries.updateReview, {
    id,
    version: before.version,
    ...{ rating, text, state, hiddenReason, answer, answeredAt, editedAt, pictureCount },
    from: countedStars(before),
    to: countedStars(after),
    differences: JSON.stringify(differences),
    now,
  });
  if (!stored) throw new Error("a review was changed under its lock");
  return stored.version;
}
