import { decodeJwt } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { whileLocked } from "../../../../tests/support/while-locked.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import { issuer, type MembersShop, problemOf, startShop, tokenOf } from "../members.fixture.ts";
import {
  type Authenticator,
  type AuthenticatorQuirks,
  authenticator,
  type CeremonyOptions,
} from "./authenticator.fixture.ts";
import { findFactors } from "./queries.ts";
import { type MemberWithFactors, newMember, password, turnOnTotp } from "./second-factor.fixture.ts";
import { readRegistration } from "./webauthn.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

interface Options {
  readonly challengeId: string;
  readonly options: CeremonyOptions & Record<string, unknown>;
}

const PATH = "/api/v1/me/passkeys";
const creation = async (token: string): Promise<Options> =>
  (await (await shop.send("POST", `${PATH}/options`, token)).json()) as Options;
const request = async (): Promise<Options> =>
  (await (await shop.send("POST", "/api/v1/auth/passkey/options")).json()) as Options;

async function register(
  token: string,
  device: Authenticator,
  bent?: AuthenticatorQuirks,
  name = "휴대폰",
): Promise<Response> {
  const { challengeId, options } = await creation(token);
  return shop.send("POST", PATH, token, { challengeId, name, response: device.register(options, bent) });
}
async function signIn(device: Authenticator, bent?: AuthenticatorQuirks): Promise<Response> {
  const { challengeId, options } = await request();
  return send(challengeId, device.signIn(options, bent));
}
const send = (challengeId: string, response: object): Promise<Response> =>
  shop.send("POST", "/api/v1/auth/passkey", undefined, { challengeId, response });
const idOf = async (answer: Response): Promise<string> => ((await answer.json()) as { id: string }).id;
const list = async (token: string): Promise<unknown[]> =>
  ((await (await shop.get(PATH, token)).json()) as { items: unknown[] }).items;

type MemberWithPasskey = MemberWithFactors & { device: Authenticator };
async function withPasskey(options?: { counts?: boolean }): Promise<MemberWithPasskey> {
  const member = await newMember(shop);
  const device = authenticator(options);
  expect((await register(member.token, device)).status).toBe(201);
  return { ...member, device };
}

const databaseUrl = (): string => shop.db.pool.options.connectionString ?? "";
const refused = { http: 401, code: "INVALID_CREDENTIALS" };
const atResponse = expect.objectContaining({ pointer: "/response" });
const unusable = { http: 400, code: "INVALID_INPUT", errors: [atResponse] };
const expired = { http: 401, code: "CHALLENGE_EXPIRED" };

test("a passkey is registered, listed, renamed and removed, and its owner gets mails", async () => {
  const { id, email, token } = await newMember(shop);
  const { challengeId, options } = await creation(token);
  expect(options).toMatchObject({
    rp: { id: "shop.test", name: "달상점" },
    user: {
      name: email,
      displayName: "손님",
      id: Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url"),
    },
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    attestation: "none",
    excludeCredentials: [],
  });
  const device = authenticator();
  const body = {
    challengeId,
    name: " 내 휴대폰 📱 ",
    response: device.register(options, { backedUp: true }),
  };
  const added = await shop.send("POST", PATH, token, body);
  expect(added.status).toBe(201);
  const passkey = {
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "내 휴대폰 📱",
    createdAt: expect.any(String),
    lastUsedAt: null,
    backedUp: true,
  };
  expect(await added.clone().json()).toEqual(passkey);
  expect(await list(token)).toEqual([passkey]);
  const path = `${PATH}/${await idOf(added)}`;
  expect(await (await shop.send("PATCH", path, token, { name: "열쇠" })).json()).toEqual({
    ...passkey,
    name: "열쇠",
  });
  expect((await creation(token)).options.excludeCredentials).toEqual([
    { id: device.credentialId, type: "public-key", transports: ["internal", "hybrid"] },
  ]);
  expect((await shop.send("DELETE", path, token)).status).toBe(204);
  expect(await list(token)).toEqual([]);
  expect(await problemOf(await signIn(device))).toMatchObject(refused);
  const events = await shop.publishedEvents("secondFactorChanged");
  const changes = events.filter(({ memberId }) => memberId === id);
  expect(changes.map(({ what }) => what)).toEqual(["passkeyAdded", "passkeyRemoved"]);
});

