import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type {
  LinePieces,
  ParcelRequest,
  PhoneOrderRequest,
  RefundAccount,
  StaffOrderQuery,
} from "./types.ts";

const of = (id: string) => ({ params: { path: { id } } });

export const listStaffOrders = (api: Api, query: StaffOrderQuery) =>
  resultOf(api.GET("/api/v1/admin/orders", { params: { query } }));

export const readStaffOrder = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/orders/{id}", of(id)));

/** Returns the same order for the same key and the same request. */
export const placePhoneOrder = (api: Api, key: string, body: PhoneOrderRequest) =>
  resultOf(api.POST("/api/v1/admin/orders", { params: { header: { "idempotency-key": key } }, body }));

export const prepareOrder = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/prepare", of(id)));

export const prepareOrders = (api: Api, ids: string[]) =>
  resultOf(api.POST("/api/v1/admin/orders/prepare", { body: { ids } }));

export const holdOrder = (api: Api, id: string, reason: string) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/hold", { ...of(id), body: { reason } }));

export const releaseOrder = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/release", of(id)));

/** Each read is recorded. */
export const readPackingSlips = (api: Api, ids: string[], prices: boolean) =>
  resultOf(api.POST("/api/v1/admin/orders/packing-slips", { body: { ids, prices } }));

export const sendParcel = (api: Api, id: string, body: ParcelRequest) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/shipments", { ...of(id), body }));

export const parcelDelivered = (api: Api, shipmentId: string) =>
  resultOf(api.POST("/api/v1/admin/shipments/{id}/delivered", of(shipmentId)));

export const noteOrder = (api: Api, id: string, text: string) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/notes", { ...of(id), body: { text } }));

export const retryRefunds = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/refunds/retry", of(id)));

export const quoteStaffCancel = (api: Api, id: string, body: { lines: LinePieces[]; deduct: boolean }) =>
  resultOf(api.POST("/api/v1/admin/orders/{id}/cancel/quote", { ...of(id), body }));

export const cancelForShop = (
  api: Api,
  key: string,
  id: string,
  body: { lines: LinePieces[]; deduct: boolean; reason: string },
) =>
  resultOf(
    api.POST("/api/v1/admin/orders/{id}/cancel", {
      params: { path: { id }, header: { "idempotency-key": key } },
      body,
    }),
  );

export const withdrawRefund = (api: Api, id: string, refundId: string, reason: string) =>
  resultOf(
    api.POST("/api/v1/admin/orders/{id}/refunds/{refundId}/withdraw", {
      params: { path: { id, refundId } },
      body: { reason },
    }),
  );

/** For a buyer who told the account to staff. */
export const storeRefundAccountOf = (api: Api, id: string, body: RefundAccount) =>
  resultOf(api.PUT("/api/v1/admin/orders/{id}/refund-account", { ...of(id), body }));

export const refundOrder = (api: Api, key: string, id: string, body: { amount: number; reason: string }) =>
  resultOf(
    api.POST("/api/v1/admin/orders/{id}/refunds", {
      params: { path: { id }, header: { "idempotency-key": key } },
      body,
    }),
  );
