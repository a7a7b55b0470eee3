/** What is told of products: attributes, and the table that the law asks for. */
import type { OperationExample } from "./example.ts";

export const CATEGORY_ID = "019a1c3d-02aa-7f55-8e21-64b0c9d7e8f1";
const ATTRIBUTE_ID = "019a1c3d-0b11-7c02-9d44-1f6a2b3c4d5e";
export const shownAttributes = {
  material: {
    id: ATTRIBUTE_ID,
    name: "소재",
    type: "choice",
    unit: null,
    value: "porcelain",
    text: "백자",
  },
};

const staffAttribute = {
  id: ATTRIBUTE_ID,
  code: "material",
  type: "choice",
  several: false,
  name: "소재",
  unit: null,
  translations: { en: { name: "Material" } },
  choices: [
    { code: "porcelain", name: "백자", translations: { en: { name: "Porcelain" } } },
    { code: "stoneware", name: "석기" },
  ],
  facet: true,
  required: false,
  everywhere: false,
  categoryIds: [CATEGORY_ID],
  position: 0,
  etag: '"1"',
};

export const disclosure = {
  group: "kitchenware",
  items: {
    productName: "달항아리 머그 MM-1",
    substance: "백자",
    parts: "머그 1개",
    size: "지름 8cm, 높이 9cm",
    releasedAt: "2026년 3월",
    maker: "온유도예",
    origin: "대한민국",
    warranty: "관련 법과 소비자분쟁해결기준에 따라요",
    service: "온유도예 02-123-4567",
  },
};

export const shownDisclosure = {
  group: "kitchenware",
  name: "주방용품",
  rows: [
    { code: "productName", name: "품명 및 모델명", text: "달항아리 머그 MM-1" },
    { code: "substance", name: "재질", text: "백자" },
  ],
};

export const factExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/attributes": { responses: { 200: { items: [staffAttribute] } } },
  "GET /api/v1/admin/attributes/:id": {
    parameters: { id: ATTRIBUTE_ID },
    responses: { 200: staffAttribute },
  },
  "POST /api/v1/admin/attributes": {
    body: {
      code: "material",
      type: "choice",
      name: "소재",
      translations: { en: { name: "Material" } },
      choices: [
        { code: "porcelain", name: "백자", translations: { en: { name: "Porcelain" } } },
        { code: "stoneware", name: "석기" },
      ],
      facet: true,
      categoryIds: [CATEGORY_ID],
    },
    responses: { 201: staffAttribute },
  },
  "PATCH /api/v1/admin/attributes/:id": {
    parameters: { id: ATTRIBUTE_ID, "if-match": '"1"' },
    body: { name: "재질", facet: true },
    responses: { 200: { ...staffAttribute, name: "재질", etag: '"2"' } },
  },
  "DELETE /api/v1/admin/attributes/:id": { parameters: { id: ATTRIBUTE_ID } },
  "GET /api/v1/admin/disclosure-groups": {
    responses: {
      200: {
        items: [
          {
            code: "other",
            name: "기타 재화",
            items: [
              { code: "productName", name: "품명 및 모델명", required: true },
              {
                code: "approval",
                name: "법에 의한 인증·허가 등을 받았음을 확인할 수 있는 사항",
                required: false,
              },
            ],
          },
        ],
      },
    },
  },
  "GET /api/v1/admin/disclosure-rule": { responses: { 200: { gaps: "warn" } } },
  "PUT /api/v1/admin/disclosure-rule": {
    parameters: { "if-match": '"1"' },
    body: { gaps: "block" },
    responses: { 200: { gaps: "block" } },
  },
};
