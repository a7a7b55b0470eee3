import { type Api, answered } from "./client.ts";

export const createCart = (api: Api) => answered(api.POST("/api/v1/carts", { body: {} }));

export const findCart = (api: Api, id: string) => answered(api.GET("/api/v1/carts/{id}", { params: { path: { id } } }));

export const addItem = (api: Api, id: string, variantId: string, quantity: number) =>
  answered(api.POST("/api/v1/carts/{id}/items", { params: { path: { id } }, body: { variantId, quantity } }));

export const setQuantity = (api: Api, id: string, itemId: string, quantity: number) =>
  answered(api.PATCH("/api/v1/carts/{id}/items/{itemId}", { params: { path: { id, itemId } }, body: { quantity } }));

export const removeItem = (api: Api, id: string, itemId: string) =>
  answered(api.DELETE("/api/v1/carts/{id}/items/{itemId}", { params: { path: { id, itemId } } }));
