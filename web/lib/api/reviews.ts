import type { Api } from "./client.ts";
import { type ApiResult, noResponse } from "./problem.ts";
import { problemOf, resultOf } from "./result.ts";
import type {
  NewQuestion,
  NewReport,
  NewReview,
  ReviewChange,
  ReviewPicture,
  ReviewQuery,
  StaffQuestionQuery,
  StaffReviewQuery,
} from "./types.ts";

const ofProduct = (idOrSlug: string) => ({ path: { idOrSlug } });
const byId = (id: string) => ({ params: { path: { id } } });

export const listReviews = (api: Api, idOrSlug: string, query: ReviewQuery) =>
  resultOf(api.GET("/api/v1/products/{idOrSlug}/reviews", { params: { ...ofProduct(idOrSlug), query } }));
export const listQuestions = (api: Api, idOrSlug: string, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/products/{idOrSlug}/questions", { params: { ...ofProduct(idOrSlug), query } }));

export const writeReview = (api: Api, body: NewReview) => resultOf(api.POST("/api/v1/reviews", { body }));
export const editReview = (api: Api, id: string, body: ReviewChange) =>
  resultOf(api.PATCH("/api/v1/reviews/{id}", { ...byId(id), body }));
export const deleteReview = (api: Api, id: string) => resultOf(api.DELETE("/api/v1/reviews/{id}", byId(id)));
export const voteHelpful = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/reviews/{id}/helpful", { ...byId(id), body: {} }));
export const reportReview = (api: Api, id: string, body: NewReport) =>
  resultOf(api.POST("/api/v1/reviews/{id}/reports", { ...byId(id), body }));
export const takeBackHelpful = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/reviews/{id}/helpful", byId(id)));
export const askQuestion = (api: Api, idOrSlug: string, body: NewQuestion) =>
  resultOf(api.POST("/api/v1/products/{idOrSlug}/questions", { params: ofProduct(idOrSlug), body }));

export const listReviewable = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/me/reviewable", { params: { query } }));
export const listMyReviews = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/me/reviews", { params: { query } }));

/** Without the client, which sends JSON. The session was renewed by the call before, if it was due. */
export async function uploadReviewPictures(
  files: readonly File[],
  locale: string,
): Promise<ApiResult<ReviewPicture[]>> {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  try {
    const response = await fetch("/api/v1/reviews/pictures", {
      method: "POST",
      headers: { "accept-language": locale },
      body: form,
    });
    const body: unknown = await response.json();
    if (response.status === 201) return { ok: true, data: (body as { pictures: ReviewPicture[] }).pictures };
    return { ok: false, problem: problemOf(body, response.status) };
  } catch (cause) {
    return { ok: false, problem: noResponse(cause) };
  }
}

export const listStaffReviews = (api: Api, query: StaffReviewQuery) =>
  resultOf(api.GET("/api/v1/admin/reviews", { params: { query } }));
export const listStaffQuestions = (api: Api, query: StaffQuestionQuery) =>
  resultOf(api.GET("/api/v1/admin/questions", { params: { query } }));

/** A review or a question as staff edit it: which of both, and the version that they saw. */
export type ModeratedItem = { kind: "reviews" | "questions"; id: string; version: number };

const edit = ({ id, version }: ModeratedItem) => ({
  params: { path: { id }, header: { "if-match": `"${version}"` } },
});

export const answerItem = (api: Api, item: ModeratedItem, text: string): Promise<ApiResult<unknown>> =>
  item.kind === "reviews"
    ? resultOf(api.PUT("/api/v1/admin/reviews/{id}/answer", { ...edit(item), body: { text } }))
    : resultOf(api.PUT("/api/v1/admin/questions/{id}/answer", { ...edit(item), body: { text } }));

export const hideItem = (api: Api, item: ModeratedItem, reason: string): Promise<ApiResult<unknown>> =>
  item.kind === "reviews"
    ? resultOf(api.POST("/api/v1/admin/reviews/{id}/hide", { ...edit(item), body: { reason } }))
    : resultOf(api.POST("/api/v1/admin/questions/{id}/hide", { ...edit(item), body: { reason } }));

export const showItem = (api: Api, item: ModeratedItem, reason: string): Promise<ApiResult<unknown>> =>
  item.kind === "reviews"
    ? resultOf(api.POST("/api/v1/admin/reviews/{id}/unhide", { ...edit(item), body: { reason } }))
    : resultOf(api.POST("/api/v1/admin/questions/{id}/unhide", { ...edit(item), body: { reason } }));
