import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MembersShop, problemOf, startShop, tokenOf } from "../members.fixture.ts";
import { authenticator, type CeremonyOptions } from "./authenticator.fixture.ts";
import { codeOf, newMember, password, signInWith, turnOnTotp } from "./second-factor.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop({ staffSecondFactor: "required" });
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

const ADMIN_PATH = "/api/v1/admin/refunds";
const stepUp = (token: string, body: unknown) => shop.send("POST", "/api/v1/auth/step-up", token, body);

interface Begun {
  readonly challengeId: string;
  readonly options: CeremonyOptions;
}
const begin = async (path: string, token?: string): Promise<Begun> =>
  (await (await shop.send("POST", path, token)).json()) as Begun;

/** An owner signed in with the password, and the response. */
async function newOwner() {
  const { id, email } = await newMember(shop);
  await shop.db.script(`UPDATE members.accounts SET role = 'owner' WHERE id = '${id}'`);
  const answer = await shop.login({ email, password });
  return { id, email, answer, token: await tokenOf(answer.clone()) };
}

async function addPasskey(token: string) {
  const device = authenticator();
  const { challengeId, options } = await begin("/api/v1/me/passkeys/options", token);
  const body = { challengeId, name: "x", response: device.register(options) };
  expect((await shop.send("POST", "/api/v1/me/passkeys", token, body)).status).toBe(201);
  return device;
}
async function passkeyAnswer(device: ReturnType<typeof authenticator>) {
  const { challengeId, options } = await begin("/api/v1/auth/passkey/options");
  return { challengeId, response: device.signIn(options) };
}

test("staff with the password alone can only set up a factor, and the response says so", async () => {
  const { answer, token } = await newOwner();
  expect(await answer.json()).toMatchObject({ member: { secondFactorDue: true } });
  expect(await problemOf(await shop.get(ADMIN_PATH, token))).toMatchObject({
    http: 403,
    code: "SECOND_FACTOR_DUE",
  });
  expect((await shop.get("/api/v1/me/passkeys", token)).status).toBe(200);
  expect((await shop.send("POST", "/api/v1/me/totp", token)).status).toBe(200);
});

test("shoppers need no second factor", async () => {
  const { email } = await newMember(shop);
  expect(await (await shop.login({ email, password })).json()).toMatchObject({
    member: { secondFactorDue: false },
  });
});

test("after setting up an app, a step-up or a new sign-in with a code opens the back office", async () => {
  const { email, token } = await newOwner();
  const { secret } = await turnOnTotp(shop, token);
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(403);
  const fresh = await tokenOf(await stepUp(token, { password, code: await codeOf(shop, secret) }));
  expect((await shop.get(ADMIN_PATH, fresh)).status).toBe(200);
  shop.advance(30_000);
  const answer = await signInWith(shop, email, await codeOf(shop, secret));
  expect(await answer.clone().json()).toMatchObject({ member: { secondFactorDue: false } });
  expect((await shop.get(ADMIN_PATH, await tokenOf(answer))).status).toBe(200);
});

test("after setting up a passkey, a step-up or a new sign-in with it opens the back office", async () => {
  const { token } = await newOwner();
  const device = await addPasskey(token);
  const fresh = await tokenOf(await stepUp(token, { passkey: await passkeyAnswer(device) }));
  expect((await shop.get(ADMIN_PATH, fresh)).status).toBe(200);
  const answer = await shop.send("POST", "/api/v1/auth/passkey", undefined, await passkeyAnswer(device));
  expect((await shop.get(ADMIN_PATH, await tokenOf(answer))).status).toBe(200);
});

test("a thief of the password of a member with a passkey cannot add or remove a factor", async () => {
  const { email, token } = await newOwner();
  // A session opened with the password before the passkey existed.
  const stolen = await tokenOf(await shop.login({ email, password }));
  await addPasskey(token);
  const { items } = (await (await shop.get("/api/v1/me/passkeys", stolen)).json()) as {
    items: { id: string }[];
  };
  for (const [method, path] of [
    ["POST", "/api/v1/me/totp"],
    ["POST", "/api/v1/me/passkeys/options"],
    ["POST", "/api/v1/me/recovery-codes"],
    ["DELETE", "/api/v1/me/totp"],
    ["DELETE", `/api/v1/me/passkeys/${items[0]?.id}`],
  ] as const) {
    expect(await problemOf(await shop.send(method, path, stolen))).toMatchObject({
      http: 403,
      code: "STEP_UP_REQUIRED",
    });
  }
  expect(await problemOf(await stepUp(stolen, { password }))).toMatchObject({
    http: 401,
    code: "SECOND_FACTOR_REQUIRED",
    methods: ["passkey"],
  });
});

test("with a passkey and no app the password alone opens no session", async () => {
  const { email, token } = await newOwner();
  await addPasskey(token);
  expect(await problemOf(await shop.login({ email, password }))).toMatchObject({
    http: 401,
    code: "SECOND_FACTOR_REQUIRED",
    methods: ["passkey"],
  });
  expect(await problemOf(await shop.login({ email, password: "wrong" }))).toMatchObject({
    http: 401,
    code: "INVALID_CREDENTIALS",
  });
});

test("until the factor is set up, a thief of the password cannot change or delete the account", async () => {
  const { token } = await newOwner();
  for (const [method, path, body] of [
    ["DELETE", "/api/v1/me"],
    ["PATCH", "/api/v1/me", { name: "다른 이름" }],
    ["POST", "/api/v1/me/email", { email: "other@shop.test", password }],
    ["POST", "/api/v1/me/password", { currentPassword: password, newPassword: "다른 계절의 긴 산책" }],
    ["POST", "/api/v1/me/addresses", {}],
  ] as const) {
    expect([path, await problemOf(await shop.send(method, path, token, body))]).toMatchObject([
      path,
      { http: 403, code: "SECOND_FACTOR_DUE" },
    ]);
  }
  expect((await shop.send("DELETE", "/api/v1/me/sessions", token)).status).toBe(204);
});

test("the factor of a session stays with it when its tokens are renewed", async () => {
  const { email, token } = await newOwner();
  const { secret } = await turnOnTotp(shop, token);
  const answer = await signInWith(shop, email, await codeOf(shop, secret));
  const refresh = /refresh=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1];
  const headers = { cookie: `refresh=${refresh}` };
  const renewed = await tokenOf(
    await shop.send("POST", "/api/v1/auth/refresh", undefined, undefined, headers),
  );
  expect(decodeJwt(renewed).amr).toEqual(["pwd", "otp"]);
  expect((await shop.get(ADMIN_PATH, renewed)).status).toBe(200);
});
