import type { OperationExample } from "./example.ts";

const IMPORT_ID = "019a1cb2-7f10-7c21-8a44-5b6c7d8e9f01";
const TOKEN = "8q1Zb0d3mV9xYwz2sKf4uT7pLr5nHc6eJg1aDi0oXvA";

const error = { row: 8, field: "price", column: "판매가", value: "12,900.5원", code: "DECIMALS" };
const counts = { create: 2, update: 291, unchanged: 1, refused: 6 };
const none = { create: 0, update: 0, unchanged: 0, refused: 0 };
const mapping = { sku: "상품코드", price: "판매가" };

const uploaded = {
  id: IMPORT_ID,
  kind: "prices",
  status: "uploaded",
  fileName: "12월 가격.csv",
  format: "csv",
  encoding: "cp949",
  delimiter: ",",
  rows: 300,
  columns: ["상품코드", "판매가"],
  sample: [["MUG-MOON-WHITE", "22,000원"]],
  fields: [
    { name: "sku", title: "SKU", required: true },
    { name: "price", title: "판매가", required: true },
    { name: "compareAtPrice", title: "정가", required: false },
  ],
  mapping,
  remembered: false,
  check: null,
  result: none,
  progress: { done: 0, total: 300 },
  errors: [],
  errorCount: 0,
  createdAt: "2026-11-28T01:20:00.000Z",
  committedAt: null,
  finishedAt: null,
};
const running = { ...uploaded, status: "running", check: counts, committedAt: "2026-11-28T01:21:10.000Z" };
const done = {
  ...running,
  status: "done",
  remembered: true,
  result: counts,
  progress: { done: 300, total: 300 },
  errors: [error],
  errorCount: 6,
  finishedAt: "2026-11-28T01:21:14.000Z",
};
const { id, kind, status, fileName, rows, result, createdAt, finishedAt } = done;

export const importExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/admin/imports": {
    body: { file: "12월 가격.csv", kind: "prices" },
    responses: { 201: uploaded },
  },
  "GET /api/v1/admin/imports": {
    responses: {
      200: {
        items: [{ id, kind, status, fileName, rows, result, createdAt, finishedAt }],
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/admin/imports/:id": { parameters: { id: IMPORT_ID }, responses: { 200: done } },
  "POST /api/v1/admin/imports/:id/dry-run": {
    parameters: { id: IMPORT_ID },
    body: { mapping },
    responses: { 200: { ...counts, errors: [error], errorCount: 6, token: TOKEN } },
  },
  "POST /api/v1/admin/imports/:id/commit": {
    parameters: { id: IMPORT_ID },
    body: { token: TOKEN },
    responses: { 202: running },
  },
  "GET /api/v1/admin/imports/:id/errors": {
    parameters: { id: IMPORT_ID },
    responses: { 200: '\ufeffrow,column,value,code\r\n8,판매가,"12,900.5원",DECIMALS\r\n' },
  },
  "GET /api/v1/admin/exports/products.csv": {
    responses: { 200: "\ufeffSKU,상품 주소,상품명\r\nMUG-MOON-WHITE,moon-jar-mug,달항아리 머그\r\n" },
  },
  "GET /api/v1/admin/exports/prices.csv": {
    responses: { 200: "\ufeffSKU,판매가,정가,상품명\r\nMUG-MOON-WHITE,22000,28000,달항아리 머그\r\n" },
  },
  "GET /api/v1/admin/exports/stock.csv": {
    responses: { 200: "\ufeffSKU,재고 위치,재고 수량,주문 예약 수량\r\nMUG-MOON-WHITE,main,42,2\r\n" },
  },
};
