import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { NewApiKeyRequest } from "./types.ts";

/** Those that are over too, the newest first. */
export const listApiKeys = (api: Api) => resultOf(api.GET("/api/v1/admin/api-keys"));

// These demand a step-up.

export const createApiKey = (api: Api, body: NewApiKeyRequest) =>
  resultOf(api.POST("/api/v1/admin/api-keys", { body }));

export const revokeApiKey = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/admin/api-keys/{id}", { params: { path: { id } } }));
