/** Coupons over HTTP, for the tests. */
import { expect } from "vitest";
import type { ApiResponse, Client, HeaderFields } from "../../../tests/support/client.ts";
import type { Money } from "../../platform/money.ts";
import type { NewCoupon } from "./contract/coupon-input.ts";

export interface CouponBody {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly status: string;
  readonly used: number;
  readonly limits: { readonly total: number | null; readonly perMember: number | null };
  readonly etag: string;
}

export interface QuoteBody {
  readonly lines: readonly { readonly lineTotal: Money; readonly discount: Money }[];
  readonly discounts: readonly { readonly coupon: string; readonly kind: string; readonly amount: Money }[];
  readonly refused: readonly { readonly coupon: string; readonly reason: string }[];
  readonly subtotal: Money;
  readonly deliveryFee: Money;
  readonly total: Money;
}

export const offCart: NewCoupon = {
  name: "3천원 할인",
  kind: "cart",
  discount: { type: "fixed", amount: 3_000 },
};

/** `api` signs in as the owner; `owner` gives another proof of staff. */
export function couponMaker(api: Client, owner: () => Promise<HeaderFields> = () => api.signInOwner()) {
  const call = async <Body = CouponBody>(
    method: string,
    path: string,
    body?: unknown,
    headers: HeaderFields = {},
  ): Promise<ApiResponse<Body>> =>
    api.request<Body>(method, `/api/v1/admin/coupons${path}`, body, { ...(await owner()), ...headers });

  async function make(input: Partial<NewCoupon> = {}): Promise<CouponBody> {
    const { status, body } = await call("POST", "", { ...offCart, ...input });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }

  const read = async (id: string): Promise<CouponBody> => (await call("GET", `/${id}`)).body;

  /** An edit of the version that is stored now. */
  async function edit(id: string, change: object): Promise<CouponBody> {
    const { etag } = await read(id);
    const { status, body } = await call("PATCH", `/${id}`, change, { "if-match": etag });
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  }

  return { call, make, read, edit };
}

export const quoteOf = (shopper: Client, cartId: string, coupons: readonly string[]) =>
  shopper.request<QuoteBody>("POST", `/api/v1/carts/${cartId}/quote`, { coupons });
