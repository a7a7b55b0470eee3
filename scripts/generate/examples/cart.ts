import { shownVariant, VARIANT_ID } from "./catalogue.ts";
import { type OperationExample, won } from "./example.ts";

export const CART_ID = "019a1c50-11d4-7b9e-8c02-7f3a6e5d4c1b";
export const ITEM_ID = "019a1c50-4e8a-7c33-a1f0-2b9d8c7e6f50";

const emptyCart = {
  id: CART_ID,
  items: [],
  itemCount: 0,
  subtotal: won(0),
  promotions: [],
  discount: won(0),
  deliveryFee: won(0),
  total: won(0),
  freeDeliveryRemaining: won(50_000),
};

const cartOf = (quantity: number) => ({
  id: CART_ID,
  items: [
    {
      id: ITEM_ID,
      ...shownVariant,
      quantity,
      unitPrice: won(24_000),
      tiers: [{ minQuantity: 10, price: won(22_000) }],
      lineTotal: won(24_000 * quantity),
      discount: won(0),
      available: 40,
    },
  ],
  itemCount: quantity,
  subtotal: won(24_000 * quantity),
  promotions: [],
  discount: won(0),
  deliveryFee: won(24_000 * quantity < 50_000 ? 3_000 : 0),
  total: won(24_000 * quantity + (24_000 * quantity < 50_000 ? 3_000 : 0)),
  freeDeliveryRemaining: 24_000 * quantity < 50_000 ? won(50_000 - 24_000 * quantity) : null,
});

const SAVED_ID = "019a1c50-5f9b-7d44-b2e1-3c0e9d8f7a61";
const saved = {
  items: [{ id: SAVED_ID, ...shownVariant, quantity: 2, unitPrice: won(24_000), available: 40 }],
};

const parameters = { id: CART_ID, itemId: ITEM_ID };
const savedParameters = { id: CART_ID, savedId: SAVED_ID };

const deliveryRules = {
  base: { type: "conditional", fee: 3_000, freeFrom: 50_000 },
  groups: [{ code: "fresh", name: { ko: "냉장 배송", en: "Chilled" }, base: { type: "fixed", fee: 4_000 } }],
  combine: "sum",
  regions: [{ name: { ko: "제주", en: "Jeju" }, surcharge: 3_000, ranges: [{ from: "63000", to: "63644" }] }],
};

export const cartExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/delivery": {
    responses: {
      200: {
        type: "conditional",
        fee: won(3_000),
        freeFrom: won(50_000),
        pieces: null,
        groups: [
          {
            ...{ code: "fresh", name: "냉장 배송", type: "fixed", fee: won(4_000) },
            ...{ freeFrom: null, pieces: null },
          },
        ],
        combine: "sum",
        regions: [{ name: "제주", surcharge: won(3_000) }],
      },
    },
  },
  "GET /api/v1/admin/delivery-rules": { responses: { 200: deliveryRules } },
  "PUT /api/v1/admin/delivery-rules": {
    parameters: { "if-match": '"3"' },
    body: deliveryRules,
    responses: { 200: deliveryRules },
  },
  "POST /api/v1/carts": { body: {}, responses: { 200: cartOf(2), 201: emptyCart } },
  "GET /api/v1/carts/:id": { parameters, responses: { 200: cartOf(2) } },
  "POST /api/v1/carts/:id/quote": {
    parameters,
    body: { coupons: ["SPRING10", "FREESHIP"], points: 1_200, postcode: "63122" },
    responses: {
      200: {
        lines: [
          {
            ...shownVariant,
            quantity: 2,
            unitPrice: won(24_000),
            lineTotal: won(48_000),
            discount: won(7_500),
          },
        ],
        promotions: [{ name: "4만 원 이상 3천 원", amount: won(3_000) }],
        discounts: [{ coupon: "SPRING10", name: "봄맞이 10%", kind: "cart", amount: won(4_500) }],
        refused: [{ coupon: "FREESHIP", reason: "ENDED" }],
        subtotal: won(48_000),
        deliveryFee: won(6_000),
        deliverySurcharge: { region: "제주", amount: won(3_000) },
        deliveryGroups: [{ name: null, fee: won(3_000) }],
        pointsSpent: 1_200,
        points: { available: 3_500, most: 3_500, refused: null },
        total: won(45_300),
        tax: { taxable: won(41_182), vat: won(4_118), taxFree: won(0) },
        minimumPayment: null,
      },
    },
  },
  "POST /api/v1/carts/:id/items": {
    parameters,
    body: { variantId: VARIANT_ID, quantity: 2 },
    responses: { 200: cartOf(2) },
  },
  "PATCH /api/v1/carts/:id/items/:itemId": {
    parameters,
    body: { quantity: 3 },
    responses: { 200: cartOf(3) },
  },
  "GET /api/v1/carts/:id/saved": { parameters, responses: { 200: saved } },
  "POST /api/v1/carts/:id/saved": {
    parameters,
    body: { itemId: ITEM_ID },
    responses: { 200: { cart: emptyCart, saved } },
  },
  "POST /api/v1/carts/:id/saved/:savedId/restore": {
    parameters: savedParameters,
    responses: { 200: { cart: cartOf(2), saved: { items: [] } } },
  },
  "DELETE /api/v1/carts/:id/saved/:savedId": {
    parameters: savedParameters,
    responses: { 200: { items: [] } },
  },
  "DELETE /api/v1/carts/:id/items/:itemId": { parameters, responses: { 200: emptyCart } },
  "GET /api/v1/me/cart": { responses: { 200: cartOf(2) } },
  "POST /api/v1/me/cart/merge": { body: { cartId: CART_ID }, responses: { 200: cartOf(2) } },
};
