import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type { DeliveryRules } from "./types.ts";

/** What delivery costs, for shoppers. */
export const findDelivery = (api: Api) => resultOf(api.GET("/api/v1/delivery"));

/** The rules with the version that an edit names. */
export type DeliveryRulesVersion = { rules: DeliveryRules; etag: string };

type Answer = { data?: DeliveryRules; error?: unknown; response: Response };

const versionOf = (call: Promise<Answer>): Promise<ApiResult<DeliveryRulesVersion>> =>
  resultOf(
    call.then(({ data, error, response }) => ({
      ...(data && { data: { rules: data, etag: response.headers.get("etag") ?? "" } }),
      error,
      response,
    })),
  );

export const readDeliveryRules = (api: Api) => versionOf(api.GET("/api/v1/admin/delivery-rules"));

export const changeDeliveryRules = (api: Api, etag: string, body: DeliveryRules) =>
  versionOf(api.PUT("/api/v1/admin/delivery-rules", { params: { header: { "if-match": etag } }, body }));
