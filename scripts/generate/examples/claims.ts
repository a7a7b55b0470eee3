import { shownVariant } from "./catalogue.ts";
import { type OperationExample, won } from "./example.ts";
import { LINE_ID, ORDER_ID, ORDER_NUMBER } from "./orders.ts";

const CLAIM_ID = "019a1c61-c003-7e5a-9d74-8091a2b3c4d5";
const OTHER_ID = "019a1c61-c003-7e5a-9d74-8091a2b3c4d6";
const REQUESTED_AT = "2026-12-01T09:00:00.000Z";
const ofOrder = { id: ORDER_ID };
const ofClaim = { id: CLAIM_ID };
const lines = [{ lineId: LINE_ID, quantity: 1 }];
const amounts = {
  goods: won(24_000),
  deliveryFee: won(0),
  returnFee: won(3_000),
  amount: won(21_000),
  points: 0,
};

const claim = {
  id: CLAIM_ID,
  kind: "return",
  status: "requested",
  fault: "buyer",
  reason: "색이 생각과 달라요",
  decision: null,
  lines: [
    {
      lineId: LINE_ID,
      variantId: shownVariant.variantId,
      sku: shownVariant.sku,
      name: shownVariant.name,
      wanted: null,
      quantity: 1,
      received: null,
      resellable: null,
    },
  ],
  expected: amounts,
  refunded: null,
  parcel: null,
  shipmentId: null,
  requestedAt: REQUESTED_AT,
  steps: [{ type: "claim_requested", at: REQUESTED_AT }],
};

const order = { id: ORDER_ID, number: ORDER_NUMBER, status: "delivered", name: "김서연" };
const faults = {
  buyer: { fee: won(3_000), refund: amounts },
  seller: { fee: won(0), refund: { ...amounts, returnFee: won(0), amount: won(24_000) } },
};
const staffClaim = { ...claim, faults, order };
const collecting = { ...staffClaim, status: "collecting" };
const collected = {
  ...staffClaim,
  status: "collected",
  parcel: { carrier: "동네 택배", trackingNumber: "555566667777", trackingUrl: null },
};
const inspected = {
  ...collected,
  status: "inspected",
  faults: null,
  lines: claim.lines.map((line) => ({ ...line, received: 1, resellable: 1 })),
};
const exchange = { ...inspected, kind: "exchange", status: "reshipping", expected: null };
const other = { variantId: OTHER_ID, sku: "MUG-MOON-CELADON", name: "달항아리 머그 (청자)" };
const options = { items: [{ ...other, options: "청자", available: 12 }], forSale: 2 };
const asked = {
  ...staffClaim,
  kind: "exchange",
  expected: null,
  lines: claim.lines.map((line) => ({
    ...line,
    wanted: other,
  })),
};
const paidExchange = {
  ...exchange,
  status: "inspected",
  fee: { amount: won(6_000), state: "received", note: null },
};

/** What buyers ask for, and what staff do with it. */
export const claimExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/orders/:id/claims": {
    parameters: ofOrder,
    body: { kind: "return", lines, reason: claim.reason, fault: "buyer" },
    responses: { 201: { claim } },
  },
  "POST /api/v1/orders/:id/claims/quote": {
    parameters: ofOrder,
    body: { kind: "return", lines, fault: "buyer" },
    responses: { 200: { refund: amounts, fee: won(0) } },
  },
  "POST /api/v1/orders/:id/claims/:claimId/withdraw": {
    parameters: { id: ORDER_ID, claimId: CLAIM_ID },
    responses: { 200: { claim: { ...claim, status: "withdrawn", expected: null } } },
  },
  "GET /api/v1/orders/:id/lines/:lineId/exchange-options": {
    parameters: { ...ofOrder, lineId: LINE_ID },
    responses: { 200: options },
  },
  "GET /api/v1/orders/:id/claims": { parameters: ofOrder, responses: { 200: { items: [claim] } } },
  "GET /api/v1/admin/claims": {
    responses: {
      200: {
        items: [
          {
            id: CLAIM_ID,
            kind: "return",
            status: "requested",
            fault: "buyer",
            orderId: ORDER_ID,
            number: ORDER_NUMBER,
            name: order.name,
            pieces: 1,
            firstSku: shownVariant.sku,
            firstName: shownVariant.name,
            requestedAt: REQUESTED_AT,
            changedAt: REQUESTED_AT,
            ageDays: 2,
          },
        ],
        nextCursor: null,
        counts: {
          requested: 1,
          collecting: 3,
          collected: 1,
          inspected: 0,
          refunding: 0,
          reshipping: 1,
          refunded: 24,
          done: 9,
          rejected: 2,
          withdrawn: 4,
        },
      },
    },
  },
  "GET /api/v1/admin/claims/:id": { parameters: ofClaim, responses: { 200: staffClaim } },
  "POST /api/v1/admin/claims/:id/approve": {
    parameters: ofClaim,
    body: { fault: "buyer" },
    responses: { 200: collecting },
  },
  "POST /api/v1/admin/claims/:id/fee-received": { parameters: ofClaim, responses: { 200: paidExchange } },
  "POST /api/v1/admin/claims/:id/fee-waived": {
    parameters: ofClaim,
    body: { reason: "단골 손님" },
    responses: { 200: { ...paidExchange, fee: { amount: won(6_000), state: "waived", note: "단골 손님" } } },
  },
  "POST /api/v1/admin/claims/:id/fee-paid-back": {
    parameters: ofClaim,
    body: { amount: 6_000, reference: "국민 1130-042" },
    responses: {
      200: {
        ...paidExchange,
        status: "rejected",
        fee: { amount: won(6_000), state: "paid_back", note: "국민 1130-042" },
      },
    },
  },
  "POST /api/v1/admin/claims/:id/reject": {
    parameters: ofClaim,
    body: { reason: "사용한 흔적이 있어요" },
    responses: {
      200: { ...staffClaim, status: "rejected", decision: "사용한 흔적이 있어요", expected: null },
    },
  },
  "POST /api/v1/admin/claims/:id/collected": {
    parameters: ofClaim,
    body: { carrier: "동네 택배", trackingNumber: "555566667777" },
    responses: { 200: collected },
  },
  "POST /api/v1/admin/claims/:id/inspected": {
    parameters: ofClaim,
    body: { lines: [{ lineId: LINE_ID, received: 1, resellable: 1 }] },
    responses: { 200: inspected },
  },
  "POST /api/v1/admin/claims/:id/complete": {
    parameters: ofClaim,
    responses: { 200: { ...inspected, status: "refunded", expected: null, refunded: won(21_000) } },
  },
  "POST /api/v1/admin/claims/:id/reship": {
    parameters: ofClaim,
    body: { carrier: "cj", trackingNumber: "888899990000" },
    responses: { 200: exchange },
  },
  "GET /api/v1/admin/claims/:id/options": {
    parameters: ofClaim,
    responses: { 200: { lines: [{ lineId: LINE_ID, ...options }] } },
  },
  "POST /api/v1/admin/claims/:id/options": {
    parameters: ofClaim,
    body: { lines: [{ lineId: LINE_ID, variantId: OTHER_ID }] },
    responses: { 200: asked },
  },
  "POST /api/v1/admin/claims/:id/turn-into-return": {
    parameters: ofClaim,
    responses: { 200: { ...inspected, expected: { ...amounts, returnFee: won(0), amount: won(24_000) } } },
  },
};
