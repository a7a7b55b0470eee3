import type { OperationExample } from "./example.ts";

export const MEMBER_ID = "019a1c40-2f6b-7d84-9c10-5a4b3c2d1e0f";
export const EMAIL = "seoyeon.kim@example.com";
/** No real token: it only has the form of one. */
const ACCESS_TOKEN = "eyJ0eXAiOiJhdCtqd3QifQ.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl";
const LINK_TOKEN = "example-token-of-a-mailed-link";
const PASSWORD = "바다-위의-둥근-달";

export const signedIn = {
  accessToken: ACCESS_TOKEN,
  expiresIn: 900,
  member: {
    id: MEMBER_ID,
    email: EMAIL,
    name: "김서연",
    role: "member",
    permissions: [],
    emailVerified: true,
    secondFactorDue: false,
  },
};

export const signInExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/auth/signup": {
    body: {
      email: EMAIL,
      password: PASSWORD,
      name: "김서연",
      phone: "010-1234-5678",
      agreements: { terms: true, privacy: true, over14: true, marketing: { email: true } },
    },
    responses: { 202: { status: "verification_sent" } },
  },
  "POST /api/v1/auth/login": {
    body: { email: EMAIL, password: PASSWORD },
    responses: { 200: signedIn },
  },
  "POST /api/v1/auth/refresh": { responses: { 200: signedIn } },
  "POST /api/v1/auth/logout": {},
  "GET /.well-known/jwks.json": {
    responses: {
      200: {
        keys: [
          {
            kty: "OKP",
            crv: "Ed25519",
            x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            alg: "EdDSA",
            use: "sig",
          },
        ],
      },
    },
  },
  "POST /api/v1/auth/password-reset": { body: { email: EMAIL }, responses: { 202: { status: "sent" } } },
  "POST /api/v1/auth/password-reset/confirm": { body: { token: LINK_TOKEN, password: PASSWORD } },
  "POST /api/v1/me/password": {
    body: { currentPassword: PASSWORD, newPassword: "느린-오후의-찻잔" },
  },
  "POST /api/v1/auth/verify-email": { body: { token: LINK_TOKEN, password: PASSWORD } },
  "POST /api/v1/me/email/verification": { responses: { 202: { status: "sent" } } },
  "POST /api/v1/me/email": {
    body: { email: "seoyeon@example.org", password: PASSWORD },
    responses: { 202: { status: "sent" } },
  },
  "POST /api/v1/auth/email-change/confirm": { body: { token: LINK_TOKEN } },
  "POST /api/v1/auth/invitations/look": {
    body: { token: LINK_TOKEN },
    responses: { 200: { email: "jiho.park@example.com", role: "orders", hasAccount: false } },
  },
  "POST /api/v1/auth/invitations/accept": {
    body: { token: LINK_TOKEN, name: "박지호", password: PASSWORD },
  },
};
