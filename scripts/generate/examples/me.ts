import { CART_ID } from "./cart.ts";
import { shownVariant, VARIANT_ID } from "./catalogue.ts";
import { type OperationExample, won } from "./example.ts";
import { exportedOrder, ORDER_ID, ORDER_NUMBER, shippingAddress } from "./orders.ts";
import { earned } from "./points.ts";
import { passkeyOfExport } from "./second-factor.ts";
import { EMAIL, MEMBER_ID } from "./sign-in.ts";

const ADDRESS_ID = "019a1c45-6c7d-7e8f-9a0b-1c2d3e4f5a6b";
export const SESSION_ID = "019a1c60-0a1b-7c2d-8e3f-4a5b6c7d8e9f";
const USER_AGENT = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36";

const profile = {
  id: MEMBER_ID,
  email: EMAIL,
  emailVerified: true,
  name: "김서연",
  phone: "010-1234-5678",
  role: "member",
  group: null,
  orderMessages: "kakao",
  permissions: [],
  createdAt: "2026-10-02T08:30:00.000Z",
  secondFactor: { totp: false, passkeys: 1, recoveryCodesLeft: 0 },
};

const address = {
  id: ADDRESS_ID,
  label: "집",
  ...shippingAddress,
  isDefault: true,
};
const { id: _, isDefault: __, ...addressInput } = address;

const session = {
  id: SESSION_ID,
  audience: "member",
  createdAt: "2026-11-28T02:10:00.000Z",
  lastUsedAt: "2026-11-28T02:16:00.000Z",
  expiresAt: "2026-12-28T02:10:00.000Z",
  ip: "203.0.113.7",
  userAgent: USER_AGENT,
  current: true,
};

const agreements = {
  items: [
    {
      code: "terms",
      title: "이용약관",
      required: true,
      agreed: true,
      version: 1,
      currentVersion: 1,
      at: "2026-10-02T08:30:00.000Z",
    },
    {
      code: "marketing_email",
      title: "이메일로 혜택 받기",
      required: false,
      agreed: false,
      version: null,
      currentVersion: 1,
      at: null,
    },
  ],
};

const exported = {
  exportedAt: "2026-11-28T03:00:00.000Z",
  complete: true,
  profile: {
    id: MEMBER_ID,
    email: EMAIL,
    emailVerifiedAt: "2026-10-02T08:35:00.000Z",
    pendingEmails: [],
    name: "김서연",
    phone: "010-1234-5678",
    language: "ko",
    role: "member",
    group: null,
    orderMessages: "kakao",
    createdAt: "2026-10-02T08:30:00.000Z",
    updatedAt: "2026-10-02T08:35:00.000Z",
    lastSignInAt: "2026-11-28T02:10:00.000Z",
    secondFactor: { totpSince: null, recoveryCodesLeft: 0 },
    apiKeys: [],
  },
  addresses: [{ ...address, createdAt: "2026-10-02T08:40:00.000Z" }],
  agreements: [
    {
      code: "terms",
      title: "이용약관",
      version: 1,
      agreed: true,
      at: "2026-10-02T08:30:00.000Z",
      ip: "203.0.113.7",
      userAgent: USER_AGENT,
    },
  ],
  sessions: [
    {
      id: SESSION_ID,
      audience: "member",
      methods: ["pwd"],
      createdAt: session.createdAt,
      lastUsedAt: session.lastUsedAt,
      expiresAt: session.expiresAt,
      endedAt: null,
      ip: session.ip,
      userAgents: [USER_AGENT],
    },
  ],
  passkeys: [passkeyOfExport],
  orders: [exportedOrder],
  reviews: [],
  questions: [],
  helpfulVotes: [],
  restockNotices: [],
  recommendations: { personal: true, events: [], lists: [], exposures: [] },
  coupons: [{ code: "SPRING10", name: "봄맞이 10%", takenAt: "2026-11-28T01:00:00.000Z", used: 0 }],
  points: { balance: 480, entries: [earned] },
  cart: {
    id: CART_ID,
    createdAt: "2026-11-28T02:11:00.000Z",
    updatedAt: "2026-11-28T02:12:00.000Z",
    items: [
      {
        variantId: VARIANT_ID,
        sku: shownVariant.sku,
        name: shownVariant.name,
        options: shownVariant.options,
        quantity: 2,
        shownPrice: won(24_000),
      },
    ],
  },
};

export const meExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/me": { responses: { 200: profile } },
  "PATCH /api/v1/me": {
    body: { name: "김서연", phone: "010-9876-5432" },
    responses: { 200: { ...profile, phone: "010-9876-5432" } },
  },
  "DELETE /api/v1/me": { body: { password: "바다-위의-둥근-달" } },
  "GET /api/v1/me/leaving": {
    responses: {
      200: {
        openOrders: [{ id: ORDER_ID, number: ORDER_NUMBER, status: "paid" }],
        kept: [
          { what: "orders", years: 5, until: "5년" },
          { what: "email_hash", days: 30, until: "30일" },
        ],
      },
    },
  },
  "GET /api/v1/me/export": { responses: { 200: exported } },
  "GET /api/v1/me/addresses": { responses: { 200: { items: [address] } } },
  "POST /api/v1/me/addresses": { body: addressInput, responses: { 201: address } },
  "GET /api/v1/me/addresses/:id": { parameters: { id: ADDRESS_ID }, responses: { 200: address } },
  "PATCH /api/v1/me/addresses/:id": {
    parameters: { id: ADDRESS_ID },
    body: { memo: null, isDefault: true },
    responses: { 200: { ...address, memo: undefined } },
  },
  "DELETE /api/v1/me/addresses/:id": { parameters: { id: ADDRESS_ID } },
  "GET /api/v1/me/sessions": { responses: { 200: { items: [session] } } },
  "DELETE /api/v1/me/sessions": {},
  "GET /api/v1/me/sessions/:id": { parameters: { id: SESSION_ID }, responses: { 200: session } },
  "DELETE /api/v1/me/sessions/:id": { parameters: { id: SESSION_ID } },
  "GET /api/v1/me/agreements": { responses: { 200: agreements } },
  "PUT /api/v1/me/agreements": {
    body: { marketing: { email: true, sms: false } },
    responses: { 200: agreements },
  },
  "GET /api/v1/agreements": {
    responses: {
      200: {
        items: [
          {
            code: "terms",
            version: 1,
            required: true,
            title: "이용약관",
            body: "제1조 (목적)\n\n이 약관은 쇼핑몰을 이용하는 조건이에요.",
            effectiveAt: "2026-01-01T00:00:00.000Z",
          },
        ],
      },
    },
  },
};
