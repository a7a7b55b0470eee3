import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { StockAdjustment, StockQuery, StockTransfer } from "./types.ts";

const bySku = (sku: string) => ({ params: { path: { sku } } });

export const listStock = (api: Api, query: StockQuery) =>
  resultOf(api.GET("/api/v1/admin/stock", { params: { query } }));
export const readStock = (api: Api, sku: string) =>
  resultOf(api.GET("/api/v1/admin/stock/{sku}", bySku(sku)));
export const readLedger = (api: Api, sku: string, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/stock/{sku}/ledger", { params: { path: { sku }, query } }));
export const listLocations = (api: Api) => resultOf(api.GET("/api/v1/admin/locations"));

export const adjustStock = (api: Api, sku: string, body: StockAdjustment) =>
  resultOf(api.POST("/api/v1/admin/stock/{sku}/adjust", { ...bySku(sku), body }));
export const transferStock = (api: Api, sku: string, body: StockTransfer) =>
  resultOf(api.POST("/api/v1/admin/stock/{sku}/transfer", { ...bySku(sku), body }));
