import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

/** The member's own cart, if there is one already; always a new cart for a guest. */
export const createCart = (api: Api) => resultOf(api.POST("/api/v1/carts", { body: {} }));

/** A cart without an owner, for members too: the API sees a guest, because the call sends no cookies. */
export const createGuestCart = (api: Api) =>
  resultOf(api.POST("/api/v1/carts", { body: {}, credentials: "omit" }));

export const findMyCart = (api: Api) => resultOf(api.GET("/api/v1/me/cart"));

/** Moves the items of a guest's cart to the member's cart, and ends the guest's. */
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
