import { type OperationExample, won } from "./example.ts";

const PRODUCT_ID = "019a1d20-1b2c-7d3e-8f4a-5b6c7d8e9f01";
const OTHER_ID = "019a1d20-1b2c-7d3e-8f4a-5b6c7d8e9f02";
const ORDER_ID = "019a1d20-5f6a-7b7c-8d8e-9f0a1b2c3d4e";
const RULE_ID = "019a1d20-2c3d-7e4f-8a5b-6c7d8e9f0a1b";
const EXPERIMENT_ID = "019a1d20-4e5f-7a6b-8c7d-8e9f0a1b2c3d";
const RUN_ID = "019a1d20-3d4e-7f5a-8b6c-7d8e9f0a1b2c";
const REQUEST_ID = "0b0f7c1e-5a57-4c8b-9d43-6a2f5be8c1d7";

const card = {
  id: OTHER_ID,
  slug: "moon-jar-mug",
  name: "달항아리 머그",
  brand: "온기",
  price: won(24_000),
  image: null,
  inStock: true,
};
const list = {
  items: [{ ...card, reason: { kind: "viewed", productId: PRODUCT_ID } }],
  model: "7",
  level: "item",
  requestId: REQUEST_ID,
};

const rule = {
  id: RULE_ID,
  kind: "pin",
  placement: "home",
  productId: PRODUCT_ID,
  productName: "달항아리 머그",
  reason: "가을 기획전",
  createdAt: "2026-11-28T01:00:00.000Z",
  createdBy: "김장터",
};

const experiment = {
  id: EXPERIMENT_ID,
  name: "새 모델 비교",
  kind: "comparison",
  version: 8,
  share: 5_000,
  status: "running",
  reason: null,
  startedBy: "김장터",
  startedAt: "2026-11-28T01:00:00.000Z",
  endedAt: null,
  persons: { control: 4_120, treated: 4_087 },
  ratioIsBroken: false,
  outcomes: [
    { metric: "clicked", control: 0.081, treated: 0.094, interval: { low: -0.004, high: 0.03 } },
    { metric: "added", control: 0.042, treated: 0.045, interval: { low: -0.01, high: 0.016 } },
    { metric: "bought", control: 0.021, treated: 0.022, interval: { low: -0.008, high: 0.01 } },
    { metric: "revenue", control: 812, treated: 845, interval: null },
  ],
};

const registry = {
  serving: "7",
  interactions: 48_210,
  leastInteractions: 1_000,
  simulated: false,
  versions: [
    {
      version: 7,
      aliases: ["champion"],
      runId: RUN_ID,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      bytes: 1_204_224,
      createdAt: "2026-11-28T18:00:40.000Z",
    },
  ],
  runs: [
    {
      id: RUN_ID,
      cause: "nightly",
      status: "ready",
      reasons: [],
      snapshot: {
        sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        asOf: "2026-11-28T18:00:00.000Z",
        interactions: 48_210,
        items: 240,
      },
      metrics: { "home.ndcg@20": 0.21 },
      seed: 1,
      hasReport: true,
      startedAt: "2026-11-28T18:00:00.000Z",
      endedAt: "2026-11-28T18:00:40.000Z",
    },
  ],
  history: [
    {
      alias: "champion",
      from: 6,
      to: 7,
      by: "gate",
      reason: "passed the gate",
      at: "2026-11-28T18:00:40.000Z",
    },
  ],
};

const comparison = { lists: 640, overlapAt4: 0.61, overlapAt12: 0.72, changedFirst: 0.34 };
const figures = {
  ...comparison,
  byPlacement: [{ placement: "home", ...comparison }],
  coverage: 0.82,
  empty: 0,
  p50Ms: 0.8,
  p99Ms: 2.4,
  clicks: {
    lists: 212,
    known: 0.7,
    shown: { mean: 0.21, low: 0.16, high: 0.27 },
    expected: { mean: 0.24, low: 0.18, high: 0.31 },
    difference: { mean: 0.03, low: -0.02, high: 0.08 },
  },
};

export const recommendationExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/events": {
    body: {
      events: [{ id: RULE_ID, type: "view", at: "2026-11-28T01:00:00.000Z", productId: PRODUCT_ID }],
    },
    responses: { 202: { accepted: 1 } },
  },
  "GET /api/v1/recommendations/:placement": {
    parameters: { placement: "product", productId: PRODUCT_ID },
    responses: { 200: list },
  },
  "GET /api/v1/visitor": { responses: { 200: { personal: false, keptDays: 180 } } },
  "PUT /api/v1/visitor": { body: { personal: true }, responses: { 200: { personal: true } } },
  "PUT /api/v1/visitor/orders/:id": {
    parameters: { id: ORDER_ID, "x-guest-token": "1Nq0W5kq3m0Jm7rZ8yB2cQpVtUeHsXaLd4GfK6oI9wE" },
    responses: { 204: null },
  },
  "GET /api/v1/admin/recommendations/models": { responses: { 200: registry } },
  "GET /api/v1/admin/recommendations/runs/:id/report": {
    parameters: { id: RUN_ID },
    responses: { 200: "<!doctype html><title>Run</title>" },
  },
  "GET /api/v1/admin/recommendations/models/:version/replay": {
    parameters: { version: 8, days: 7 },
    responses: {
      200: {
        version: 8,
        days: 7,
        figures,
        champion: { version: 7, figures: { ...figures, overlapAt4: 0.93 } },
      },
    },
  },
  "POST /api/v1/admin/recommendations/models/:version/promote": {
    parameters: { version: 7 },
    body: { alias: "champion", reason: "주말 전에 새 모델로" },
    responses: { 200: registry },
  },
  "POST /api/v1/admin/recommendations/rollback": {
    body: { reason: "클릭이 줄었어요", from: 7 },
    responses: { 200: registry },
  },
  "GET /api/v1/admin/recommendations/rules": { responses: { 200: { items: [rule] } } },
  "POST /api/v1/admin/recommendations/rules": {
    body: { kind: "pin", placement: "home", productId: PRODUCT_ID, reason: "가을 기획전" },
    responses: { 201: rule },
  },
  "DELETE /api/v1/admin/recommendations/rules/:id": {
    parameters: { id: RULE_ID },
    responses: { 204: null },
  },
  "GET /api/v1/admin/recommendations/experiments": { responses: { 200: { items: [experiment] } } },
  "POST /api/v1/admin/recommendations/experiments": {
    body: { name: "새 모델 비교", kind: "comparison", version: 8, share: 5_000 },
    responses: { 201: experiment },
  },
  "POST /api/v1/admin/recommendations/experiments/:id/stop": {
    parameters: { id: EXPERIMENT_ID },
    body: { reason: "충분히 비교했어요" },
    responses: { 204: null },
  },
  "GET /api/v1/admin/recommendations/visitors": {
    responses: { 200: { items: [{ id: PRODUCT_ID, at: "2026-11-28T01:00:00.000Z", interactions: 7 }] } },
  },
  "GET /api/v1/admin/recommendations/preview": {
    parameters: { visitor: PRODUCT_ID },
    responses: {
      200: {
        list,
        history: [
          { productId: PRODUCT_ID, name: "달항아리 머그", type: "view", at: "2026-11-28T01:00:00.000Z" },
        ],
      },
    },
  },
};
