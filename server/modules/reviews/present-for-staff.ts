/** Turns reviews and questions into what staff read. Pure. */
import type { Language } from "../../platform/language.ts";
import { variantTexts } from "../catalog/contract/variant.ts";
import { authorOf, imagesOf, presentProduct } from "./present.ts";
import type { QuestionRow } from "./question-queries.ts";
import type { ReviewRow } from "./review-queries.ts";
import type { ProductReference } from "./service/find-product.ts";
import type { ReportRow, StaffQuestionRow, StaffReviewRow } from "./staff-queries.ts";

const moment = (value: Date | string): string => new Date(value).toISOString();
const maybeMoment = (value: Date | string | null): string | null => value && moment(value);

type AnyReview = ReviewRow | StaffReviewRow;
type AnyQuestion = QuestionRow | StaffQuestionRow;

function presentModerated(
  row: AnyReview | AnyQuestion,
  product: ProductReference | undefined,
  language: Language,
) {
  const { id, text, state, hiddenReason, answer, answeredAt, version, createdAt } = row;
  if (state === "deleted") throw new Error("a deleted review is never shown");
  return {
    id,
    product: presentProduct(product, language),
    author: authorOf(row, language),
    text,
    state,
    hiddenReason,
    answer: answer === null || answeredAt === null ? null : { text: answer, at: moment(answeredAt) },
    version,
    createdAt: moment(createdAt),
  };
}

export function presentStaffReview(
  row: AnyReview,
  product: ProductReference | undefined,
  language: Language,
) {
  const { rating, variant, pictures, helpful, reports, editedAt } = row;
  return {
    ...presentModerated(row, product, language),
    rating,
    options: variantTexts(variant, language).options,
    pictures: imagesOf(pictures, language),
    helpful,
    reports,
    editedAt: maybeMoment(editedAt),
  };
}

export const presentReport = ({ reason, note, reportedAt, settledAt }: ReportRow) => ({
  reason,
  note,
  reportedAt: moment(reportedAt),
  settledAt: maybeMoment(settledAt),
});

export const presentStaffQuestion = (
  row: AnyQuestion,
  product: ProductReference | undefined,
  language: Language,
) => ({ ...presentModerated(row, product, language), secret: row.secret });
