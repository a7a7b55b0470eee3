import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

export const askForNotice = (api: Api, idOrSlug: string, variantId: string) =>
  resultOf(
    api.POST("/api/v1/products/{idOrSlug}/restock-notices", {
      params: { path: { idOrSlug } },
      body: { variantId },
    }),
  );
export const listRestockNotices = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/me/restock-notices", { params: { query } }));
export const withdrawNotice = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/me/restock-notices/{id}", { params: { path: { id } } }));
