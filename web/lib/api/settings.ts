import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type { SettingsChange, ShopSettings } from "./types.ts";

/** The settings with the version that an edit names. */
export type SettingsVersion = { settings: ShopSettings; etag: string };

type Answer = { data?: ShopSettings; error?: unknown; response: Response };

const versionOf = (call: Promise<Answer>): Promise<ApiResult<SettingsVersion>> =>
  resultOf(
    call.then(({ data, error, response }) => ({
      ...(data && { data: { settings: data, etag: response.headers.get("etag") ?? "" } }),
      error,
      response,
    })),
  );

export const readSettings = (api: Api) => versionOf(api.GET("/api/v1/admin/settings"));

export const changeSettings = (api: Api, etag: string, body: SettingsChange) =>
  versionOf(api.PATCH("/api/v1/admin/settings", { params: { header: { "if-match": etag } }, body }));
