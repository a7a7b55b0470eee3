import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

// Apart from carts.ts, which every product page loads: only the cart's page needs these.

export const listSaved = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/carts/{id}/saved", { params: { path: { id } } }));

export const saveItem = (api: Api, id: string, itemId: string) =>
  resultOf(api.POST("/api/v1/carts/{id}/saved", { params: { path: { id } }, body: { itemId } }));

export const restoreItem = (api: Api, id: string, savedId: string) =>
  resultOf(api.POST("/api/v1/carts/{id}/saved/{savedId}/restore", { params: { path: { id, savedId } } }));

export const removeSaved = (api: Api, id: string, savedId: string) =>
  resultOf(api.DELETE("/api/v1/carts/{id}/saved/{savedId}", { params: { path: { id, savedId } } }));

export const changeVariant = (api: Api, id: string, itemId: string, variantId: string) =>
  resultOf(
    api.PATCH("/api/v1/carts/{id}/items/{itemId}", { params: { path: { id, itemId } }, body: { variantId } }),
  );

/** Puts a removed line back to its place. */
export const addAgain = (
  api: Api,
  id: string,
  { id: itemId, variantId, quantity }: { id: string; variantId: string; quantity: number },
) =>
  resultOf(
    api.POST("/api/v1/carts/{id}/items", {
      params: { path: { id } },
      body: { itemId, variantId, quantity },
    }),
  );
