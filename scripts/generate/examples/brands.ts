import type { OperationExample } from "./example.ts";

const BRAND_ID = "019a1c3d-11c2-7e03-8b55-2a6d7f809162";
const staffBrand = {
  id: BRAND_ID,
  name: "온유도예",
  slug: "onyu",
  description: "이천에서 그릇을 빚어요.",
  translations: { en: { name: "Onyu Pottery" } },
  image: null,
  formerNames: ["온유"],
  productCount: 24,
  etag: '"3"',
};
const logo = {
  url: "/api/v1/media/brands/019a1c3d-11c2-7e03-8b55-2a6d7f809163/480.webp",
  width: 480,
  height: 240,
  alt: "온유도예",
  color: "#d9cbb8",
  sources: [],
};
const ofBrand = { id: BRAND_ID, "if-match": '"3"' };

export const brandExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/brands": {
    responses: {
      200: {
        items: [
          {
            id: BRAND_ID,
            slug: "onyu",
            name: "온유도예",
            label: "온유도예",
            description: "이천에서 그릇을 빚어요.",
            image: null,
            productCount: 24,
          },
        ],
        moved: { "onyu-pottery": "onyu" },
      },
    },
  },
  "GET /api/v1/admin/brands": {
    parameters: { q: "온유" },
    responses: { 200: { items: [staffBrand], total: 1, nextCursor: null } },
  },
  "GET /api/v1/admin/brands/:id": { parameters: { id: BRAND_ID }, responses: { 200: staffBrand } },
  "POST /api/v1/admin/brands": {
    body: { name: "온유도예", slug: "onyu", translations: { en: { name: "Onyu Pottery" } } },
    responses: { 201: { ...staffBrand, formerNames: [], productCount: 0 } },
  },
  "PATCH /api/v1/admin/brands/:id": {
    parameters: ofBrand,
    body: { name: "온유도예" },
    responses: { 200: staffBrand },
  },
  "POST /api/v1/admin/brands/:id/merge": {
    parameters: ofBrand,
    body: { into: "019a1c3d-11d0-7a44-9c66-3b7e8091a273" },
    responses: { 200: { ...staffBrand, id: "019a1c3d-11d0-7a44-9c66-3b7e8091a273", productCount: 31 } },
  },
  "POST /api/v1/admin/brands/:id/logo": {
    parameters: { id: BRAND_ID },
    body: { file: ["onyu.png"] },
    responses: { 201: { ...staffBrand, image: logo } },
  },
  "DELETE /api/v1/admin/brands/:id/logo": {
    parameters: { id: BRAND_ID },
    responses: { 200: staffBrand },
  },
  "DELETE /api/v1/admin/brands/:id": { parameters: ofBrand },
};