test("a passkey signs in without a name: the session says how, and the use is noted", async () => {
  const { id, token, device } = await withPasskey();
  const answer = await signIn(device, { backedUp: true });
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie().join()).toMatch(/access=.+refresh=/);
  const claims = decodeJwt(await tokenOf(answer));
  expect(claims).toMatchObject({ sub: id, amr: ["hwk", "user"] });
  expect(claims.sid).not.toBe(decodeJwt(token).sid);
  expect(await list(token)).toEqual([
    expect.objectContaining({ lastUsedAt: expect.any(String), backedUp: true }),
  ]);
});

test("the options of a sign-in name no account and no credential", async () => {
  await withPasskey();
  const { options } = await request();
  expect(Object.keys(options).sort()).toEqual(["challenge", "rpId", "timeout", "userVerification"]);
  expect(options).toMatchObject({ rpId: "shop.test", userVerification: "required" });
});

test("a passkey is two factors: it needs no code, and failed passwords do not delay it", async () => {
  const { email, token, device } = await withPasskey();
  await turnOnTotp(shop, token);
  for (let guess = 0; guess < 6; guess += 1) await shop.login({ email, password: "wrong" });
  expect((await shop.login({ email, password })).status).toBe(429);
  expect((await signIn(device)).status).toBe(200);
  expect((await problemOf(await shop.login({ email, password }))).code).toBe("SECOND_FACTOR_REQUIRED");
});

test.each<[string, AuthenticatorQuirks]>([
  ["on another site's page", { origin: "https://shop.evil.test" }],
  ["on another port", { origin: "http://shop.test:8080" }],
  ["for another site", { rpId: "evil.test" }],
  ["as a sign-in", { type: "webauthn.get" }],
  ["without asking its holder", { userVerified: false }],
])("a passkey made %s is not registered", async (_name, bent) => {
  const { token } = await newMember(shop);
  expect(await problemOf(await register(token, authenticator(), bent))).toMatchObject(unusable);
  expect(await list(token)).toEqual([]);
});

test("an attestation with certificates is refused before any address in them is fetched", async () => {
  const { token } = await newMember(shop);
  const attStmt = new Map<string, unknown>([["x5c", [new Uint8Array(100)]]]);
  for (const bent of [
    { fmt: "packed", attStmt },
    { fmt: "none", attStmt },
    { fmt: "tpm" },
    { fmt: "fido-u2f" },
  ]) {
    const { challengeId, options } = await creation(token);
    const response = authenticator().register(options, bent) as Parameters<typeof readRegistration>[2];
    await expect(readRegistration(issuer, challengeId, response)).rejects.toThrow("unrequested attestation");
    expect(
      await problemOf(await shop.send("POST", PATH, token, { challengeId, name: "x", response })),
    ).toMatchObject(unusable);
  }
});

test("a response with endless nesting is refused like any invalid one", async () => {
  const { token } = await newMember(shop);
  const { challengeId, options } = await creation(token);
  const { response, ...rest } = authenticator().register(options) as { response: object };
  const attestationObject = Buffer.alloc(20_000, 0x81).toString("base64url");
  const body = {
    challengeId,
    name: "x",
    response: { ...rest, response: { ...response, attestationObject } },
  };
  expect(await problemOf(await shop.send("POST", PATH, token, body))).toMatchObject(unusable);
});

test("a self-attested key is registered; an attestation signed with another key is refused", async () => {
  const { token } = await newMember(shop);
  expect((await register(token, authenticator(), { fmt: "packed" })).status).toBe(201);
  const attStmt = new Map<string, unknown>([
    ["alg", -7],
    ["sig", new Uint8Array(70)],
  ]);
  expect(await problemOf(await register(token, authenticator(), { fmt: "packed", attStmt }))).toMatchObject(
    unusable,
  );
});

test.each<[string, AuthenticatorQuirks]>([
  ["on another site's page", { origin: "https://shop.evil.test" }],
  ["for another site", { rpId: "evil.test" }],
  ["as a registration", { type: "webauthn.create" }],
  ["without asking its holder", { userVerified: false }],
  ["in the name of nobody", { userHandle: "" }],
  ["in the name of somebody else", { userHandle: Buffer.alloc(16, 7).toString("base64url") }],
])("a signature given %s opens nothing", async (_name, bent) => {
  const { device } = await withPasskey();
  expect(await problemOf(await signIn(device, bent))).toMatchObject(refused);
  expect((await signIn(device)).status).toBe(200);
});

