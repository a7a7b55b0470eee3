import type { ReceiptWish } from "../checkout/cash-receipt.ts";
import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { Money, StaffPaymentQuery } from "./types.ts";

const of = (id: string) => ({ params: { path: { id } } });

export const listStaffPayments = (api: Api, query: StaffPaymentQuery) =>
  resultOf(api.GET("/api/v1/admin/payments", { params: { query } }));

/** The oldest first. */
export const listOpenRefunds = (api: Api) =>
  resultOf(api.GET("/api/v1/admin/payments/refunds", { params: { query: { limit: 100 } } }));

/** The oldest first. */
export const listOpenReceipts = (api: Api) =>
  resultOf(api.GET("/api/v1/admin/payments/receipts", { params: { query: { limit: 100 } } }));

export const listFindings = (api: Api) => resultOf(api.GET("/api/v1/admin/payments/findings"));

// These may demand a step-up.

export const confirmDeposit = (api: Api, id: string, amount: Money) =>
  resultOf(api.POST("/api/v1/admin/payments/{id}/deposit", { ...of(id), body: { amount } }));

/** `cashReceipt`: whose it is to be; null: as the buyer asked for it with the order. */
export const requestReceipt = (api: Api, id: string, cashReceipt: ReceiptWish | null = null) =>
  resultOf(
    api.POST("/api/v1/admin/payments/{id}/receipt", { ...of(id), body: cashReceipt ? { cashReceipt } : {} }),
  );

export const readRefundAccount = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/payments/refunds/{id}/account", of(id)));

export const refundPaid = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/payments/refunds/{id}/paid", of(id)));

export const approveRefund = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/payments/refunds/{id}/approve", of(id)));

export const rejectRefund = (api: Api, id: string, reason: string) =>
  resultOf(api.POST("/api/v1/admin/payments/refunds/{id}/reject", { ...of(id), body: { reason } }));
