import { shownVariant } from "./catalogue.ts";
import { type OperationExample, won } from "./example.ts";
import {
  completed,
  contact,
  LINE_ID,
  ORDER_ID,
  ORDER_NUMBER,
  orderDetails,
  paid,
  parcel,
  partlyCanceled,
  REFUND_ID,
  refundAccount,
  shippingAddress,
  unpaid,
} from "./orders.ts";

/** The completed order as staff read it. */
const staffOrder = {
  ...completed,
  memberId: null,
  refundable: won(46_000),
  refunded: won(5_000),
  refunds: [
    {
      id: REFUND_ID,
      kind: "staff",
      amount: won(5_000),
      taxFree: won(0),
      reason: "포장이 찢어졌어요",
      lines: [],
      at: "2026-12-01T10:00:00.000Z",
      status: "succeeded",
      failure: null,
    },
  ],
  timeline: [
    { type: "placed", at: paid.placedAt, by: null, amount: null, text: null },
    { type: "paid", at: paid.paidAt, by: null, amount: null, text: null },
    {
      type: "refunded",
      at: "2026-12-01T10:00:00.000Z",
      by: { kind: "staff", name: "이*원" },
      amount: won(5_000),
      text: null,
    },
  ],
};
const ofOrder = { id: ORDER_ID };

const onHold = {
  ...staffOrder,
  ...orderDetails,
  status: "on_hold",
  refundable: won(51_000),
  refunds: [],
  timeline: [
    ...staffOrder.timeline.slice(0, 2),
    {
      type: "on_hold",
      at: "2026-11-28T04:00:00.000Z",
      by: { kind: "staff", name: "이*원" },
      amount: null,
      text: "입금자 이름이 달라요",
    },
  ],
};

const packingSlip = {
  id: ORDER_ID,
  number: ORDER_NUMBER,
  placedAt: paid.placedAt,
  buyer: contact.name,
  shippingAddress,
  lines: [
    {
      sku: shownVariant.sku,
      name: shownVariant.name,
      options: shownVariant.options,
      quantity: 2,
      unsent: 2,
      lineTotal: null,
    },
  ],
  total: null,
};

/** What staff do with orders. */
export const staffOrderExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/orders": {
    responses: {
      200: {
        items: [
          {
            id: ORDER_ID,
            number: ORDER_NUMBER,
            status: "paid",
            placedAt: paid.placedAt,
            paidAt: paid.paidAt,
            name: contact.name,
            memberId: null,
            total: won(51_000),
            refunded: won(0),
            itemCount: 1,
            firstSku: shownVariant.sku,
            firstName: shownVariant.name,
          },
        ],
        nextCursor: null,
        counts: {
          pending_payment: 2,
          awaiting_deposit: 1,
          paid: 1,
          preparing: 4,
          on_hold: 1,
          shipped: 12,
          delivered: 30,
          completed: 210,
          returned: 3,
          canceled: 8,
          expired: 17,
        },
      },
    },
  },
  "POST /api/v1/admin/orders": {
    body: { lines: [{ sku: shownVariant.sku, quantity: 2 }], contact, shippingAddress, payWithinHours: 24 },
    responses: { 201: { order: { ...unpaid, expiresAt: "2026-11-29T02:15:00.000Z" } } },
  },
  "GET /api/v1/admin/orders/:id": { parameters: ofOrder, responses: { 200: staffOrder } },
  "POST /api/v1/admin/orders/:id/prepare": { parameters: ofOrder, responses: { 200: staffOrder } },
  "POST /api/v1/admin/orders/prepare": {
    body: { ids: [ORDER_ID] },
    responses: { 200: { results: [{ id: ORDER_ID, outcome: "prepared", code: null, status: "preparing" }] } },
  },
  "POST /api/v1/admin/orders/packing-slips": {
    body: { ids: [ORDER_ID] },
    responses: { 200: { items: [packingSlip], left: [] } },
  },
  "POST /api/v1/admin/orders/:id/hold": {
    parameters: ofOrder,
    body: { reason: "입금자 이름이 달라요" },
    responses: { 200: onHold },
  },
  "POST /api/v1/admin/orders/:id/release": { parameters: ofOrder, responses: { 200: staffOrder } },
  "POST /api/v1/admin/orders/:id/notes": {
    parameters: ofOrder,
    body: { text: "문 앞 배송을 원하세요" },
    responses: { 201: staffOrder },
  },
  "POST /api/v1/admin/orders/:id/shipments": {
    parameters: ofOrder,
    body: { carrier: "cj", trackingNumber: parcel.trackingNumber },
    responses: { 201: { ...staffOrder, shipment: parcel } },
  },
  "POST /api/v1/admin/shipments/:id/delivered": {
    parameters: { id: parcel.id },
    responses: { 200: staffOrder },
  },
  "POST /api/v1/admin/orders/:id/cancel": {
    parameters: ofOrder,
    body: { lines: [{ lineId: LINE_ID, quantity: 1 }], reason: "재고가 없어요" },
    responses: { 200: { order: partlyCanceled, refund: { id: REFUND_ID, amount: won(24_000), points: 0 } } },
  },
  "PUT /api/v1/admin/orders/:id/refund-account": {
    parameters: { id: ORDER_ID },
    body: refundAccount,
    responses: { 200: { ...staffOrder, refundAccountNeeded: false } },
  },
  "POST /api/v1/admin/orders/:id/cancel/quote": {
    parameters: ofOrder,
    body: { lines: [{ lineId: LINE_ID, quantity: 1 }], deduct: true },
    responses: {
      200: {
        ...{ refund: won(20_000), points: 0, whole: false },
        deductions: [{ kind: "delivery", name: null, amount: won(3_000) }],
      },
    },
  },
  "POST /api/v1/admin/orders/:id/refunds/retry": {
    parameters: ofOrder,
    responses: { 200: staffOrder },
  },
  "POST /api/v1/admin/orders/:id/refunds/:refundId/withdraw": {
    parameters: { ...ofOrder, refundId: REFUND_ID },
    body: { reason: "새 상품을 보내 드리기로 했어요" },
    responses: {
      200: {
        ...staffOrder,
        refundable: won(51_000),
        refunded: won(0),
        refunds: staffOrder.refunds.map((each) => ({ ...each, status: "withdrawn", failure: "WITHDRAWN" })),
      },
    },
  },
  "POST /api/v1/admin/orders/:id/refunds": {
    parameters: ofOrder,
    body: { amount: 5_000, reason: "포장이 찢어졌어요" },
    responses: { 201: { refund: { id: REFUND_ID, amount: won(5_000) }, order: staffOrder } },
  },
};
