import type { OperationExample } from "./example.ts";
import { ORDER_ID } from "./orders.ts";
import { MEMBER_ID } from "./sign-in.ts";

const ENTRY_ID = "019a1d90-1c2d-7e3f-8a4b-5c6d7e8f9a0b";

export const earned = {
  id: ENTRY_ID,
  kind: "earned",
  amount: 480,
  orderId: ORDER_ID,
  reason: null,
  at: "2026-11-20T02:00:00.000Z",
};

const balance = {
  balance: 3_500,
  available: 3_500,
  held: 0,
  expiringSoon: { points: 300, first: "2026-12-10T02:00:00.000Z" },
};
const granted = { ...earned, kind: "granted", amount: 3_020, orderId: null, reason: "배송이 늦었어요" };
const page = { ...balance, items: [earned, granted], nextCursor: null };

export const pointExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/me/points": { responses: { 200: page } },
  "GET /api/v1/admin/members/:id/points": { parameters: { id: MEMBER_ID }, responses: { 200: page } },
  "POST /api/v1/admin/members/:id/points": {
    parameters: { id: MEMBER_ID, "idempotency-key": "5c2f6a0e-2c0c-4f6e-9a54-0d5a1f3b7c11" },
    body: { amount: 3_020, reason: "배송이 늦었어요", expiresAt: "2027-11-20T15:00:00.000Z" },
    responses: { 201: balance },
  },
};
