import type { Api } from "./client.ts";
import { asGuest } from "./orders.ts";
import { resultOf } from "./result.ts";
import type { ClaimChoice, ClaimRequest } from "./types.ts";

export const listClaims = (api: Api, id: string, guestToken: string | undefined) =>
  resultOf(api.GET("/api/v1/orders/{id}/claims", { params: { path: { id }, header: asGuest(guestToken) } }));

/** What an exchange of a line may send. */
export const listExchangeOptions = (api: Api, id: string, lineId: string, guestToken: string | undefined) =>
  resultOf(
    api.GET("/api/v1/orders/{id}/lines/{lineId}/exchange-options", {
      params: { path: { id, lineId }, header: asGuest(guestToken) },
    }),
  );

/** What a return would give back. */
export const quoteClaim = (api: Api, id: string, guestToken: string | undefined, body: ClaimChoice) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/claims/quote", {
      params: { path: { id }, header: asGuest(guestToken) },
      body,
    }),
  );

export const requestClaim = (
  api: Api,
  key: string,
  id: string,
  guestToken: string | undefined,
  body: ClaimRequest,
) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/claims", {
      params: { path: { id }, header: { "idempotency-key": key, ...asGuest(guestToken) } },
      body,
    }),
  );

export const withdrawClaim = (api: Api, id: string, guestToken: string | undefined, claimId: string) =>
  resultOf(
    api.POST("/api/v1/orders/{id}/claims/{claimId}/withdraw", {
      params: { path: { id, claimId }, header: asGuest(guestToken) },
    }),
  );
