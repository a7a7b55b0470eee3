import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { NewPromotionRequest, PromotionEdit, SimulationRequest, StaffPromotion } from "./types.ts";

export const listPromotions = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/promotions", { params: { query } }));

export const createPromotion = (api: Api, body: NewPromotionRequest) =>
  resultOf(api.POST("/api/v1/admin/promotions", { body }));

export const editPromotion = (api: Api, { id, etag }: StaffPromotion, body: PromotionEdit) =>
  resultOf(
    api.PATCH("/api/v1/admin/promotions/{id}", {
      params: { path: { id }, header: { "if-match": etag } },
      body,
    }),
  );

/** What a shopper would pay with a draft. */
export const simulateDraft = (api: Api, body: SimulationRequest) =>
  resultOf(api.POST("/api/v1/admin/promotions/simulate", { body }));
