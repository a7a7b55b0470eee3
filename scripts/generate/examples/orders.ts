import { CART_ID } from "./cart.ts";
import { image, shownVariant } from "./catalogue.ts";
import { type OperationExample, won } from "./example.ts";

export const ORDER_ID = "019a1c61-9a3d-7e12-b5c4-8d7f6a5b4c3d";
export const ORDER_NUMBER = "261128-7KQ4M2X";
const PROVIDER_ORDER_ID = "261128-7KQ4M2X-1";

export const contact = { name: "김서연", email: "seoyeon.kim@example.com", phone: "010-1234-5678" };
export const shippingAddress = {
  recipient: "김서연",
  phone: "010-1234-5678",
  postcode: "04524",
  address1: "서울특별시 중구 세종대로 110",
  address2: "3층",
  memo: "문 앞에 놓아 주세요",
};

export const unpaid = {
  id: ORDER_ID,
  number: ORDER_NUMBER,
  status: "pending_payment",
  placedAt: "2026-11-28T02:15:00.000Z",
  expiresAt: "2026-11-28T02:30:00.000Z",
  paidAt: null,
  contact,
  shippingAddress,
  items: [
    {
      id: "019a1c61-9a3e-7a90-8f21-4c5d6e7f8091",
      ...shownVariant,
      quantity: 2,
      unitPrice: won(24_000),
      lineTotal: won(48_000),
      discount: won(0),
      taxType: "taxable",
    },
  ],
  subtotal: won(48_000),
  discount: won(0),
  promotions: [],
  discounts: [],
  deliveryFee: won(3_000),
  deliverySurcharge: null,
  deliveryGroups: [],
  pointsSpent: 0,
  pointsEarned: 0,
  total: won(51_000),
  tax: { taxable: won(46_364), vat: won(4_636), taxFree: won(0) },
  payment: null,
  events: [{ type: "placed", at: "2026-11-28T02:15:00.000Z" }],
};

export const paid = {
  ...unpaid,
  status: "paid",
  paidAt: "2026-11-28T02:16:10.000Z",
  payment: { status: "paid", provider: "sandbox", method: "CARD", failure: null },
  events: [...unpaid.events, { type: "paid", at: "2026-11-28T02:16:10.000Z" }],
};

export const LINE_ID = unpaid.items[0]?.id;
export const REFUND_ID = "019a1c61-a001-7c3e-9b52-6e7f8091a2b3";

/** The paid order with its details, as later requests return it. */
export const orderDetails = {
  ...paid,
  items: paid.items.map((item) => ({ ...item, canceled: 0, shipped: 0, claimed: 0, returned: 0 })),
  refunded: won(0),
  pointsRefunded: 0,
  shipments: [],
};

export const partlyCanceled = {
  ...orderDetails,
  items: orderDetails.items.map((item) => ({ ...item, canceled: 1 })),
  refunded: won(24_000),
  events: [...paid.events, { type: "partly_canceled", at: "2026-11-28T03:00:00.000Z" }],
};

export const parcel = {
  id: "019a1c61-b002-7d4f-8c63-7f8091a2b3c4",
  carrier: "CJ대한통운",
  trackingNumber: "123456789012",
  trackingUrl: "https://trace.cjlogistics.com/next/tracking.html?wblNo=123456789012",
  lines: [{ lineId: LINE_ID, quantity: 2 }],
  shippedAt: "2026-11-29T05:00:00.000Z",
  deliveredAt: "2026-11-30T07:30:00.000Z",
  claimId: null,
};

export const completed = {
  ...orderDetails,
  status: "completed",
  items: orderDetails.items.map((item) => ({ ...item, shipped: 2 })),
  shipments: [parcel],
  events: [
    ...paid.events,
    { type: "preparing", at: "2026-11-29T01:00:00.000Z" },
    { type: "parcel_sent", at: parcel.shippedAt },
    { type: "shipped", at: parcel.shippedAt },
    { type: "delivered", at: parcel.deliveredAt },
    { type: "completed", at: "2026-12-01T09:00:00.000Z" },
  ],
};

export const refundAccount = { bank: "88", accountNumber: "11012345678", holder: "김서연" };

const session = {
  provider: "sandbox",
  orderId: PROVIDER_ORDER_ID,
  orderName: "달항아리 머그",
  amount: won(51_000),
  customerKey: "@@ANONYMOUS",
  clientKey: "sandbox_client",
  successUrl: "https://shop.example/checkout/return",
  failUrl: "https://shop.example/checkout/fail",
  expiresAt: "2026-11-28T02:30:00.000Z",
  windowUrl: `https://shop.example/sandbox/window/${PROVIDER_ORDER_ID}`,
};

