import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

type Period = { from?: string; to?: string };

export const readToday = (api: Api) => resultOf(api.GET("/api/v1/admin/today"));

export const readSales = (api: Api, query: Period) =>
  resultOf(api.GET("/api/v1/admin/reports/sales", { params: { query } }));

export const readTaxByMonth = (api: Api, query: Period) =>
  resultOf(api.GET("/api/v1/admin/reports/tax", { params: { query: { ...query, by: "month" } } }));

export const readBestProducts = (api: Api, query: Period & { by: "pieces" | "net" }) =>
  resultOf(api.GET("/api/v1/admin/reports/products", { params: { query } }));
