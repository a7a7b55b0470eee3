import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";

/** The sets with the version that an edit names. */
export type SynonymVersion = { sets: string[][]; etag: string };

type Answer = { data?: { sets: string[][] }; error?: unknown; response: Response };

const versionOf = (call: Promise<Answer>): Promise<ApiResult<SynonymVersion>> =>
  resultOf(
    call.then(({ data, error, response }) => ({
      ...(data && { data: { sets: data.sets, etag: response.headers.get("etag") ?? "" } }),
      error,
      response,
    })),
  );

export const readSynonyms = (api: Api) => versionOf(api.GET("/api/v1/admin/synonyms"));

export const replaceSynonyms = (api: Api, etag: string, sets: string[][]) =>
  versionOf(api.PUT("/api/v1/admin/synonyms", { params: { header: { "if-match": etag } }, body: { sets } }));
