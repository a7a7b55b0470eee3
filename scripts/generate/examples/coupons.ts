import { type OperationExample, won } from "./example.ts";

const COUPON_ID = "019a1d20-3c4d-7e5f-8a6b-7c8d9e0f1a2b";

const terms = {
  id: COUPON_ID,
  code: "SPRING10",
  name: "봄맞이 10%",
  kind: "cart",
  discount: { type: "percent", percent: 10, cap: won(5_000) },
  minimum: won(30_000),
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

const own = {
  ...terms,
  forSomeGoods: false,
  period: coupon.period,
  state: "usable",
  used: 0,
  perMember: 1,
  takenAt: "2026-11-28T01:00:00.000Z",
};

export const couponExamples: Readonly<Record<string, OperationExample>> = {
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
  "GET /api/v1/me/coupons": { responses: { 200: { items: [own], nextCursor: null } } },
  "POST /api/v1/me/coupons": { body: { code: "SPRING10" }, responses: { 201: own } },
};