test("a changed signature, changed signed data, and another key open no session", async () => {
  const { device } = await withPasskey();
  const { device: other } = await withPasskey();
  const answers = (challenge: CeremonyOptions): object[] => {
    const good = device.signIn(challenge) as { response: Record<string, string> };
    const bend = (field: string, value: string) => ({
      ...good,
      response: { ...good.response, [field]: value },
    });
    const flip = (text: string) => {
      const bytes = Buffer.from(text, "base64url");
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return bytes.toString("base64url");
    };
    const { signature = "", authenticatorData = "", userHandle = "" } = good.response;
    return [
      bend("signature", flip(signature)),
      bend("authenticatorData", flip(authenticatorData)),
      bend("signature", ""),
      bend("clientDataJSON", Buffer.from("{}").toString("base64url")),
      bend("clientDataJSON", Buffer.from("null").toString("base64url")),
      bend("clientDataJSON", "AAAA"),
      { ...other.signIn(challenge, { userHandle }), id: device.credentialId, rawId: device.credentialId },
    ];
  };
  const count = answers((await request()).options).length;
  for (let each = 0; each < count; each += 1) {
    const { challengeId, options } = await request();
    expect(await problemOf(await send(challengeId, answers(options)[each] ?? {}))).toMatchObject(refused);
  }
});

test("a challenge is answered once, also by parallel responses, and within five minutes", async () => {
  const { device } = await withPasskey({ counts: false });
  const { challengeId, options } = await request();
  const response = device.signIn(options);
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(challengeId, response)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(401)]);
  expect(await problemOf(await send(challengeId, response))).toMatchObject(expired);
  const old = await request();
  shop.advance(5 * 60_000);
  expect(await problemOf(await send(old.challengeId, device.signIn(old.options)))).toMatchObject(expired);
});

test("a response to another challenge, or to a foreign one, is refused", async () => {
  const { token, device } = await withPasskey();
  const [one, other] = [await request(), await request()];
  expect(await problemOf(await send(other.challengeId, device.signIn(one.options)))).toMatchObject(refused);
  const ours = "A".repeat(43);
  expect(await problemOf(await send(ours, device.signIn({ challenge: ours })))).toMatchObject(expired);
  const forSignIn = await request();
  const body = {
    name: "x",
    challengeId: forSignIn.challengeId,
    response: authenticator().register(forSignIn.options),
  };
  expect(await problemOf(await shop.send("POST", PATH, token, body))).toMatchObject(expired);
});

test("a challenge for a new passkey belongs to its member, and is valid once", async () => {
  const [one, other] = [await newMember(shop), await newMember(shop)];
  const { challengeId, options } = await creation(one.token);
  const body = { challengeId, name: "x", response: authenticator().register(options) };
  expect(await problemOf(await shop.send("POST", PATH, other.token, body))).toMatchObject(expired);
  expect(await problemOf(await shop.send("POST", PATH, one.token, body))).toMatchObject(expired);
  expect(await list(other.token)).toEqual([]);
});

test("a passkey that is registered during a password reset is not stored after it", async () => {
  const { id, token } = await newMember(shop);
  const { challengeId, options } = await creation(token);
  const body = { challengeId, name: "x", response: authenticator().register(options) };
  const reset = `SELECT FROM members.accounts WHERE id = '${id}' FOR UPDATE;
    UPDATE members.sessions SET revoked_at = now(), reason = 'password_reset' WHERE account_id = '${id}'`;
  const answer = await whileLocked(databaseUrl(), reset, 1, () => shop.send("POST", PATH, token, body));
  expect(await problemOf(answer)).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
  expect(await shop.db.first(findFactors, { accountId: id })).toMatchObject({ passkeys: 0 });
});

test("a sign-in with a passkey during a password reset opens no session", async () => {
  const { id, device } = await withPasskey();
  const reset = `UPDATE members.accounts SET password_hash = password_hash || 'x' WHERE id = '${id}'`;
  const answer = await whileLocked(databaseUrl(), reset, 1, () => signIn(device));
  expect(await problemOf(answer)).toMatchObject(refused);
});

test("a registered credential is not registered again", async () => {
  const { token, device } = await withPasskey();
  const other = await newMember(shop);
  expect(await problemOf(await register(other.token, device))).toMatchObject(unusable);
  expect(await problemOf(await register(token, device))).toMatchObject(unusable);
});

test("a counter that goes backwards is refused: the passkey may exist twice", async () => {
  const { device } = await withPasskey();
  const copy = device.clone();
  expect((await signIn(device)).status).toBe(200);
  expect((await signIn(device)).status).toBe(200);
  expect(await problemOf(await signIn(copy))).toMatchObject(refused);
  expect(await problemOf(await signIn(copy))).toMatchObject(refused);
  expect((await signIn(device)).status).toBe(200);
});

