import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type {
  BundleParts,
  StockAdjustment,
  StockCountRequest,
  StockLocation,
  StockQuery,
  StockTransfer,
} from "./types.ts";

const bySku = (sku: string) => ({ params: { path: { sku } } });

export const listStock = (api: Api, query: StockQuery) =>
  resultOf(api.GET("/api/v1/admin/stock", { params: { query } }));
export const readStock = (api: Api, sku: string) =>
  resultOf(api.GET("/api/v1/admin/stock/{sku}", bySku(sku)));
/** What the product of a SKU is called. */
export const readVariant = (api: Api, sku: string) =>
  resultOf(api.GET("/api/v1/admin/variants/{sku}", bySku(sku)));
export const readLedger = (api: Api, sku: string, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/stock/{sku}/ledger", { params: { path: { sku }, query } }));
export const listLocations = (api: Api) => resultOf(api.GET("/api/v1/admin/locations"));

export const adjustStock = (api: Api, sku: string, body: StockAdjustment) =>
  resultOf(api.POST("/api/v1/admin/stock/{sku}/adjust", { ...bySku(sku), body }));
export const transferStock = (api: Api, sku: string, body: StockTransfer) =>
  resultOf(api.POST("/api/v1/admin/stock/{sku}/transfer", { ...bySku(sku), body }));
/** A repeat of an id is refused with COUNT_SAVED. */
export const saveCount = (api: Api, body: StockCountRequest) =>
  resultOf(api.POST("/api/v1/admin/stock/counts", { body }));

/** A variant with its parts, none unless it is a bundle, and the version that an edit names. */
export const readParts = (api: Api, sku: string): Promise<ApiResult<{ bundle: BundleParts; etag: string }>> =>
  resultOf(
    api.GET("/api/v1/admin/variants/{sku}/parts", bySku(sku)).then(({ data, error, response }) => ({
      ...(data && { data: { bundle: data, etag: response.headers.get("etag") ?? "" } }),
      error,
      response,
    })),
  );
export const setParts = (api: Api, sku: string, parts: { sku: string; quantity: number }[], etag: string) =>
  resultOf(
    api.PUT("/api/v1/admin/variants/{sku}/parts", {
      params: { path: { sku }, header: { "if-match": etag } },
      body: { parts },
    }),
  );

export const addLocation = (api: Api, body: { id: string; name: string }) =>
  resultOf(api.POST("/api/v1/admin/locations", { body }));
export const editLocation = (
  api: Api,
  { id, etag }: StockLocation,
  body: { name?: string; position?: number },
) =>
  resultOf(
    api.PATCH("/api/v1/admin/locations/{id}", {
      params: { path: { id }, header: { "if-match": etag } },
      body,
    }),
  );
