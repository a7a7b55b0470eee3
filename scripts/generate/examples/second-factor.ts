import type { OperationExample } from "./example.ts";
import { EMAIL, signedIn } from "./sign-in.ts";

const PASSKEY_ID = "019a1c72-8d31-7f06-a3b2-1c0d9e8f7a6b";
const CHALLENGE = "example-challenge-of-this-sign-in";
const CREDENTIAL_ID = "ZXhhbXBsZS1jcmVkZW50aWFs";
const CLIENT_DATA = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0";

const passkey = {
  id: PASSKEY_ID,
  name: "내 휴대폰",
  createdAt: "2026-11-01T04:00:00.000Z",
  lastUsedAt: "2026-11-28T02:10:00.000Z",
  backedUp: true,
};
const credential = {
  id: CREDENTIAL_ID,
  rawId: CREDENTIAL_ID,
  type: "public-key",
  clientExtensionResults: {},
};
const passkeyAnswer = {
  challengeId: CHALLENGE,
  response: {
    ...credential,
    response: {
      clientDataJSON: CLIENT_DATA,
      authenticatorData: "ZXhhbXBsZQ",
      signature: "c2lnbmF0dXJl",
      userHandle: "bWVtYmVy",
    },
  },
};
const recoveryCodes = [
  "7h2k-9fqd-m4xt",
  "b8wn-3vce-r6yj",
  "p5ga-z1ts-k7hu",
  "d9rm-x4bq-w2nf",
  "t6ye-j8kc-a3vp",
  "q1zs-u5gd-h9wm",
  "c7xb-n2rf-e4tk",
  "v3pj-y6ha-s8qd",
  "g5wn-k1ze-b7xc",
  "m9tu-f4rv-j2yp",
];
const parameters = { id: PASSKEY_ID };

export const secondFactorExamples: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/auth/login/second-factor": {
    body: { challenge: CHALLENGE, code: "492817" },
    responses: { 200: signedIn },
  },
  "POST /api/v1/auth/step-up": {
    bodies: {
      password: { password: "바다-위의-둥근-달", code: "492817" },
      passkey: { passkey: passkeyAnswer },
    },
    responses: { 200: signedIn },
  },
  "POST /api/v1/auth/passkey/options": {
    responses: {
      200: {
        challengeId: CHALLENGE,
        options: { challenge: "ZXhhbXBsZS1jaGFsbGVuZ2U", rpId: "shop.example", userVerification: "required" },
      },
    },
  },
  "POST /api/v1/auth/passkey": { body: passkeyAnswer, responses: { 200: signedIn } },
  "GET /api/v1/me/passkeys": { responses: { 200: { items: [passkey] } } },
  "POST /api/v1/me/passkeys/options": {
    responses: {
      200: {
        challengeId: CHALLENGE,
        options: {
          challenge: "ZXhhbXBsZS1jaGFsbGVuZ2U",
          rp: { id: "shop.example", name: "장터" },
          user: { id: "bWVtYmVy", name: EMAIL, displayName: "김서연" },
          pubKeyCredParams: [{ type: "public-key", alg: -8 }],
        },
      },
    },
  },
  "POST /api/v1/me/passkeys": {
    body: {
      challengeId: CHALLENGE,
      name: "내 휴대폰",
      response: {
        ...credential,
        response: {
          clientDataJSON: CLIENT_DATA,
          attestationObject: "o2NmbXRkbm9uZQ",
          transports: ["internal"],
        },
      },
    },
    responses: { 201: { ...passkey, lastUsedAt: null } },
  },
  "PATCH /api/v1/me/passkeys/:id": {
    parameters,
    body: { name: "회사 노트북" },
    responses: { 200: { ...passkey, name: "회사 노트북" } },
  },
  "DELETE /api/v1/me/passkeys/:id": { parameters },
  "POST /api/v1/me/totp": {
    responses: {
      200: {
        secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        uri: `otpauth://totp/Jangteo:${EMAIL}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Jangteo`,
      },
    },
  },
  "POST /api/v1/me/totp/confirm": { body: { code: "492817" }, responses: { 200: { recoveryCodes } } },
  "DELETE /api/v1/me/totp": {},
  "POST /api/v1/me/recovery-codes": { responses: { 200: { recoveryCodes } } },
};

export const passkeyOfExport = passkey;
