import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

/** Asks for a code by mail. The response is the same if there is no such order. */
export const askForOrderCode = (api: Api, body: { number: string; email: string }) =>
  resultOf(api.POST("/api/v1/orders/lookup", { body }));

export const openWithCode = (api: Api, body: { number: string; code: string }) =>
  resultOf(api.POST("/api/v1/orders/lookup/confirm", { body }));
