/** Groups of members, and the prices of lists. */
import { PRODUCT_ID, VARIANT_ID } from "./catalogue.ts";
import { type OperationExample, won } from "./example.ts";

const GROUP_ID = "019a1cb0-1a2b-7c3d-8e4f-9a0b1c2d3e4f";
const LIST_ID = "019a1cb1-2b3c-7d4e-9f50-0b1c2d3e4f5a";

const group = {
  id: GROUP_ID,
  code: "wholesale",
  name: "도매",
  translations: { en: { name: "Wholesale" } },
  memberCount: 24,
  createdAt: "2026-11-20T02:00:00.000Z",
  etag: '"1"',
};

const priceList = {
  id: LIST_ID,
  name: "대량 구매 할인",
  memberGroup: null,
  startsAt: null,
  endsAt: "2026-12-31T15:00:00.000Z",
  active: true,
  applies: true,
  priceCount: 1,
  createdAt: "2026-11-20T02:10:00.000Z",
  updatedAt: "2026-11-20T02:12:00.000Z",
  etag: '"1"',
};

const ofList = { parameters: { id: LIST_ID } };

export const priceExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/member-groups": { responses: { 200: { items: [group] } } },
  "GET /api/v1/admin/member-groups/:id": { parameters: { id: GROUP_ID }, responses: { 200: group } },
  "POST /api/v1/admin/member-groups": {
    body: { code: "wholesale", name: "도매", translations: { en: { name: "Wholesale" } } },
    responses: { 201: { ...group, memberCount: 0 } },
  },
  "PATCH /api/v1/admin/member-groups/:id": {
    parameters: { id: GROUP_ID, "if-match": '"1"' },
    body: { name: "도매 회원" },
    responses: { 200: { ...group, name: "도매 회원", etag: '"2"' } },
  },
  "DELETE /api/v1/admin/member-groups/:id": { parameters: { id: GROUP_ID } },
  "GET /api/v1/admin/price-lists": { responses: { 200: { items: [priceList], total: 1, nextCursor: null } } },
  "GET /api/v1/admin/price-lists/:id": { ...ofList, responses: { 200: priceList } },
  "POST /api/v1/admin/price-lists": {
    body: {
      name: "대량 구매 할인",
      endsAt: "2026-12-31T15:00:00.000Z",
      prices: [{ sku: "MUG-MOON-WHITE", minQuantity: 10, price: 22_000 }],
    },
    responses: { 201: priceList },
  },
  "PATCH /api/v1/admin/price-lists/:id": {
    parameters: { id: LIST_ID, "if-match": '"1"' },
    body: { active: false },
    responses: { 200: { ...priceList, active: false, applies: false, etag: '"2"' } },
  },
  "DELETE /api/v1/admin/price-lists/:id": ofList,
  "GET /api/v1/admin/price-lists/:id/prices": {
    ...ofList,
    responses: {
      200: {
        items: [
          {
            sku: "MUG-MOON-WHITE",
            minQuantity: 10,
            price: won(22_000),
            variant: {
              productId: PRODUCT_ID,
              name: "달항아리 머그",
              options: ["백자"],
              price: won(24_000),
            },
          },
        ],
        nextCursor: null,
      },
    },
  },
  "PUT /api/v1/admin/price-lists/:id/prices": {
    ...ofList,
    body: {
      prices: [
        { sku: "MUG-MOON-WHITE", minQuantity: 10, price: 22_000 },
        { sku: "MUG-MOON-CELADON", minQuantity: 10, price: null },
      ],
    },
    responses: { 200: { added: 1, changed: 0, removed: 0, unchanged: 1 } },
  },
  "GET /api/v1/me/prices": {
    parameters: { productIds: PRODUCT_ID },
    responses: {
      200: {
        items: [
          {
            productId: PRODUCT_ID,
            price: won(21_000),
            variants: [
              {
                id: VARIANT_ID,
                price: won(24_000),
                tiers: [{ minQuantity: 1, price: won(21_000) }],
              },
            ],
          },
        ],
      },
    },
  },
};
