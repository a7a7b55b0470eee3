/** Turns reviews and questions into API responses, in the requested language. Pure. */
import type { Language } from "../../platform/language.ts";
import { imageOf } from "../catalog/contract/picture.ts";
import { ratingOf } from "../catalog/contract/rating.ts";
import { showVariant, variantTexts } from "../catalog/contract/variant.ts";
import type { BoughtLine } from "../orders/contract.ts";
import type { ExportedQuestion, ExportedReview } from "./contract.ts";
import type { ListedReview, RatingSummaryRow } from "./list-queries.ts";
import type { QuestionRow } from "./question-queries.ts";
import type { PictureRow, ReviewRow } from "./review-queries.ts";
import type { ProductReference } from "./service/find-product.ts";

const leftAuthor: Readonly<Record<Language, string>> = { ko: "탈퇴한 회원", en: "Former member" };

export const authorOf = ({ author }: Pick<ReviewRow, "author">, language: Language): string =>
  author ?? leftAuthor[language];

const answerOf = ({ answer, answeredAt }: Pick<ReviewRow, "answer" | "answeredAt">) =>
  answer === null || answeredAt === null ? null : { text: answer, at: answeredAt.toISOString() };

/** The pictures of a review only show what its text says, so their text is the review's number. */
export const imagesOf = (pictures: readonly PictureRow[], language: Language) =>
  pictures.map(({ id, shape }, at) => ({
    id,
    image: imageOf(shape, language === "ko" ? `후기 사진 ${at + 1}` : `Picture ${at + 1} of the review`),
  }));

function presentShown(row: ReviewRow, language: Language) {
  return {
    id: row.id,
    rating: row.rating,
    text: row.text,
    author: authorOf(row, language),
    options: variantTexts(row.variant, language).options,
    helpful: row.helpful,
    answer: answerOf(row),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
  };
}

export const presentReview = (row: ListedReview, language: Language, viewerId: string | null) => ({
  ...presentShown(row, language),
  pictures: imagesOf(row.pictures, language).map(({ image }) => image),
  ...(viewerId === null ? {} : { mine: row.memberId === viewerId, voted: row.voted }),
});

export const presentSummary = ({ count, sum, stars, withPictures }: RatingSummaryRow) => ({
  rating: ratingOf(count, sum),
  distribution: stars.map((each, at) => ({ rating: 5 - at, count: each })),
  withPictures,
});

export const presentProduct = (product: ProductReference | undefined, language: Language) => {
  if (!product) return null;
  const name = language === "en" ? (product.nameEn ?? product.name) : product.name;
  return { id: product.productId, slug: product.slug, name, image: imageOf(product.picture, name) };
};

/** Of a review that is not deleted. */
export function presentOwnReview(row: ReviewRow, product: ProductReference | undefined, language: Language) {
  if (row.state === "deleted") throw new Error("a deleted review is never shown");
  return {
    ...presentShown(row, language),
    orderLineId: row.orderLineId,
    product: presentProduct(product, language),
    pictures: imagesOf(row.pictures, language),
    state: row.state,
    hiddenReason: row.hiddenReason,
  };
}

export function presentReviewable(line: BoughtLine, language: Language) {
  const { lineId, orderId, orderNumber, placedAt } = line;
  return { orderLineId: lineId, orderId, orderNumber, placedAt, ...showVariant(line, language) };
}

/** A secret question keeps its text and its answer from everyone but its author. */
export function presentQuestion(row: QuestionRow, viewerId: string | null) {
  const { id, secret, text, author, memberId, answer, createdAt } = row;
  const mayRead = !secret || memberId === viewerId;
  return {
    id,
    secret,
    text: mayRead ? text : null,
    author,
    answered: answer !== null,
    answer: mayRead ? answerOf(row) : null,
    createdAt: createdAt.toISOString(),
    ...(viewerId === null ? {} : { mine: memberId === viewerId }),
  };
}

export const presentOwnQuestion = (
  row: QuestionRow,
  product: ProductReference | undefined,
  language: Language,
) => ({
  ...presentQuestion(row, row.memberId),
  product: presentProduct(product, language),
  state: row.state,
  hiddenReason: row.hiddenReason,
});

export const exportReview = (row: ReviewRow): ExportedReview => ({
  id: row.id,
  orderLineId: row.orderLineId,
  productId: row.productId,
  rating: row.rating,
  text: row.text,
  pictures: row.pictures.map(({ shape }) => imageOf(shape, "").url),
  state: row.state,
  hiddenReason: row.hiddenReason,
  answer: answerOf(row),
  helpful: row.helpful,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
});

export const exportQuestion = (row: QuestionRow): ExportedQuestion => ({
  id: row.id,
  productId: row.productId,
  text: row.text,
  secret: row.secret,
  hiddenReason: row.hiddenReason,
  answer: answerOf(row),
  createdAt: row.createdAt.toISOString(),
});
