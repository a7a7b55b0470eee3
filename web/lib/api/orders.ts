import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { Confirmation, OrderRequest } from "./types.ts";

const keyed = (key: string) => ({ header: { "idempotency-key": key } });

/** Returns the same order for the same key and the same request. */
export const placeOrder = (api: Api, key: string, body: OrderRequest) =>
  resultOf(api.POST("/api/v1/orders", { params: keyed(key), body }));

/** Opens a guest's order; a member's order opens with the member's session. */
export const asGuest = (guestToken: string | undefined) =>
  guestToken ? { "x-guest-token": guestToken } : {};

export const getOrder = (api: Api, id: string, guestToken: string | undefined) =>
  resultOf(api.GET("/api/v1/orders/{id}", { params: { path: { id }, header: asGuest(guestToken) } }));

/** Opens a new payment attempt for an order after the last one was refused or abandoned. */
export const startPayment = (api: Api, key: string, id: string, guestToken: string | undefined) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/payments", {
      params: { path: { id }, header: { "idempotency-key": key, ...asGuest(guestToken) } },
    }),
  );

/** Returns the order once it is paid; "confirming" while the provider has not decided. */
export const confirmPayment = (api: Api, key: string, body: Confirmation) =>
  resultOf(api.POST("/api/v1/payments/confirm", { params: keyed(key), body }));
