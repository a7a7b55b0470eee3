import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { authenticator, type CeremonyOptions } from "../factors/authenticator.fixture.ts";
import {
  codeOf,
  newMember,
  password,
  signInWith,
  turnOnTotp,
  wrongCode,
} from "../factors/second-factor.fixture.ts";
import { type MembersShop, problemOf, startShop, tokenOf } from "../members.fixture.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

const stepUp = (token: string | undefined, body: unknown) =>
  shop.send("POST", "/api/v1/auth/step-up", token, body);
const isLive = async (token: string): Promise<boolean> =>
  (await shop.get("/api/v1/me/sessions", token)).status === 200;
/** A route that demands a step-up. */
const guarded = (token: string) => shop.send("POST", "/api/v1/me/totp", token);
const refused = { http: 401, code: "INVALID_CREDENTIALS" };

/** Moves the clock until the proof of a session is too old, and renews its token meanwhile. */
async function growOld(answer: Response): Promise<string> {
  const refresh = /refresh=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1];
  shop.advance(601_000);
  const headers = { cookie: `refresh=${refresh}` };
  return tokenOf(await shop.send("POST", "/api/v1/auth/refresh", undefined, undefined, headers));
}

interface Begun {
  readonly challengeId: string;
  readonly options: CeremonyOptions;
}
async function withPasskey(token: string) {
  const device = authenticator();
  const { challengeId, options } = (await (
    await shop.send("POST", "/api/v1/me/passkeys/options", token)
  ).json()) as Begun;
  await shop.send("POST", "/api/v1/me/passkeys", token, {
    challengeId,
    name: "x",
    response: device.register(options),
  });
  return device;
}
async function passkeyProof(device: ReturnType<typeof authenticator>) {
  const { challengeId, options } = (await (
    await shop.send("POST", "/api/v1/auth/passkey/options")
  ).json()) as Begun;
  return { passkey: { challengeId, response: device.signIn(options) } };
}

test("a route that demands a step-up refuses after ten minutes, also after a refresh", async () => {
  const { email } = await newMember(shop);
  const token = await growOld(await shop.login({ email, password }));
  expect(await problemOf(await guarded(token))).toMatchObject({
    http: 403,
    code: "STEP_UP_REQUIRED",
    maxAgeSeconds: 600,
  });
  const answer = await stepUp(token, { password });
  expect(answer.status).toBe(200);
  expect((await guarded(await tokenOf(answer.clone()))).status).toBe(200);
  const older = await growOld(answer);
  expect((await guarded(older)).status).toBe(403);
});

test("a step-up replaces the session of the request, which ends at once everywhere", async () => {
  const replica = await shop.replica();
  const { email, token } = await newMember(shop);
  const other = await tokenOf(await shop.login({ email, password }));
  const answer = await stepUp(token, { password });
  expect(answer.headers.getSetCookie().join()).toMatch(/access=.+refresh=/);
  const fresh = await tokenOf(answer);
  expect(decodeJwt(fresh).sid).not.toBe(decodeJwt(token).sid);
  expect([await isLive(token), await isLive(other), await isLive(fresh)]).toEqual([false, true, true]);
  expect((await replica.get("/api/v1/me/sessions", token)).status).toBe(401);
  expect((await stepUp(token, { password })).status).toBe(401);
});

test("a wrong password changes nothing, counts as at a sign-in, and delays the next try", async () => {
  const { email, token } = await newMember(shop);
  for (let guess = 0; guess < 5; guess += 1) {
    expect(await problemOf(await stepUp(token, { password: "wrong" }))).toMatchObject(refused);
  }
  expect(await problemOf(await stepUp(token, { password }))).toMatchObject({
    http: 429,
    code: "TOO_MANY_REQUESTS",
  });
  expect((await shop.login({ email, password })).status).toBe(429);
  expect(await isLive(token)).toBe(true);
  shop.advance(30_000);
  expect((await stepUp(token, { password })).status).toBe(200);
  expect((await shop.login({ email, password })).status).toBe(200);
});

test("with an app, the password alone is not enough, and a code is valid once", async () => {
  const { email, token } = await newMember(shop);
  const { secret, recoveryCodes } = await turnOnTotp(shop, token);
  const refusal = await problemOf(await stepUp(token, { password }));
  expect(refusal).toMatchObject({ http: 401, code: "SECOND_FACTOR_REQUIRED", methods: ["totp", "recovery"] });
  expect(refusal).not.toHaveProperty("challenge");
  expect(await problemOf(await stepUp(token, { password: "wrong" }))).toMatchObject(refused);
  const wrong = { password, code: await wrongCode(shop, secret) };
  expect(await problemOf(await stepUp(token, wrong))).toMatchObject(refused);
  const code = await codeOf(shop, secret);
  const answer = await stepUp(token, { password, code });
  expect(answer.status).toBe(200);
  const fresh = await tokenOf(answer);
  expect(decodeJwt(fresh).amr).toEqual(["pwd", "otp"]);
  expect(await problemOf(await stepUp(fresh, { password, code }))).toMatchObject(refused);
  expect((await signInWith(shop, email, code)).status).toBe(401);
  expect((await stepUp(fresh, { password, code: recoveryCodes[0] })).status).toBe(200);
});

test("codes guessed at step-ups and at sign-ins are counted together", async () => {
  const { email, token } = await newMember(shop);
  const { secret } = await turnOnTotp(shop, token);
  const code = await wrongCode(shop, secret);
  for (let guess = 0; guess < 5; guess += 1) {
    expect((await stepUp(token, { password, code })).status).toBe(401);
  }
  const right = await codeOf(shop, secret);
  expect((await stepUp(token, { password, code: right })).status).toBe(429);
  expect((await signInWith(shop, email, right)).status).toBe(429);
});

test("the member's own passkey steps up, once for a challenge; another member's does not", async () => {
  const [one, other] = [await newMember(shop), await newMember(shop)];
  const [device, foreign] = [await withPasskey(one.token), await withPasskey(other.token)];
  expect(await problemOf(await stepUp(one.token, await passkeyProof(foreign)))).toMatchObject(refused);
  const proof = await passkeyProof(device);
  const fresh = await tokenOf(await stepUp(one.token, proof));
  expect(decodeJwt(fresh)).toMatchObject({ sub: one.id, amr: ["hwk", "user"] });
  expect(await isLive(one.token)).toBe(false);
  expect(await problemOf(await stepUp(fresh, proof))).toMatchObject({ http: 401, code: "CHALLENGE_EXPIRED" });
});

test("a step-up without a session, with both proofs, or with none is refused", async () => {
  const { token } = await newMember(shop);
  expect(await problemOf(await stepUp(undefined, { password }))).toMatchObject({
    http: 401,
    code: "UNAUTHENTICATED",
  });
  for (const body of [
    {},
    { code: "123456" },
    { password, passkey: {} },
    { password, role: "owner" },
    { password: 1 },
  ]) {
    expect(await problemOf(await stepUp(token, body))).toMatchObject({ http: 400, code: "INVALID_INPUT" });
  }
  expect(await isLive(token)).toBe(true);
});
