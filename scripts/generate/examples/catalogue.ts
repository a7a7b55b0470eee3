import { type OperationExample, won } from "./example.ts";
import { CATEGORY_ID, disclosure, shownAttributes, shownDisclosure } from "./product-facts.ts";

export const PRODUCT_ID = "019a1c3e-7b20-7c41-9f0a-3d5b8e6a1c02";
export const VARIANT_ID = "019a1c3e-7b2f-7d18-8a44-90c1f2e3b4a5";
const ADD_ON_ID = "019a1c3e-8b20-7c41-9f0a-3d5b8e6a1c13";
const SECOND_VARIANT_ID = "019a1c3e-7b31-7a06-b2c9-5e7f80912a3b";

export const image = {
  url: "/api/v1/media/mugs/moon/640.webp",
  width: 1280,
  height: 960,
  alt: "달항아리 머그",
  color: "#e9e4da",
  sources: [
    {
      type: "image/avif",
      srcset: "/api/v1/media/mugs/moon/640.avif 640w, /api/v1/media/mugs/moon/1280.avif 1280w",
    },
  ],
};

const synonyms = {
  sets: [
    ["수건", "타월", "타올"],
    ["컵", "머그", "잔"],
  ],
};

/** As on a line of a cart or an order. */
export const shownVariant = {
  variantId: VARIANT_ID,
  productId: PRODUCT_ID,
  productSlug: "moon-jar-mug",
  sku: "MUG-MOON-WHITE",
  name: "달항아리 머그",
  options: [{ label: "색상", value: "백자" }],
  image,
};

const card = {
  id: PRODUCT_ID,
  slug: "moon-jar-mug",
  name: "달항아리 머그",
  brand: "온유도예",
  price: won(24_000),
  compareAtPrice: won(28_000),
  image,
  inStock: true,
  rating: { average: 4.8, count: 31 },
};

const product = {
  ...card,
  description: "달항아리를 닮은 둥근 머그예요. 전자레인지에 써도 돼요.",
  descriptionHtml: "<p>달항아리를 닮은 둥근 머그예요. <strong>전자레인지에 써도 돼요.</strong></p>",
  status: "active",
  forSale: true,
  salesState: "open",
  salesFrom: null,
  salesUntil: null,
  taxType: "taxable",
  minQuantity: 1,
  maxQuantity: null,
  seo: { title: null, description: null },
  images: [image],
  categories: [{ id: CATEGORY_ID, slug: "kitchen", name: "주방" }],
  options: [
    {
      name: "색상",
      values: ["백자", "청자"],
      label: "색상",
      valueLabels: { 백자: "백자", 청자: "청자" },
    },
  ],
  attributes: shownAttributes,
  disclosure: shownDisclosure,
  addOns: {
    heading: "함께 쓰면 좋아요",
    items: [
      {
        productId: ADD_ON_ID,
        slug: "linen-coaster",
        name: "리넨 컵받침",
        image: null,
        minQuantity: 1,
        maxQuantity: null,
        variants: [
          {
            id: "019a1c3e-8b31-7a06-b2c9-5e7f80912a4c",
            sku: "COASTER-1",
            label: "",
            price: won(4_000),
            available: 80,
          },
        ],
      },
    ],
  },
  variants: [
    {
      id: VARIANT_ID,
      sku: "MUG-MOON-WHITE",
      options: { 색상: "백자" },
      price: won(24_000),
      compareAtPrice: won(28_000),
      tiers: [{ minQuantity: 10, price: won(22_000) }],
      available: 40,
      image,
    },
    {
      id: SECOND_VARIANT_ID,
      sku: "MUG-MOON-CELADON",
      options: { 색상: "청자" },
      price: won(26_000),
      tiers: [],
      available: 12,
      image: null,
    },
  ],
};

const PICTURE_ID = "01890a5d-ac96-774b-bcce-b302099a8071";
const picture = {
  id: PICTURE_ID,
  fileName: "moon-jar-mug.jpg",
  image,
  alt: { ko: "창가에 놓인 흰 머그" },
  skus: ["MUG-MOON-WHITE"],
  ready: true,
};

