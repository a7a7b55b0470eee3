import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { InspectedLine, Money, ReturnParcel, StaffClaim, StaffClaimQuery } from "./types.ts";

const of = (id: string) => ({ params: { path: { id } } });

export const listStaffClaims = (api: Api, query: StaffClaimQuery) =>
  resultOf(api.GET("/api/v1/admin/claims", { params: { query } }));

export const readStaffClaim = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/claims/{id}", of(id)));

export const approveClaim = (api: Api, id: string, fault: StaffClaim["fault"]) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/approve", { ...of(id), body: { fault } }));

/** What an exchange may send, line by line. */
export const listClaimOptions = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/claims/{id}/options", of(id)));

export const nameOptions = (api: Api, id: string, lines: { lineId: string; variantId: string }[]) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/options", { ...of(id), body: { lines } }));

export const feeReceived = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/fee-received", of(id)));

export const waiveFee = (api: Api, id: string, reason: string) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/fee-waived", { ...of(id), body: { reason } }));

export const feePaidBack = (api: Api, id: string, body: { amount: Money; reference: string }) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/fee-paid-back", { ...of(id), body }));

export const rejectClaim = (api: Api, id: string, reason: string) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/reject", { ...of(id), body: { reason } }));

export const claimCollected = (api: Api, id: string, body: Partial<ReturnParcel>) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/collected", { ...of(id), body }));

export const claimInspected = (api: Api, id: string, lines: InspectedLine[], fault: StaffClaim["fault"]) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/inspected", { ...of(id), body: { lines, fault } }));

/** Refunds a return, or closes an exchange. It may demand a step-up. */
export const completeClaim = (api: Api, id: string, key: string) =>
  resultOf(
    api.POST("/api/v1/admin/claims/{id}/complete", {
      params: { path: { id }, header: { "idempotency-key": key } },
    }),
  );

export const reshipClaim = (api: Api, id: string, body: ReturnParcel) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/reship", { ...of(id), body }));

export const turnIntoReturn = (api: Api, id: string) =>
  resultOf(api.POST("/api/v1/admin/claims/{id}/turn-into-return", of(id)));
