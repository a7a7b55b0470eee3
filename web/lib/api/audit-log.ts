import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { AuditQuery } from "./types.ts";

export const listActions = (api: Api, query: AuditQuery) =>
  resultOf(api.GET("/api/v1/admin/audit-log", { params: { query } }));
