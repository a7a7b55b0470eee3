import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { Confirmation, LinePieces, OrderRequest } from "./types.ts";

const keyed = (key: string) => ({ header: { "idempotency-key": key } });

/** Returns the same order for the same key and the same request. */
export const placeOrder = (api: Api, key: string, body: OrderRequest) =>
  resultOf(api.POST("/api/v1/orders", { params: keyed(key), body }));

export const listPaymentMethods = (api: Api) => resultOf(api.GET("/api/v1/payments/methods"));

/** Asks for a code by mail. The response is the same if there is no such order. */
export const askForOrderCode = (api: Api, body: { number: string; email: string }) =>
  resultOf(api.POST("/api/v1/orders/lookup", { body }));

export const openWithCode = (api: Api, body: { number: string; code: string }) =>
  resultOf(api.POST("/api/v1/orders/lookup/confirm", { body }));

/** Opens a guest's order; a member's order opens with the member's session. */
const asGuest = (guestToken: string | undefined) => (guestToken ? { "x-guest-token": guestToken } : {});

export const getOrder = (api: Api, id: string, guestToken: string | undefined) =>
  resultOf(api.GET("/api/v1/orders/{id}", { params: { path: { id }, header: asGuest(guestToken) } }));

/** What a cancellation would give back; without lines, of all that is left. */
export const quoteCancel = (api: Api, id: string, guestToken: string | undefined, lines: LinePieces[]) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/cancel/quote", {
      params: { path: { id }, header: asGuest(guestToken) },
      body: { lines },
    }),
  );

export const cancelOrder = (
  api: Api,
  key: string,
  id: string,
  guestToken: string | undefined,
  body: { lines: LinePieces[]; reason: string },
) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/cancel", {
      params: { path: { id }, header: { "idempotency-key": key, ...asGuest(guestToken) } },
      body,
    }),
  );

export const confirmPurchase = (api: Api, id: string, guestToken: string | undefined) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/confirm-purchase", {
      params: { path: { id }, header: asGuest(guestToken) },
    }),
  );

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
