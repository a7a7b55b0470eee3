/** What staff read and write about one member. */
import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

type Page = { limit: number; cursor?: string };

export const listOrdersOf = (api: Api, id: string, query: Page) =>
  resultOf(api.GET("/api/v1/admin/members/{id}/orders", { params: { path: { id }, query } }));

export const listCouponsOf = (api: Api, id: string, query: Page) =>
  resultOf(api.GET("/api/v1/admin/members/{id}/coupons", { params: { path: { id }, query } }));

export const listNotesOf = (api: Api, id: string, query: Page) =>
  resultOf(api.GET("/api/v1/admin/members/{id}/notes", { params: { path: { id }, query } }));

export const noteMember = (api: Api, id: string, text: string) =>
  resultOf(api.POST("/api/v1/admin/members/{id}/notes", { params: { path: { id } }, body: { text } }));