const staffProduct = {
  ...card,
  formerSlugs: ["moon-mug"],
  description: product.description,
  descriptionHtml: product.descriptionHtml,
  status: "active",
  publishAt: null,
  salesFrom: null,
  salesUntil: null,
  tags: ["선물"],
  taxType: "taxable",
  deliveryGroup: null,
  minQuantity: 1,
  maxQuantity: null,
  seo: {},
  attributes: { material: "porcelain" },
  disclosure,
  addOns: [{ productId: ADD_ON_ID, name: "리넨 컵받침", options: "", isShown: true }],
  addOnHeading: "함께 쓰면 좋아요",
  translations: { en: { name: "Moon jar mug", options: { 색상: "Colour", 백자: "White", 청자: "Celadon" } } },
  categoryIds: [CATEGORY_ID],
  pictures: [picture],
  options: [{ name: "색상", values: ["백자", "청자"] }],
  variants: product.variants.map(({ available, tiers, ...variant }) => ({
    ...variant,
    inStock: available > 0,
  })),
  createdAt: "2026-11-02T01:20:00.000Z",
  updatedAt: "2026-11-20T06:05:00.000Z",
};

const staffCategory = {
  id: CATEGORY_ID,
  slug: "kitchen",
  name: "주방",
  description: "매일 쓰는 그릇과 잔",
  parentId: null,
  position: 2,
  translations: { en: { name: "Kitchen" } },
  image: null,
  productCount: 41,
  etag: '"3"',
};

