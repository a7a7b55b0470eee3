/** The fields that some problems have besides the common ones, by code. */
import { VARIANT_ID } from "./catalogue.ts";
import { won } from "./example.ts";
import { ORDER_ID, ORDER_NUMBER } from "./orders.ts";
import { COUNT_ID } from "./stock.ts";

export const problemDetails: Readonly<Record<string, object>> = {
  INVALID_INPUT: {
    errors: [{ pointer: "/quantity", code: "MINIMUM", message: "1 이상이어야 해요" }],
  },
  OUT_OF_STOCK: { lines: [{ variantId: VARIANT_ID, requested: 2, available: 1 }] },
  NOT_FOR_SALE: { variantIds: [VARIANT_ID] },
  PRICE_CHANGED: { items: [{ variantId: VARIANT_ID, was: won(24_000), now: won(26_000) }] },
  TOO_MANY_LINES: { most: 100 },
  QUANTITY_LIMIT: { most: 999 },
  STOCK_BELOW_RESERVED: {
    lines: [
      { pointer: "/lines/0", sku: "MUG-MOON-WHITE", location: "main", onHand: 3, wouldBe: 1, reserved: 2 },
    ],
  },
  COUNT_SAVED: { id: COUNT_ID },
  NESTED_BUNDLE: { skus: ["SET-TEA"] },
  UNKNOWN_LOCATION: { location: "daegu" },
  LOCATION_LIMIT: { most: 100 },
  ATTRIBUTE_LIMIT: { most: 300 },
  ATTRIBUTE_IN_USE: { products: 12, choices: ["celadon"] },
  COUPON_REFUSED: { coupons: [{ coupon: "SPRING10", reason: "MINIMUM_NOT_MET" }] },
  POINTS_REFUSED: { reason: "NOT_ENOUGH", most: 3_000 },
  BELOW_MINIMUM_AMOUNT: { minimum: won(100) },
  PRICE_LIST_LIMIT: { most: 300 },
  MEMBER_GROUP_LIMIT: { most: 100 },
  MEMBER_GROUP_IN_USE: { members: 24 },
  MINIMUM_QUANTITY: { least: 2 },
  NOTICE_LIMIT: { most: 100 },
  RULE_LIMIT: { most: 200 },
  SELECTION_CHANGED: { count: 132 },
  VIEW_LIMIT: { most: 50 },
  ADDRESS_LIMIT: { most: 20 },
  STALE_EDIT: {
    etag: '"4"',
    differences: [
      { pointer: "/name", was: { ko: "달상점", en: null }, now: { ko: "달빛상점", en: "Moonlight" } },
    ],
  },
  ORDER_CLOSED: { orderStatus: "paid" },
  OPEN_ORDERS: { orders: [{ id: ORDER_ID, number: ORDER_NUMBER, status: "paid" }] },
  PAYMENT_REFUSED: { reason: { code: "REJECT_CARD_COMPANY", message: "카드사에서 거절했어요" } },
  SECOND_FACTOR_REQUIRED: {
    challenge: "example-challenge-of-this-sign-in",
    methods: ["totp", "recovery"],
  },
  STEP_UP_REQUIRED: { maxAgeSeconds: 600 },
  TOO_MANY_REQUESTS: { retryAfter: 60 },
};
