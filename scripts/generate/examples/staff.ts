import { type OperationExample, won } from "./example.ts";
import { ORDER_ID } from "./orders.ts";
import { MEMBER_ID } from "./sign-in.ts";

export const STAFF_ID = "019a1b00-3c4d-7e5f-8a6b-7c8d9e0f1a2b";
const INVITATION_ID = "019a1c80-5d6e-7f70-9b1a-2c3d4e5f6071";
const KEY_ID = "019a1c90-7f80-7a91-8b02-3c4d5e6f7081";
const REASON = "배송 문의를 확인하려고요";

const staffMember = {
  id: STAFF_ID,
  email: "jiho.park@example.com",
  name: "박지호",
  role: "orders",
  status: "active",
  secondFactor: true,
  lastSignInAt: "2026-11-28T00:30:00.000Z",
};
const member = {
  id: MEMBER_ID,
  email: "seoyeon.kim@example.com",
  name: "김서연",
  phone: "010-1234-5678",
  role: "member",
  status: "active",
  group: "wholesale",
  emailVerified: true,
  createdAt: "2026-10-02T08:30:00.000Z",
  lastSignInAt: "2026-11-28T02:10:00.000Z",
};
const maskedMember = { ...member, email: "se***@example.com", name: "김*연", phone: "***-****-5678" };
const listedMember = { ...maskedMember, orders: { count: 3, spent: won(128_000) } };
const note = {
  id: "019a1cb0-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
  text: "평일 오후에만 전화를 받으세요.",
  author: "박지호",
  at: "2026-11-28T03:00:00.000Z",
};
const key = {
  id: KEY_ID,
  name: "창고 연동",
  permissions: ["stock:read", "stock:adjust"],
  createdAt: "2026-11-28T01:00:00.000Z",
  expiresAt: "2027-02-26T01:00:00.000Z",
};
const byOwner = { id: "019a1a00-1a2b-7c3d-8e4f-5a6b7c8d9e0f", name: "이도윤" };
const ofMember = { parameters: { id: MEMBER_ID }, body: { reason: REASON } };

export const staffExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/roles": {
    responses: {
      200: {
        items: [
          { role: "catalogue", permissions: ["product:read", "product:write", "stock:read", "stock:adjust"] },
        ],
      },
    },
  },
  "GET /api/v1/admin/staff": { responses: { 200: { items: [staffMember] } } },
  "PATCH /api/v1/admin/staff/:id": {
    parameters: { id: STAFF_ID },
    body: { role: "manager" },
    responses: { 200: { ...staffMember, role: "manager" } },
  },
  "DELETE /api/v1/admin/staff/:id": { parameters: { id: STAFF_ID } },
  "GET /api/v1/admin/staff/invitations": {
    responses: {
      200: {
        items: [
          {
            id: INVITATION_ID,
            email: "minji.choi@example.com",
            role: "support",
            invitedBy: byOwner,
            createdAt: "2026-11-28T01:00:00.000Z",
            expiresAt: "2026-12-05T01:00:00.000Z",
          },
        ],
      },
    },
  },
  "POST /api/v1/admin/staff/invitations": {
    body: { email: "minji.choi@example.com", role: "support" },
    responses: { 202: { id: INVITATION_ID } },
  },
  "DELETE /api/v1/admin/staff/invitations/:id": { parameters: { id: INVITATION_ID } },
  "GET /api/v1/admin/api-keys": {
    responses: {
      200: {
        items: [
          {
            ...key,
            ...{ beginning: "jt_019a1c907f80", allowed: key.permissions, createdBy: byOwner },
            ...{ lastUsedAt: "2026-11-28T02:00:00.000Z", revokedAt: null },
          },
        ],
      },
    },
  },
  "POST /api/v1/admin/api-keys": {
    body: { name: "창고 연동", permissions: ["stock:read", "stock:adjust"], expiresInDays: 90 },
    responses: { 201: { ...key, key: "jt_019a1c907f807a918b023c4d5e6f7081_example-secret" } },
  },
  "DELETE /api/v1/admin/api-keys/:id": { parameters: { id: KEY_ID } },
  "GET /api/v1/admin/members": { responses: { 200: { items: [listedMember], nextCursor: null } } },
  "GET /api/v1/admin/members/:id": {
    parameters: { id: MEMBER_ID },
    responses: {
      200: {
        ...listedMember,
        marketing: [
          {
            code: "marketing_email",
            title: "이메일로 혜택 받기",
            agreed: true,
            at: "2026-10-02T08:30:00.000Z",
          },
        ],
      },
    },
  },
  "GET /api/v1/admin/members/:id/orders": {
    parameters: { id: MEMBER_ID },
    responses: {
      200: {
        items: [
          {
            id: ORDER_ID,
            number: "20261120-7K3M9Q",
            status: "completed",
            placedAt: "2026-11-20T02:00:00.000Z",
            total: won(48_000),
            refunded: won(0),
            itemCount: 2,
          },
        ],
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/admin/members/:id/notes": {
    parameters: { id: MEMBER_ID },
    responses: { 200: { items: [note], nextCursor: null } },
  },
  "POST /api/v1/admin/members/:id/notes": {
    parameters: { id: MEMBER_ID },
    body: { text: note.text },
    responses: { 201: note },
  },
  "POST /api/v1/admin/members/:id/reveal": { ...ofMember, responses: { 200: member } },
  "POST /api/v1/admin/members/:id/disable": ofMember,
  "POST /api/v1/admin/members/:id/enable": ofMember,
  "PUT /api/v1/admin/members/:id/group": {
    parameters: { id: MEMBER_ID },
    body: { group: "wholesale", reason: "사업자등록증을 확인했어요" },
    responses: { 200: maskedMember },
  },
  "DELETE /api/v1/admin/members/:id/sessions": { parameters: { id: MEMBER_ID } },
  "POST /api/v1/admin/exports": {
    body: { type: "members", reason: "분기별 회원 현황 보고" },
    responses: {
      200: "id,email,name,phone\n019a1c40-2f6b-7d84-9c10-5a4b3c2d1e0f,seoyeon.kim@example.com,…\n",
    },
  },
  "GET /api/v1/admin/audit-log": {
    responses: {
      200: {
        items: [
          {
            seq: 128,
            at: "2026-11-28T01:20:00.000Z",
            actor: { kind: "member", ...byOwner },
            action: "stock.adjust",
            subject: "stock:MUG-MOON-WHITE@main",
            before: { onHand: 42 },
            after: { onHand: 40 },
            reason: "진열 중에 깨졌어요",
            ip: "203.0.113.20",
            requestId: "0b0f7c1e-5a57-4c8b-9d43-6a2f5be8c1d7",
          },
        ],
        nextCursor: null,
      },
    },
  },
  "POST /api/v1/admin/agreements": {
    body: {
      code: "terms",
      ko: { title: "이용약관", body: "제1조 (목적)\n\n이 약관은 쇼핑몰을 이용하는 조건이에요." },
      en: { title: "Terms of use", body: "1. Purpose\n\nThese terms say how the shop may be used." },
      effectiveAt: "2027-01-01T00:00:00.000Z",
    },
    responses: {
      201: { code: "terms", version: 2, required: true, effectiveAt: "2027-01-01T00:00:00.000Z" },
    },
  },
};