export const exportedOrder = {
  id: ORDER_ID,
  number: ORDER_NUMBER,
  status: "paid",
  language: "ko",
  placedAt: paid.placedAt,
  paidAt: paid.paidAt,
  contact,
  shippingAddress,
  items: [
    {
      sku: shownVariant.sku,
      name: shownVariant.name,
      options: shownVariant.options,
      quantity: 2,
      canceled: 0,
      returned: 0,
      unitPrice: won(24_000),
    },
  ],
  refunds: [],
  claims: [],
  shipments: [],
  subtotal: won(48_000),
  discount: won(0),
  deliveryFee: won(3_000),
  pointsSpent: 0,
  total: won(51_000),
  payment: { provider: "sandbox", status: "paid", method: "CARD", approvedAt: paid.paidAt },
  events: paid.events,
};

export const orderExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/orders": {
    body: { cartId: CART_ID, contact, shippingAddress },
    responses: {
      201: { order: unpaid, payment: session, guestToken: "kM3vX9pQ2rT7wY1zB5nC8dF4gH6jL0sA" },
    },
  },
  "GET /api/v1/orders": {
    responses: {
      200: {
        items: [
          {
            id: ORDER_ID,
            number: ORDER_NUMBER,
            status: "paid",
            placedAt: paid.placedAt,
            total: won(51_000),
            itemCount: 1,
            firstItem: { name: shownVariant.name, image },
          },
        ],
        nextCursor: null,
      },
    },
  },
  "POST /api/v1/orders/lookup": {
    body: { number: ORDER_NUMBER, email: contact.email },
    responses: { 202: { status: "accepted" } },
  },
  "POST /api/v1/orders/lookup/confirm": {
    body: { number: ORDER_NUMBER, code: "048213" },
    responses: { 200: { order: orderDetails, guestToken: "kM3vX9pQ2rT7wY1zB5nC8dF4gH6jL0sA" } },
  },
  "GET /api/v1/orders/:id": { parameters: { id: ORDER_ID }, responses: { 200: orderDetails } },
  "POST /api/v1/orders/:id/cancel": {
    parameters: { id: ORDER_ID },
    body: { lines: [{ lineId: LINE_ID, quantity: 1 }], reason: "하나만 필요해요" },
    responses: { 200: { order: partlyCanceled, refund: { id: REFUND_ID, amount: won(24_000), points: 0 } } },
  },
  "POST /api/v1/orders/:id/reorder": {
    parameters: { id: ORDER_ID },
    body: { cartId: CART_ID },
    responses: {
      200: {
        cartId: CART_ID,
        lines: [{ lineId: LINE_ID, requested: 2, added: 1, problem: "NOT_ENOUGH_STOCK" }],
      },
    },
  },
  "POST /api/v1/orders/:id/cancel/quote": {
    parameters: { id: ORDER_ID },
    body: { lines: [{ lineId: LINE_ID, quantity: 1 }] },
    responses: {
      200: {
        ...{ refund: won(21_000), points: 0, whole: false },
        deductions: [{ kind: "delivery", name: null, amount: won(3_000) }],
      },
    },
  },
  "POST /api/v1/orders/:id/confirm-purchase": {
    parameters: { id: ORDER_ID },
    responses: { 200: completed },
  },
  "PUT /api/v1/orders/:id/refund-account": {
    parameters: { id: ORDER_ID },
    body: refundAccount,
    responses: { 200: { ...partlyCanceled, refundAccountNeeded: false } },
  },
  "POST /api/v1/orders/:id/payments": {
    parameters: { id: ORDER_ID },
    responses: { 201: { payment: session } },
  },
  "POST /api/v1/payments/confirm": {
    body: {
      provider: "sandbox",
      paymentKey: "sandbox_5f0c2a9e7b1d4c83",
      orderId: PROVIDER_ORDER_ID,
      amount: 51_000,
    },
    responses: { 200: { order: paid }, 202: { status: "confirming" } },
  },
  "GET /api/v1/payments/methods": {
    responses: {
      200: {
        items: [
          { method: "TOSS", cashReceipt: false },
          { method: "TRANSFER", cashReceipt: true },
          { method: "VIRTUAL_ACCOUNT", cashReceipt: true },
          { method: "BANK_TRANSFER", cashReceipt: true },
        ],
      },
    },
  },
  "POST /api/v1/payments/webhooks/:provider": {
    parameters: { provider: "sandbox" },
    body: {
      eventType: "PAYMENT_STATUS_CHANGED",
      createdAt: "2026-11-28T11:16:10.000+09:00",
      data: { paymentKey: "sandbox_5f0c2a9e7b1d4c83", orderId: PROVIDER_ORDER_ID, status: "DONE" },
    },
    responses: { 200: {} },
  },
};
