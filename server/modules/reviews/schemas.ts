/** What members and visitors send and read. */
import { Type } from "typebox";
import { Cursor, Limit } from "../../platform/http/cursor.ts";
import { Closed, Line, LongText, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { Image } from "../catalog/contract/picture.ts";
import { Rating } from "../catalog/contract/rating.ts";
import { shownVariantFields } from "../catalog/contract/variant.ts";
import { reviewSorts } from "./sorts.ts";

export const MOST_PICTURES = 5;

const Stars = Type.Integer({ minimum: 1, maximum: 5 });
const content = {
  rating: Stars,
  text: LongText(5_000, 1),
  pictures: Type.Optional(
    Type.Array(Uuid, {
      maxItems: MOST_PICTURES,
      uniqueItems: true,
      description: "ids of uploaded pictures, in their order",
    }),
  ),
};
export const NewReview = Closed({ orderLineId: Uuid, ...content });
export const ReviewChange = Closed({
  rating: Type.Optional(content.rating),
  text: Type.Optional(content.text),
  pictures: content.pictures,
});

export const ReviewPicture = Closed({ id: Uuid, image: Image });
/** Of the seller. */
export const Answer = Nullable(Closed({ text: Type.String(), at: Timestamp }));
const Options = Type.Array(Closed({ label: Type.String(), value: Type.String() }));

const shown = {
  id: Uuid,
  rating: Type.Integer(),
  text: Type.String({ description: "empty when the author left the shop" }),
  author: Type.String({ description: "with most letters hidden" }),
  options: { ...Options, description: "what was bought" },
  helpful: Type.Integer({ description: "members who found it helpful" }),
  answer: Answer,
  createdAt: Timestamp,
  editedAt: Nullable(Timestamp),
};
export const Review = Closed({
  ...shown,
  pictures: Type.Array(Image),
  mine: Type.Optional(Type.Boolean({ description: "absent for visitors who are not signed in" })),
  voted: Type.Optional(Type.Boolean({ description: "the member found it helpful" })),
});

export const ReviewListQuery = Closed({
  sort: Type.Optional(Type.Enum([...reviewSorts], { description: "`rating`: the best first" })),
  rating: Type.Optional(Stars),
  pictures: Type.Optional(Type.Boolean({ description: "true: with pictures" })),
  limit: Limit,
  cursor: Cursor,
});
export const ReviewList = Closed({
  items: Type.Array(Review),
  total: Type.Integer({ description: "reviews that pass the filters" }),
  summary: Closed({
    rating: Nullable(Rating),
    distribution: Type.Array(Closed({ rating: Type.Integer(), count: Type.Integer() }), {
      description: "from five stars down to one",
    }),
    withPictures: Type.Integer(),
  }),
  nextCursor: Nullable(Type.String()),
});

/** As it is now. */
export const ProductOfReview = Nullable(
  Closed({ id: Uuid, slug: Type.String(), name: Type.String(), image: Nullable(Image) }),
);

export const OwnReview = Closed({
  ...shown,
  orderLineId: Uuid,
  product: ProductOfReview,
  pictures: Type.Array(ReviewPicture),
  state: Type.Enum(["shown", "hidden"]),
  hiddenReason: Nullable(Type.String({ description: "of the shop" })),
});
export const OwnReviewPage = Closed({ items: Type.Array(OwnReview), nextCursor: Nullable(Type.String()) });

export const Reviewable = Closed({
  orderLineId: Uuid,
  orderId: Uuid,
  orderNumber: Type.String(),
  placedAt: Timestamp,
  ...shownVariantFields,
});
export const ReviewablePage = Closed({ items: Type.Array(Reviewable), nextCursor: Nullable(Type.String()) });

export const HelpfulCount = Closed({ helpful: Type.Integer() });
export const NewReport = Closed({
  reason: Type.Enum(["advertising", "abuse", "privacy", "false", "other"]),
  note: Type.Optional(Line(500)),
});

export const NewQuestion = Closed({
  text: LongText(2_000, 1),
  secret: Type.Boolean({ description: "true: read by its author and the shop alone" }),
});
export const Question = Closed({
  id: Uuid,
  secret: Type.Boolean(),
  text: Nullable(Type.String({ description: "null: a secret question of another member" })),
  author: Type.String({ description: "with most letters hidden" }),
  answered: Type.Boolean(),
  answer: Answer,
  createdAt: Timestamp,
  mine: Type.Optional(Type.Boolean({ description: "absent for visitors who are not signed in" })),
});
export const QuestionList = Closed({
  items: Type.Array(Question),
  total: Type.Integer(),
  nextCursor: Nullable(Type.String()),
});
export const OwnQuestion = Closed({
  ...Question.properties,
  product: ProductOfReview,
  state: Type.Enum(["shown", "hidden"]),
  hiddenReason: Nullable(Type.String({ description: "of the shop" })),
});
export const OwnQuestionPage = Closed({
  items: Type.Array(OwnQuestion),
  nextCursor: Nullable(Type.String()),
});
