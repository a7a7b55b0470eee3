import { type Api, resultOf } from "./client.ts";

/** A member's own cart, should there be one already; for guests always a new one. */
export const createCart = (api: Api) => resultOf(api.POST("/api/v1/carts", { body: {} }));

/** A cart that is nobody's, whoever asks: without cookies the API takes everybody for a guest. */
export const createGuestCart = (api: Api) =>
  resultOf(api.POST("/api/v1/carts", { body: {}, credentials: "omit" }));

export const findMyCart = (api: Api) => resultOf(api.GET("/api/v1/me/cart"));

/** What is in a guest's cart goes into the member's, and the guest's ends. */
export const mergeCart = (api: Api, cartId: string) =>
  resultOf(api.POST("/api/v1/me/cart/merge", { body: { cartId } }));

export const findCart = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/carts/{id}", { params: { path: { id } } }));

export const addItem = (api: Api, id: string, variantId: string, quantity: number) =>
  resultOf(api.POST("/api/v1/carts/{id}/items", { params: { path: { id } }, body: { variantId, quantity } }));

export const setQuantity = (api: Api, id: string, itemId: string, quantity: number) =>
  resultOf(
    api.PATCH("/api/v1/carts/{id}/items/{itemId}", { params: { path: { id, itemId } }, body: { quantity } }),
  );

export const removeItem = (api: Api, id: string, itemId: string) =>
  resultOf(api.DELETE("/api/v1/carts/{id}/items/{itemId}", { params: { path: { id, itemId } } }));
