import { PRODUCT_ID, shownVariant, VARIANT_ID } from "./catalogue.ts";
import type { OperationExample } from "./example.ts";

const NOTICE_ID = "019a1d05-4d5e-7f60-8a7b-1c2d3e4f5a6b";
const notice = {
  id: NOTICE_ID,
  productId: PRODUCT_ID,
  variantId: VARIANT_ID,
  askedAt: "2026-11-28T06:30:00.000Z",
  variant: shownVariant,
};

export const restockExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/products/:idOrSlug/restock-notices": {
    parameters: { idOrSlug: "moon-jar-mug" },
    body: { variantId: VARIANT_ID },
    responses: { 201: notice },
  },
  "GET /api/v1/me/restock-notices": { responses: { 200: { items: [notice], nextCursor: null } } },
  "DELETE /api/v1/me/restock-notices/:id": { parameters: { id: NOTICE_ID }, responses: { 204: null } },
};
