import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { BulkChange, BulkSelection, SavedViewInput } from "./types.ts";

const byId = (id: string) => ({ params: { path: { id } } });

export const countProducts = (api: Api, where: BulkSelection) =>
  resultOf(api.POST("/api/v1/admin/products/bulk/count", { body: { where } }));
export const startBulkEdit = (api: Api, where: BulkSelection, expected: number, change: BulkChange) =>
  resultOf(api.POST("/api/v1/admin/products/bulk", { body: { where, expected, change } }));
export const readBulkEdit = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/products/bulk/{id}", byId(id)));
export const undoBulkEdit = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/products/bulk/{id}/undo", byId(id)));

export const listSavedViews = (api: Api) => resultOf(api.GET("/api/v1/admin/products/views"));
export const saveView = (api: Api, body: SavedViewInput) =>
  resultOf(api.POST("/api/v1/admin/products/views", { body }));
export const deleteView = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/admin/products/views/{id}", byId(id)));
