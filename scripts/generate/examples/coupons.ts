import { type OperationExample, won } from "./example.ts";
import { MEMBER_ID } from "./sign-in.ts";

const COUPON_ID = "019a1d20-3c4d-7e5f-8a6b-7c8d9e0f1a2b";

const terms = {
  id: COUPON_ID,
  code: "SPRING10",
  name: "봄맞이 10%",
  kind: "cart",
  discount: { type: "percent", percent: 10, cap: won(5_000) },
  minimum: won(30_000),
  combinable: false,
};

const coupon = {
  ...terms,
  productIds: [],
  categoryIds: [],
  period: { startsAt: null, endsAt: "2026-12-31T15:00:00.000Z" },
  limits: { total: 1_000, perMember: 1 },
  downloadable: true,
  status: "active",
  used: 12,
  createdAt: "2026-11-20T02:00:00.000Z",
  updatedAt: "2026-11-20T02:00:00.000Z",
  etag: '"1"',
};

const offer = { ...terms, forSomeGoods: false, period: coupon.period, perMember: 1 };
const own = {
  ...offer,
  state: "usable",
  used: 0,
  takenAt: "2026-11-28T01:00:00.000Z",
};

const promotion = {
  id: "019a1d20-4d5e-7f60-8b7c-8d9e0f1a2b3c",
  name: "4만 원 이상 3천 원",
  effect: {
    type: "tiers",
    by: "amount",
    tiers: [
      { from: 40_000, discount: { type: "fixed", amount: won(3_000) } },
      { from: 80_000, discount: { type: "percent", percent: 10 } },
    ],
  },
  productIds: [],
  categoryIds: [],
  period: { startsAt: "2026-12-01T00:00:00.000Z", endsAt: null },
  status: "active",
  createdAt: "2026-11-20T02:00:00.000Z",
  updatedAt: "2026-11-20T02:00:00.000Z",
  etag: '"1"',
};

const simulatedCart = (off: number) => ({
  lines: [
    {
      ...{ sku: "MUG-MOON-WHITE", name: "달항아리 머그컵", quantity: 3 },
      ...{ unitPrice: won(24_000), lineTotal: won(72_000), discount: won(off) },
    },
  ],
  subtotal: won(72_000),
  discounts: off === 0 ? [] : [{ name: "2+1", amount: won(off) }],
  refused: [],
  deliveryFee: won(0),
  total: won(72_000 - off),
});

export const couponExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/promotions": { responses: { 200: { items: [promotion], total: 1, nextCursor: null } } },
  "GET /api/v1/admin/promotions/:id": { parameters: { id: promotion.id }, responses: { 200: promotion } },
  "POST /api/v1/admin/promotions": {
    body: {
      name: promotion.name,
      effect: {
        type: "tiers",
        by: "amount",
        tiers: [
          { from: 40_000, discount: { type: "fixed", amount: 3_000 } },
          { from: 80_000, discount: { type: "percent", percent: 10 } },
        ],
      },
      period: { startsAt: "2026-12-01T00:00:00.000Z" },
    },
    responses: { 201: promotion },
  },
  "PATCH /api/v1/admin/promotions/:id": {
    parameters: { id: promotion.id, "if-match": '"1"' },
    body: { status: "paused" },
    responses: { 200: { ...promotion, status: "paused", etag: '"2"' } },
  },
  "POST /api/v1/admin/promotions/simulate": {
    body: {
      promotion: { name: "2+1", effect: { type: "buy_get", buy: 2, get: 1, percent: 100 } },
      lines: [{ sku: "MUG-MOON-WHITE", quantity: 3 }],
      member: true,
    },
    responses: { 200: { before: simulatedCart(0), after: simulatedCart(24_000) } },
  },
  "GET /api/v1/admin/coupons": { responses: { 200: { items: [coupon], total: 1, nextCursor: null } } },
  "GET /api/v1/admin/coupons/:id": { parameters: { id: COUPON_ID }, responses: { 200: coupon } },
  "POST /api/v1/admin/coupons": {
    body: {
      code: "SPRING10",
      name: "봄맞이 10%",
      kind: "cart",
      discount: { type: "percent", percent: 10, cap: 5_000 },
      minimum: 30_000,
      period: { endsAt: "2026-12-31T15:00:00.000Z" },
      limits: { total: 1_000, perMember: 1 },
    },
    responses: { 201: { ...coupon, used: 0 } },
  },
  "PATCH /api/v1/admin/coupons/:id": {
    parameters: { id: COUPON_ID, "if-match": '"1"' },
    body: { status: "paused" },
    responses: { 200: { ...coupon, status: "paused", etag: '"2"' } },
  },
  "GET /api/v1/me/coupons": {
    responses: {
      200: {
        items: [own],
        available: [{ ...offer, id: "019a1d20-5e6f-7a7b-8c8d-9e0f1a2b3c4d", code: "WELCOME" }],
        nextCursor: null,
      },
    },
  },
  "POST /api/v1/me/coupons": {
    bodies: { "by its code": { code: "SPRING10" }, "one that is available": { couponId: COUPON_ID } },
    responses: { 201: own },
  },
  "GET /api/v1/admin/members/:id/coupons": {
    parameters: { id: MEMBER_ID },
    responses: { 200: { items: [own], nextCursor: null } },
  },
  "POST /api/v1/admin/coupons/:id/members": {
    parameters: { id: COUPON_ID },
    bodies: { "one member": { memberId: MEMBER_ID }, "several members": { memberIds: [MEMBER_ID] } },
    responses: { 200: { given: 1 } },
  },
};
