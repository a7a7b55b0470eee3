import { writeEtag } from "../../../server/platform/http/edit-version.ts";
import { PRODUCT_ID, VARIANT_ID } from "./catalogue.ts";
import type { OperationExample } from "./example.ts";
import { ORDER_ID } from "./orders.ts";
import { STAFF_ID } from "./staff.ts";

export const COUNT_ID = "019a1ca0-61d2-7b43-9c58-0f1e2d3c4b5a";
const SKU = "MUG-MOON-WHITE";
const figures = {
  location: "main",
  onHand: 42,
  reserved: 2,
  available: 40,
  safety: 0,
  lowAt: 5,
  low: false,
  backOrders: false,
  expectedAt: null,
};
const inBusan = { ...figures, location: "busan", onHand: 8, reserved: 0, available: 8, lowAt: null };
const levelOf = (changed: object, base: object = figures) => ({
  variantId: VARIANT_ID,
  sku: SKU,
  ...base,
  ...changed,
});

const named = (id: string, name: string, position: number) => ({
  id,
  name,
  position,
  etag: writeEtag({ name, position }),
});
const main = named("main", "기본 창고", 0);
const busan = named("busan", "부산 창고", 1);

const SET = "SET-TEA";
const tea = {
  variantId: "019a1ca2-0c1d-7e2f-8a3b-4c5d6e7f8091",
  sku: SET,
  available: 20,
  parts: [{ variantId: VARIANT_ID, sku: SKU, quantity: 2, available: 40 }],
};
const teaEdit = writeEtag({ parts: [] });

export const stockExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/stock": {
    responses: {
      200: {
        items: [
          {
            variantId: VARIANT_ID,
            sku: SKU,
            onHand: 50,
            reserved: 2,
            available: 48,
            bundle: false,
            low: false,
            levels: [figures, inBusan],
          },
        ],
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/admin/variants/:sku": {
    parameters: { sku: SKU },
    responses: {
      200: {
        id: VARIANT_ID,
        sku: SKU,
        options: { 색상: "백자" },
        productId: PRODUCT_ID,
        productName: "달 머그",
      },
    },
  },
  "GET /api/v1/admin/variants/:sku/parts": {
    parameters: { sku: SET },
    responses: { 200: tea },
  },
  "PUT /api/v1/admin/variants/:sku/parts": {
    parameters: { sku: SET, "if-match": teaEdit },
    body: { parts: [{ sku: SKU, quantity: 2 }] },
    responses: { 200: tea },
  },
  "GET /api/v1/admin/stock/:sku": {
    parameters: { sku: SKU },
    responses: { 200: { items: [levelOf({}), levelOf(inBusan)] } },
  },
  "GET /api/v1/admin/stock/:sku/ledger": {
    parameters: { sku: SKU },
    responses: {
      200: {
        items: [
          {
            id: 1042,
            at: "2026-11-28T04:12:09.000Z",
            location: "main",
            delta: -2,
            onHandAfter: 40,
            reason: "진열 중에 깨졌어요",
            actor: { kind: "member", id: STAFF_ID },
            reference: null,
          },
          {
            id: 1007,
            at: "2026-11-27T11:30:41.000Z",
            location: "main",
            delta: -1,
            onHandAfter: 42,
            reason: "sale",
            actor: { kind: "shop", id: null },
            reference: { type: "order", id: ORDER_ID },
          },
        ],
        nextCursor: null,
      },
    },
  },
  "PATCH /api/v1/admin/stock/:sku": {
    parameters: { sku: SKU, "if-match": writeEtag({}) },
    body: { safety: 2, lowAt: 5, backOrders: true, expectedAt: "2026-12-24" },
    responses: {
      200: {
        items: [levelOf({ available: 38, safety: 2, lowAt: 5, backOrders: true, expectedAt: "2026-12-24" })],
      },
    },
  },
  "POST /api/v1/admin/stock/:sku/adjust": {
    parameters: { sku: SKU },
    body: { delta: -2, reason: "진열 중에 깨졌어요" },
    responses: { 200: levelOf({ onHand: 40, available: 38 }) },
  },
  "POST /api/v1/admin/stock/:sku/transfer": {
    parameters: { sku: SKU },
    body: { from: "main", to: "busan", quantity: 10, reason: "부산 행사 준비" },
    responses: {
      200: {
        items: [levelOf({ onHand: 32, available: 30 }), levelOf({ onHand: 18, available: 18 }, inBusan)],
      },
    },
  },
  "POST /api/v1/admin/stock/counts": {
    body: { id: COUNT_ID, reason: "분기 실사", lines: [{ sku: SKU, counted: 41, expected: 42 }] },
    responses: { 200: { id: COUNT_ID, lines: [{ sku: SKU, location: "main", before: 40, after: 39 }] } },
  },
  "GET /api/v1/admin/locations": { responses: { 200: { items: [main, busan] } } },
  "GET /api/v1/admin/locations/:id": { parameters: { id: "busan" }, responses: { 200: busan } },
  "POST /api/v1/admin/locations": {
    body: { id: "busan", name: "부산 창고" },
    responses: { 201: busan },
  },
  "PATCH /api/v1/admin/locations/:id": {
    parameters: { id: "busan", "if-match": busan.etag },
    body: { position: 0 },
    responses: { 200: named("busan", "부산 창고", 0) },
  },
};
