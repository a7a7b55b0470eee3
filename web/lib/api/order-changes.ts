/** What a buyer does with an order after placing it. Few pages need it, so it is no part of what all load. */
import type { Api } from "./client.ts";
import { asGuest } from "./orders.ts";
import { resultOf } from "./result.ts";
import type { LinePieces, RefundAccount } from "./types.ts";

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

/** Where the buyer's deposit is paid back to. */
export const storeRefundAccount = (
  api: Api,
  id: string,
  guestToken: string | undefined,
  body: RefundAccount,
) =>
  resultOf(
    api.PUT("/api/v1/orders/{id}/refund-account", {
      params: { path: { id }, header: asGuest(guestToken) },
      body,
    }),
  );

export const confirmPurchase = (api: Api, id: string, guestToken: string | undefined) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/confirm-purchase", {
      params: { path: { id }, header: asGuest(guestToken) },
    }),
  );

/** `cartId`: of a guest; a member's cart is found by the API. */
export const reorder = (
  api: Api,
  key: string,
  id: string,
  guestToken: string | undefined,
  cartId: string | null,
) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/reorder", {
      params: { path: { id }, header: { "idempotency-key": key, ...asGuest(guestToken) } },
      body: cartId === null ? {} : { cartId },
    }),
  );