export const catalogueExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/categories": {
    responses: {
      200: {
        items: [
          {
            id: CATEGORY_ID,
            slug: "kitchen",
            parentId: null,
            name: "주방",
            description: "매일 쓰는 그릇과 잔",
            image: null,
            productCount: 38,
          },
        ],
        moved: { tableware: "kitchen" },
      },
    },
  },
  "POST /api/v1/admin/description-pictures": {
    body: { file: ["상세 설명 1.jpg"] },
    responses: {
      201: {
        pictures: [
          {
            src: "/api/v1/media/descriptions/019a1c3e-7b20-7c41-9f0a-3d5b8e6a1c02-860x4200/860.webp",
            width: 860,
            height: 4200,
            fileName: "상세 설명 1.jpg",
          },
        ],
      },
    },
  },
  "GET /api/v1/products": {
    responses: {
      200: {
        items: [card],
        total: 1,
        facets: {
          categories: [{ slug: "kitchen", name: "주방", count: 1 }],
          brands: [{ name: "온유도예", label: "온유도예", count: 1 }],
          price: {
            min: won(24_000),
            max: won(24_000),
            histogram: [{ from: won(24_000), to: won(24_000), count: 1 }],
          },
          options: [{ name: "색상", label: "색상", values: [{ value: "백자", label: "백자", count: 1 }] }],
          attributes: [
            {
              code: "material",
              name: "소재",
              type: "choice",
              unit: null,
              values: [{ value: "porcelain", label: "백자", count: 1 }],
            },
          ],
          inStock: 1,
          onSale: 0,
        },
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/products/:idOrSlug": {
    parameters: { idOrSlug: "moon-jar-mug" },
    responses: { 200: product },
  },
  "GET /api/v1/search/suggest": {
    parameters: { q: "머그" },
    responses: {
      200: {
        products: [
          {
            id: product.id,
            slug: "moon-jar-mug",
            name: "달항아리 머그",
            marks: [[5, 7]],
            price: won(24_000),
            image: null,
          },
        ],
        categories: [],
        queries: ["머그컵"],
      },
    },
  },
  "GET /api/v1/admin/synonyms": { responses: { 200: synonyms } },
  "PUT /api/v1/admin/synonyms": {
    parameters: { "if-match": '"1"' },
    body: synonyms,
    responses: { 200: synonyms },
  },
  "GET /api/v1/media/*": { parameters: { key: "mugs/moon/640.webp" } },
  "POST /api/v1/admin/products": {
    body: {
      name: "달항아리 머그",
      slug: "moon-jar-mug",
      description: "달항아리를 닮은 둥근 머그예요. 전자레인지에 써도 돼요.",
      brand: "온유도예",
      options: [{ name: "색상", values: ["백자", "청자"] }],
      variants: [
        {
          sku: "MUG-MOON-WHITE",
          options: { 색상: "백자" },
          price: 24_000,
          compareAtPrice: 28_000,
          stock: 40,
        },
        { sku: "MUG-MOON-CELADON", options: { 색상: "청자" }, price: 26_000, stock: 12 },
      ],
      status: "active",
      attributes: { material: "porcelain" },
      disclosure,
    },
    responses: { 201: { ...product, images: [], image: null } },
  },
  "GET /api/v1/admin/categories": { responses: { 200: { items: [staffCategory] } } },
  "GET /api/v1/admin/categories/:id": {
    parameters: { id: CATEGORY_ID },
    responses: { 200: staffCategory },
  },
  "POST /api/v1/admin/categories": {
    body: { slug: "kitchen", name: "주방", translations: { en: { name: "Kitchen" } } },
    responses: { 201: staffCategory },
  },
  "PATCH /api/v1/admin/categories/:id": {
    parameters: { id: CATEGORY_ID },
    body: { name: "주방", position: 2 },
    responses: { 200: staffCategory },
  },
  "DELETE /api/v1/admin/categories/:id": { parameters: { id: CATEGORY_ID } },
  "GET /api/v1/admin/products": {
    responses: {
      200: {
        items: [
          {
            ...card,
            status: "active",
            publishAt: null,
            variantCount: 2,
            tags: ["선물"],
            createdAt: staffProduct.createdAt,
            updatedAt: staffProduct.updatedAt,
          },
        ],
        total: 1,
        totalIsCapped: false,
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/admin/products/:id": {
    parameters: { id: PRODUCT_ID },
    responses: { 200: staffProduct },
  },
  "GET /api/v1/admin/setup": {
    responses: { 200: { hasCategory: true, hasProduct: true, hasPicture: false, isSelling: false } },
  },
  "GET /api/v1/admin/products/:id/history": {
    parameters: { id: PRODUCT_ID },
    responses: {
      200: {
        items: [
          {
            seq: 218,
            at: staffProduct.updatedAt,
            actor: { kind: "member", name: "김*터" },
            action: "product.edit",
            differences: [{ pointer: "/slug", was: "moon-mug", now: "moon-jar-mug" }],
          },
        ],
        nextCursor: null,
      },
    },
  },
  "POST /api/v1/admin/products/:id/duplicate": {
    parameters: { id: PRODUCT_ID },
    responses: { 201: { ...staffProduct, name: "달항아리 머그 (복사본)", status: "draft" } },
  },
  "PATCH /api/v1/admin/products/:id": {
    parameters: { id: PRODUCT_ID, "if-match": '"3"' },
    body: {
      slug: "moon-jar-mug",
      tags: ["선물"],
      variants: [{ sku: "MUG-MOON-WHITE", price: 24_000 }, { sku: "MUG-MOON-CELADON" }],
    },
    responses: { 200: staffProduct },
  },
  "POST /api/v1/admin/products/:id/variants": {
    parameters: { id: PRODUCT_ID },
    body: { sku: "MUG-MOON-CELADON", options: { 색상: "청자" }, price: 26_000, stock: 12 },
    responses: { 201: staffProduct.variants[1] },
  },
  "PATCH /api/v1/admin/variants/:sku": {
    parameters: { sku: "MUG-MOON-WHITE" },
    body: { price: 22_000, compareAtPrice: 28_000 },
  },
  "DELETE /api/v1/admin/variants/:sku": { parameters: { sku: "MUG-MOON-CELADON" } },
  "POST /api/v1/admin/products/:id/pictures": {
    parameters: { id: PRODUCT_ID },
    body: { file: ["moon-jar-mug.jpg"] },
    responses: {
      201: { pictures: [{ ...picture, image: { ...image, sources: [] }, ready: false, skus: [] }] },
    },
  },
  "PATCH /api/v1/admin/products/:id/pictures/:pictureId": {
    parameters: { id: PRODUCT_ID, pictureId: PICTURE_ID },
    body: { position: 0, alt: { ko: "창가에 놓인 흰 머그" }, skus: ["MUG-MOON-WHITE"] },
    responses: { 200: picture },
  },
  "DELETE /api/v1/admin/products/:id/pictures/:pictureId": {
    parameters: { id: PRODUCT_ID, pictureId: PICTURE_ID },
  },
};
