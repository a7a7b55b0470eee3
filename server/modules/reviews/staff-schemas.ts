/** What staff send and read. */
import { Type } from "typebox";
import { Cursor, Limit } from "../../platform/http/cursor.ts";
import { Closed, Line, LongText, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { Answer, ProductOfReview, ReviewPicture } from "./schemas.ts";

const filters = {
  productId: Type.Optional(Uuid),
  state: Type.Optional(Type.Enum(["shown", "hidden"])),
  answered: Type.Optional(Type.Boolean()),
};
const page = { limit: Limit, cursor: Cursor };

export const StaffQuestionQuery = Closed({ ...filters, ...page });
export const StaffListQuery = Closed({
  ...filters,
  rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  reported: Type.Optional(Type.Boolean({ description: "true: with reports that are not settled" })),
  ...page,
});

const moderated = {
  id: Uuid,
  product: ProductOfReview,
  author: Type.String({ description: "with most letters hidden" }),
  text: Type.String(),
  state: Type.Enum(["shown", "hidden"]),
  hiddenReason: Nullable(Type.String()),
  answer: Answer,
  version: Type.Integer({ description: 'the ETag of the resource is `"version"`' }),
  createdAt: Timestamp,
};
const staffReview = {
  ...moderated,
  rating: Type.Integer(),
  options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
  pictures: Type.Array(ReviewPicture),
  helpful: Type.Integer(),
  reports: Type.Integer({ description: "that are not settled" }),
  editedAt: Nullable(Timestamp),
};
export const StaffReview = Closed(staffReview);
export const StaffReviewDetails = Closed({
  ...staffReview,
  reportDetails: Type.Array(
    Closed({
      reason: Type.String(),
      note: Nullable(Type.String()),
      reportedAt: Timestamp,
      settledAt: Nullable(Timestamp),
    }),
  ),
});
export const StaffQuestion = Closed({ ...moderated, secret: Type.Boolean() });

const counted = {
  total: Type.Integer(),
  totalIsCapped: Type.Boolean({ description: "true: there are more than `total`" }),
  nextCursor: Nullable(Type.String()),
};
export const StaffReviewList = Closed({ items: Type.Array(StaffReview), ...counted });
export const StaffQuestionList = Closed({ items: Type.Array(StaffQuestion), ...counted });

export const AnswerInput = Closed({ text: LongText(2_000, 1) });
export const ReasonInput = Closed({
  reason: { ...Line(200), description: "the author reads it where something is hidden" },
});
