import { type OperationExample, won } from "./example.ts";
import { ORDER_ID } from "./orders.ts";

const PAYMENT_ID = "019a1c61-9a40-7b13-9d21-5e6f708192a3";
const REFUND_ID = "019a1c61-a001-7c3e-9b52-6e7f8091a2b3";

const payment = {
  id: PAYMENT_ID,
  orderId: ORDER_ID,
  name: "261128-7KQ4M2X-1",
  provider: "bank",
  paymentKey: `bank_${PAYMENT_ID}`,
  method: "BANK_TRANSFER",
  status: "paid",
  amount: won(51_000),
  captured: won(51_000),
  refunded: won(0),
  orphan: false,
  disputed: false,
  byHand: true,
  failure: null,
  dueAt: "2026-12-01T02:16:10.000Z",
  createdAt: "2026-11-28T02:15:00.000Z",
  approvedAt: "2026-11-28T05:40:00.000Z",
};
const refund = {
  id: REFUND_ID,
  paymentId: PAYMENT_ID,
  orderId: ORDER_ID,
  name: payment.name,
  provider: "bank",
  amount: won(24_000),
  reason: "CANCEL",
  refundId: "019a1c61-a001-7c3e-9b52-6e7f8091a2b3",
  status: "requested",
  failure: null,
  rejected: null,
  own: false,
  byHand: true,
  account: "5678",
  at: "2026-11-28T06:00:00.000Z",
};
const PAYMENTS = "/api/v1/admin/payments";

export const paymentExamples: Readonly<Record<string, OperationExample>> = {
  [`GET ${PAYMENTS}`]: {
    parameters: { q: "261128-7KQ4M2X", limit: 20 },
    responses: { 200: { items: [payment], nextCursor: null } },
  },
  [`GET ${PAYMENTS}/findings`]: {
    responses: {
      200: {
        items: [
          {
            provider: "toss",
            day: "2026-11-27",
            name: "261127-5JH8N3P-1",
            orderId: null,
            kind: "missing_here",
            ours: 0,
            theirs: 13_000,
            foundAt: "2026-11-27T17:10:00.000Z",
            resolvedAt: null,
          },
        ],
      },
    },
  },
  [`GET ${PAYMENTS}/refunds`]: { responses: { 200: { items: [refund], nextCursor: null } } },
  [`GET ${PAYMENTS}/receipts`]: {
    responses: {
      200: {
        items: [
          {
            ...{ paymentId: PAYMENT_ID, orderId: payment.orderId, name: payment.name },
            ...{ kind: "income", number: "010-****-5678", failure: "INVALID_REQUEST" },
            ...{ kept: won(51_000), receipted: won(0), nextTryAt: "2026-11-28T12:00:00.000Z" },
            paidAt: "2026-11-28T05:00:00.000Z",
          },
        ],
        nextCursor: null,
      },
    },
  },
  [`POST ${PAYMENTS}/:id/receipt`]: {
    parameters: { id: PAYMENT_ID },
    bodies: {
      "as the buyer asked": {},
      "with a number": { cashReceipt: { kind: "income", number: "010-1234-5678" } },
    },
    responses: { 202: {} },
  },
  [`POST ${PAYMENTS}/refunds/:id/account`]: {
    parameters: { id: REFUND_ID },
    responses: { 200: { bank: "88", accountNumber: "11012345678", holder: "김서연" } },
  },
  [`POST ${PAYMENTS}/:id/deposit`]: {
    parameters: { id: PAYMENT_ID },
    body: { amount: won(51_000) },
    responses: { 200: payment },
  },
  [`POST ${PAYMENTS}/refunds/:id/paid`]: {
    parameters: { id: REFUND_ID },
    responses: { 200: { ...payment, status: "partially_refunded", refunded: won(24_000) } },
  },
  [`POST ${PAYMENTS}/refunds/:id/approve`]: { parameters: { id: REFUND_ID }, responses: { 200: {} } },
  [`POST ${PAYMENTS}/refunds/:id/reject`]: {
    parameters: { id: REFUND_ID },
    body: { reason: "파손 사진이 없어요" },
    responses: { 200: {} },
  },
};
