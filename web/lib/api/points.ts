import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { PointGrant, StaffMemberQuery } from "./types.ts";

type Page = { limit: number; cursor?: string };

export const readOwnPoints = (api: Api, query: Page) =>
  resultOf(api.GET("/api/v1/me/points", { params: { query } }));

export const readPointsOf = (api: Api, id: string, query: Page) =>
  resultOf(api.GET("/api/v1/admin/members/{id}/points", { params: { path: { id }, query } }));

export const grantPoints = (api: Api, key: string, id: string, body: PointGrant) =>
  resultOf(
    api.POST("/api/v1/admin/members/{id}/points", {
      params: { path: { id }, header: { "idempotency-key": key } },
      body,
    }),
  );

/** Members as staff find them: masked. */
export const listMembers = (api: Api, query: StaffMemberQuery) =>
  resultOf(api.GET("/api/v1/admin/members", { params: { query } }));

export const readMember = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/members/{id}", { params: { path: { id } } }));
