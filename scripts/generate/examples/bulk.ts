import { PRODUCT_ID } from "./catalogue.ts";
import type { OperationExample } from "./example.ts";

const BULK_ID = "019a1d10-2b3c-7d4e-8f5a-6b7c8d9e0f12";
const UNDO_ID = "019a1d11-3c4d-7e5f-8a6b-7c8d9e0f1a23";
const VIEW_ID = "019a1d12-4d5e-7f6a-8b7c-8d9e0f1a2b34";
const change = { price: { percent: -10, rounding: "down", to: 100 }, addTags: ["연말"] };
const where = { status: "active", category: "tableware" };
const running = {
  id: BULK_ID,
  status: "running",
  change,
  undoes: null,
  undoneBy: null,
  products: 131,
  changed: 0,
  unchanged: 0,
  refused: 0,
  refusals: [],
  createdAt: "2026-11-28T07:00:00.000Z",
  finishedAt: null,
};
const done = {
  ...running,
  status: "done",
  changed: 130,
  refused: 1,
  refusals: [{ productId: PRODUCT_ID, name: "달항아리 머그", code: "INVALID_INPUT" }],
  finishedAt: "2026-11-28T07:00:04.000Z",
};
const view = { id: VIEW_ID, name: "품절 임박", filters: { ...where, sort: "price" } };

export const bulkExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/admin/products/bulk/count": { body: { where }, responses: { 200: { count: 131 } } },
  "POST /api/v1/admin/products/bulk": {
    body: { where, expected: 131, change },
    responses: { 202: running },
  },
  "GET /api/v1/admin/products/bulk/:id": { parameters: { id: BULK_ID }, responses: { 200: done } },
  "POST /api/v1/admin/products/bulk/:id/undo": {
    parameters: { id: BULK_ID },
    responses: { 202: { ...running, id: UNDO_ID, change: null, undoes: BULK_ID, products: 130 } },
  },
  "GET /api/v1/admin/products/views": { responses: { 200: { items: [view] } } },
  "POST /api/v1/admin/products/views": {
    body: { name: view.name, filters: view.filters },
    responses: { 201: view },
  },
  "DELETE /api/v1/admin/products/views/:id": { parameters: { id: VIEW_ID }, responses: { 204: null } },
};
