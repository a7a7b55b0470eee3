import { type Api, resultOf } from "./client.ts";
import type { Confirmation, OrderRequest } from "./types.ts";

const keyed = (key: string) => ({ header: { "idempotency-key": key } });

/** Asking again with the same key and the same request answers the same order. */
export const placeOrder = (api: Api, key: string, body: OrderRequest) =>
  resultOf(api.POST("/api/v1/orders", { params: keyed(key), body }));

/** What opens a guest's order; a member's opens for the member. */
const asGuest = (guestToken: string | undefined) => (guestToken ? { "x-guest-token": guestToken } : {});

export const getOrder = (api: Api, id: string, guestToken: string | undefined) =>
  resultOf(api.GET("/api/v1/orders/{id}", { params: { path: { id }, header: asGuest(guestToken) } }));

/** A new attempt for an order whose last one was refused or left. */
export const startPayment = (api: Api, key: string, id: string, guestToken: string | undefined) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/payments", {
      params: { path: { id }, header: { "idempotency-key": key, ...asGuest(guestToken) } },
    }),
  );

/** Answers the order when it is decided that it is paid; "confirming" while the provider has not said yet. */
export const confirmPayment = (api: Api, key: string, body: Confirmation) =>
  resultOf(api.POST("/api/v1/payments/confirm", { params: keyed(key), body }));
