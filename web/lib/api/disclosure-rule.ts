import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type { DisclosureGaps } from "./types.ts";

/** The rule with the version that an edit names. */
export type DisclosureRuleVersion = { gaps: DisclosureGaps; etag: string };

type Answer = { data?: { gaps: DisclosureGaps }; error?: unknown; response: Response };

const versionOf = (call: Promise<Answer>): Promise<ApiResult<DisclosureRuleVersion>> =>
  resultOf(
    call.then(({ data, error, response }) => ({
      ...(data && { data: { gaps: data.gaps, etag: response.headers.get("etag") ?? "" } }),
      error,
      response,
    })),
  );

export const readDisclosureRule = (api: Api) => versionOf(api.GET("/api/v1/admin/disclosure-rule"));

export const changeDisclosureRule = (api: Api, etag: string, gaps: DisclosureGaps) =>
  versionOf(
    api.PUT("/api/v1/admin/disclosure-rule", { params: { header: { "if-match": etag } }, body: { gaps } }),
  );
