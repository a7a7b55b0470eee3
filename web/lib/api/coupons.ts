import type { Reductions } from "../checkout/form.ts";
import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { CouponEdit, NewCouponRequest, StaffCoupon } from "./types.ts";

/** What the cart costs with these coupons and points at this postcode, and why others do not apply. */
export const quoteCart = (api: Api, id: string, { codes, points }: Reductions, postcode: string | null) =>
  resultOf(
    api.POST("/api/v1/carts/{id}/quote", {
      params: { path: { id } },
      body: { coupons: [...codes], ...(points > 0 && { points }), ...(postcode !== null && { postcode }) },
    }),
  );

export const listOwnCoupons = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/me/coupons", { params: { query } }));

export const takeCoupon = (api: Api, body: { code: string } | { couponId: string }) =>
  resultOf(api.POST("/api/v1/me/coupons", { body }));

export const listCoupons = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/coupons", { params: { query } }));

export const readCoupon = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/coupons/{id}", { params: { path: { id } } }));

export const giveCoupon = (api: Api, id: string, memberId: string) =>
  resultOf(api.POST("/api/v1/admin/coupons/{id}/members", { params: { path: { id } }, body: { memberId } }));

export const createCoupon = (api: Api, body: NewCouponRequest) =>
  resultOf(api.POST("/api/v1/admin/coupons", { body }));

export const editCoupon = (api: Api, { id, etag }: StaffCoupon, body: CouponEdit) =>
  resultOf(
    api.PATCH("/api/v1/admin/coupons/{id}", { params: { path: { id }, header: { "if-match": etag } }, body }),
  );