test("a passkey that counts nothing is used again and again", async () => {
  const { device } = await withPasskey({ counts: false });
  expect((await signIn(device)).status).toBe(200);
  expect((await signIn(device)).status).toBe(200);
});

test("a disabled account does not sign in with its passkey either", async () => {
  const { id, device } = await withPasskey();
  await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${id}'`);
  expect(await problemOf(await signIn(device))).toMatchObject(refused);
});

test("an account has at most twenty passkeys, also when the last ones arrive in parallel", async () => {
  const { id, token } = await newMember(shop);
  await shop.db.script(`INSERT INTO members.passkeys
      (id, account_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
    SELECT uuidv7(), '${id}', uuid_send(uuidv7()), 'x', 0, '{}', 'key ' || n, false, now()
    FROM generate_series(1, 18) AS n`);
  const begun: Options[] = [];
  for (let each = 0; each < 5; each += 1) begun.push(await creation(token));
  const lock = `SELECT FROM members.accounts WHERE id = '${id}' FOR UPDATE`;
  const add = ({ challengeId, options }: Options) =>
    shop.send("POST", PATH, token, { challengeId, name: "x", response: authenticator().register(options) });
  const answers = await whileLocked(databaseUrl(), lock, 5, () => Promise.all(begun.map(add)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
  const another = await shop.send("POST", `${PATH}/options`, token);
  expect(await problemOf(another)).toMatchObject({ http: 409, code: "PASSKEY_LIMIT" });
  expect(await list(token)).toHaveLength(20);
});

test("removing a passkey ends the other sessions, adding one ends none", async () => {
  const { email, token, device } = await withPasskey();
  const other = await tokenOf(await shop.login({ email, password }));
  const isLive = async (each: string) => (await shop.get("/api/v1/me/sessions", each)).status === 200;
  const id = await idOf(await register(token, authenticator()));
  expect(await isLive(other)).toBe(true);
  expect((await shop.send("DELETE", `${PATH}/${id}`, token)).status).toBe(204);
  expect([await isLive(token), await isLive(other)]).toEqual([true, false]);
  expect((await signIn(device)).status).toBe(200);
});

test("another member's passkey is not found, and requests without a sign-in are refused", async () => {
  const { token } = await withPasskey();
  const [{ id } = { id: "" }] = (await list(token)) as { id: string }[];
  const stranger = await newMember(shop);
  expect((await shop.send("PATCH", `${PATH}/${id}`, stranger.token, { name: "x" })).status).toBe(404);
  expect((await shop.send("DELETE", `${PATH}/${id}`, stranger.token)).status).toBe(404);
  expect((await shop.get(PATH)).status).toBe(401);
  expect((await shop.send("POST", `${PATH}/options`)).status).toBe(401);
  expect((await shop.send("DELETE", `${PATH}/${id}`)).status).toBe(401);
  expect(await list(token)).toHaveLength(1);
  shop.advance(601_000);
  for (const [method, path] of [
    ["POST", `${PATH}/options`],
    ["DELETE", `${PATH}/${id}`],
  ] as const) {
    expect(await problemOf(await shop.send(method, path, stranger.token))).toMatchObject({
      code: "STEP_UP_REQUIRED",
    });
  }
});

test.each<[string, object, string]>([
  ["no answer", { challengeId: "x" }, "/response"],
  ["an answer that is text", { challengeId: "x", response: "x" }, "/response"],
  ["an answer of another kind", { challengeId: "x", response: { type: "password" } }, "/response/type"],
  ["an unknown field", { challengeId: "x", response: {}, role: "owner" }, "/role"],
])("%s: 400 with a pointer", async (_name, body, pointer) => {
  const problem = await problemOf(await shop.send("POST", "/api/v1/auth/passkey", undefined, body));
  expect(problem).toMatchObject({ http: 400, code: "INVALID_INPUT" });
  expect((problem.errors as { pointer: string }[]).map((each) => each.pointer)).toContain(pointer);
});

test("a network gets sixty challenges a minute, and the sweep deletes them", async () => {
  const count = prepared<object, { count: number }>(
    () => sql`SELECT count(*)::int AS count FROM members.challenges`,
  );
  const ask = () => shop.send("POST", "/api/v1/auth/passkey/options");
  const answers = await Promise.all(Array.from({ length: 61 }, ask));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  shop.advance(60_000);
  expect((await ask()).status).toBe(200);
  shop.advance(6 * 60_000);
  await shop.members.jobs[0]?.run();
  expect(await shop.db.first(count, {})).toEqual({ count: 0 });
});
