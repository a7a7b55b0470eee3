import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Closed, Nothing, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";

const MemberRef = Closed({ memberId: Uuid });
export const reviewStates = ["shown", "hidden", "deleted"] as const;

const Answer = Nullable(Closed({ text: Type.String(), at: Timestamp }));

const ExportedReview = Closed({
  id: Uuid,
  orderLineId: Uuid,
  productId: Uuid,
  rating: Type.Integer(),
  text: Type.String(),
  pictures: Type.Array(Type.String({ description: "the address of a file" })),
  state: Type.Enum([...reviewStates]),
  hiddenReason: Nullable(Type.String()),
  answer: Answer,
  helpful: Type.Integer(),
  createdAt: Timestamp,
  editedAt: Nullable(Timestamp),
});
const ExportedQuestion = Closed({
  id: Uuid,
  productId: Uuid,
  text: Type.String(),
  secret: Type.Boolean(),
  hiddenReason: Nullable(Type.String()),
  answer: Answer,
  createdAt: Timestamp,
});
const ExportedVote = Closed({ reviewId: Uuid, votedAt: Timestamp });
export type ExportedReview = Static<typeof ExportedReview>;
export type ExportedQuestion = Static<typeof ExportedQuestion>;

/** The product of an answered question, by its name in both languages. */
export const AnsweredProduct = Closed({ slug: Type.String(), ko: Type.String(), en: Type.String() });
export type AnsweredProduct = Static<typeof AnsweredProduct>;

/** What other modules may call, and the events they may subscribe to. */
export const reviews = contract(
  "reviews",
  {
    /** What the member wrote. `complete` is false when there is more than 10,000 of a kind. */
    exportOf: call({
      input: MemberRef,
      output: Closed({
        reviews: Type.Array(ExportedReview),
        questions: Type.Array(ExportedQuestion),
        votes: Type.Array(ExportedVote, { description: "reviews that the member found helpful" }),
        complete: Type.Boolean(),
      }),
      retry: "safe",
      deadlineMs: 30_000,
    }),
    /** The member left: erases texts, pictures and names. Stars and votes stay, without their author. */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe", deadlineMs: 30_000 }),
    /** Counts the questions that wait for an answer, a thousand at most. */
    countWaiting: call({ input: Closed({}), output: Closed({ count: Type.Integer() }), retry: "safe" }),
  },
  {
    routes: [
      "/api/v1/reviews",
      "/api/v1/questions",
      "/api/v1/products/:idOrSlug/reviews",
      "/api/v1/products/:idOrSlug/questions",
      "/api/v1/me/reviewable",
      "/api/v1/me/reviews",
      "/api/v1/me/questions",
      "/api/v1/admin/reviews",
      "/api/v1/admin/questions",
    ],
    events: {
      /** The rating of a product has changed. */
      ratingChanged: event({ version: 1, payload: Closed({ productId: Uuid }) }),
      /** A member's question got its first answer. `product`: null while the catalogue did not answer. */
      questionAnswered: event({
        version: 1,
        payload: Closed({ questionId: Uuid, memberId: Uuid, product: Nullable(AnsweredProduct) }),
      }),
      /** A review has new pictures; their files in other widths are not made yet. */
      picturesAdded: event({ version: 1, payload: Closed({ reviewId: Uuid }) }),
    },
  },
);

/** The topic (platform/db/changes.ts) that carries the ids of products with other reviews or questions. */
export const REVIEWS_CHANGED = "reviews.products";

export type ReviewError =
  | "NOT_FOUND"
  | "ALREADY_REVIEWED"
  | "NOT_REVIEWABLE"
  | "OWN_REVIEW"
  | "STALE_EDIT"
  | "TOO_MANY_REQUESTS";
