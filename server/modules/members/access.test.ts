import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { decodeJwt, exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { issuer, type MembersShop, owner, problemOf, startShop, tokenOf } from "./members.fixture.ts";

let shop: MembersShop;
let claims: JWTPayload;
let ours: JWK;
let published: JWK;

beforeAll(async () => {
  shop = await startShop();
  claims = decodeJwt(await tokenOf(await shop.login(owner)));
  ours = JSON.parse(await readFile(join(shop.keysDir, "0001.jwk"), "utf8")) as JWK;
  const jwks = (await (await shop.get("/.well-known/jwks.json")).json()) as { keys: JWK[] };
  published = jwks.keys[0] ?? {};
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

const ADMIN_PATH = "/api/v1/admin/refunds";
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const header = (more: object = {}) => ({ alg: "EdDSA", typ: "at+jwt", kid: published.kid ?? "", ...more });

/** A token signed with our own key: only its claims are wrong. */
const signed = async (payload: JWTPayload, more: object = {}): Promise<string> =>
  new SignJWT(payload).setProtectedHeader(header(more)).sign(await importJWK(ours, "EdDSA"));
const without = (claim: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));

async function expectUnauthenticated(token: string): Promise<void> {
  expect(await problemOf(await shop.get(ADMIN_PATH, token))).toMatchObject({
    http: 401,
    code: "UNAUTHENTICATED",
  });
  await expect(authenticate(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
}

const authenticate = (token: string, check: "token" | "session" = "session") =>
  shop.members.port.authenticate({ token, check, admin: true });

/** Expects 401 for a text that is none of our tokens, without a query. */
async function expectRefused(token: string): Promise<void> {
  await expectUnauthenticated(token);
  await expect(authenticate(token, "token")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect((await shop.get("/api/v1/me/sessions", token)).status).toBe(401);
}

test("the tokens that these tests forge are valid when nothing in them is wrong", async () => {
  expect((await shop.get(ADMIN_PATH, await signed(claims))).status).toBe(200);
});

test("HTTP and the contract return the same holder and permissions of a token", async () => {
  const token = await signed(claims);
  const person = await authenticate(token);
  expect(person).toMatchObject({ kind: "member", id: claims.sub, sessionId: claims.sid, name: "점주" });
  expect(await (await shop.get(ADMIN_PATH, token)).json()).toEqual(person);
});

test.each(["none", "None", "NONE", "nOnE", ""])("an unsigned token with alg %j: 401", async (alg) => {
  await expectRefused(`${base64(header({ alg }))}.${base64(claims)}.`);
});

test.each(["eddsa", "EDDSA", "Ed25519"])("our signature under the name %s: 401", async (alg) => {
  const [, payload, signature] = (await signed(claims)).split(".");
  await expectRefused(`${base64(header({ alg }))}.${payload}.${signature}`);
});

test("HS256 with our public key as the secret: 401", async () => {
  for (const secret of [
    JSON.stringify(published),
    published.x ?? "",
    Buffer.from(published.x ?? "", "base64url"),
  ]) {
    const token = await new SignJWT(claims)
      .setProtectedHeader(header({ alg: "HS256" }))
      .sign(typeof secret === "string" ? new TextEncoder().encode(secret) : secret);
    await expectRefused(token);
  }
});

test("a foreign key: 401, wherever the header says to find it, and no request fetches it", async () => {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const requests: string[] = [];
  const attacker = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, "127.0.0.1");
  await once(attacker, "listening");
  const address = attacker.address();
  const base = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const headers = [
    {},
    { jwk },
    { jwk, kid: undefined },
    { jku: `${base}/keys` },
    { x5u: `${base}/keys` },
    { x5c: ["MIIB"] },
  ];
  for (const more of headers) {
    await expectRefused(await new SignJWT(claims).setProtectedHeader(header(more)).sign(privateKey));
  }
  attacker.close();
  expect(requests).toEqual([]);
});

test.each(["../../dev/null", "' OR 1=1 --", "__proto__", "constructor", "0001.jwk", "", "\0"])(
  "the kid %j finds no key: 401",
  async (kid) => {
    await expectRefused(await signed(claims, { kid }));
  },
);

test.each([1_000, 10_000])("a kid of %i characters: 401", async (length) => {
  await expectRefused(await signed(claims, { kid: "k".repeat(length) }));
});

test.each<[string, object]>([
  ["another type", { typ: "JWT" }],
  ["no type", { typ: undefined }],
  ["a critical extension that we do not know", { crit: ["exp"], exp: 1 }],
])("%s in the header: 401", async (_name, more) => {
  const forged = header(more);
  const key = await importJWK(ours, "EdDSA");
  const token = await new SignJWT(claims).setProtectedHeader(forged).sign(key, { crit: { exp: true } });
  await expectRefused(token);
});

const HOUR_SECONDS = 3_600;
test.each<[string, (seconds: number) => JWTPayload]>([
  ["expired", (now) => ({ ...claims, iat: now - 700, exp: now - 10 })],
  ["not valid yet", (now) => ({ ...claims, nbf: now + HOUR_SECONDS })],
  ["issued in the future", (now) => ({ ...claims, iat: now + HOUR_SECONDS, exp: now + 2 * HOUR_SECONDS })],
  ["valid for years", (now) => ({ ...claims, iat: now - HOUR_SECONDS, exp: now + 1e8 })],
  ["of another issuer", () => ({ ...claims, iss: "https://evil.test" })],
  ["for another audience", () => ({ ...claims, aud: "accounting" })],
  ["for several audiences", () => ({ ...claims, aud: ["staff", "storefront"] })],
  ["with a session that is no id", () => ({ ...claims, sid: "' OR 1=1 --" })],
  ["with a session that is a number", () => ({ ...claims, sid: 5 })],
  ["with a time that is text", () => ({ ...claims, auth_time: "now" })],
])("a token %s: 401", async (_name, payload) => {
  await expectRefused(await signed(payload(Math.floor(shop.now().getTime() / 1000))));
});

const STRANGER_ID = "01900000-0000-7000-8000-000000000000";
test.each<[string, JWTPayload]>([
  ["a staff session, but for the storefront", { aud: "storefront" }],
  ["a session that never was", { sid: STRANGER_ID }],
  ["another person's session", { sub: STRANGER_ID }],
])("a token that names %s: 401", async (_name, changed) => {
  await expectUnauthenticated(await signed({ ...claims, ...changed }));
});

test.each(["iss", "aud", "sub", "sid", "iat", "exp", "jti", "auth_time"])(
  "a token without %s: 401",
  async (claim) => {
    await expectRefused(await signed(without(claim)));
  },
);

test.each(["x", "..", "a.b.c", "a.b", "eyJhbGciOiJFZERTQSJ9..", "가.나.다", "bnVsbA.bnVsbA.bnVsbA"])(
  "the text %j is no token: 401",
  async (token) => {
    await expect(authenticate(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  },
);

test("a token whose payload was changed: 401", async () => {
  const [head, , signature] = (await signed(claims)).split(".");
  await expectRefused(`${head}.${base64({ ...claims, jti: "other" })}.${signature}`);
});

test("no token, or another scheme: 401", async () => {
  expect((await shop.get(ADMIN_PATH)).status).toBe(401);
  const basic = await fetch(`${shop.url}${ADMIN_PATH}`, {
    headers: { authorization: "Basic b3duZXI6cGFzcw==" },
  });
  expect(basic.status).toBe(401);
});

test("a permission that the role lacks: 403", async () => {
  expect(await problemOf(await shop.get("/api/v1/admin/secrets", await signed(claims)))).toMatchObject({
    http: 403,
    code: "FORBIDDEN",
  });
});

test("a shopper gets a storefront token, which opens no admin route: 403", async () => {
  await shop.addMember("shopper@shop.test", "장바구니 가득");
  const answer = await shop.login({ email: "shopper@shop.test", password: "장바구니 가득" });
  const token = await tokenOf(answer);
  expect(decodeJwt(token)).toMatchObject({ aud: "storefront", iss: issuer });
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(403);
});

test("a storefront token of a member who became staff has the wrong audience: 401", async () => {
  await shop.addMember("helper@shop.test", "장바구니 가득");
  const token = await tokenOf(await shop.login({ email: "helper@shop.test", password: "장바구니 가득" }));
  await shop.db.script("UPDATE members.accounts SET role = 'owner' WHERE email_key = 'helper@shop.test'");
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(401);
  await shop.db.script("UPDATE members.accounts SET role = 'member' WHERE email_key = 'helper@shop.test'");
});

test("a role that is taken away counts at once", async () => {
  const token = await tokenOf(await shop.login(owner));
  await shop.db.script(`UPDATE members.accounts SET role = 'member' WHERE email_key = '${owner.email}'`);
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(403);
  await shop.db.script(`UPDATE members.accounts SET role = 'owner' WHERE email_key = '${owner.email}'`);
});

test("a token of a disabled account or an ended session is refused at once", async () => {
  const token = await tokenOf(await shop.login(owner));
  const { sid } = decodeJwt(token);
  await shop.db.script(`UPDATE members.accounts SET status = 'disabled' WHERE email_key = '${owner.email}'`);
  await expect(authenticate(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await shop.db.script(`UPDATE members.accounts SET status = 'active' WHERE email_key = '${owner.email}'`);
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(200);
  await shop.db.script(
    `UPDATE members.sessions SET idle_expires_at = now() - interval '1 s' WHERE id = '${sid}'`,
  );
  await expect(authenticate(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("a token made by one process is valid in another, and a session ended there is ended here", async () => {
  const other = await shop.replica();
  const token = await tokenOf(await other.login(owner));
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(200);
  expect((await shop.get("/api/v1/me/sessions", token)).status).toBe(200);
  await other.logout(token);
  expect((await shop.get(ADMIN_PATH, token)).status).toBe(401);
  // Also without a query: the other process has notified this one.
  await expect(authenticate(token, "token")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect((await shop.get("/api/v1/me/sessions", token)).status).toBe(401);
});

test("the published keys have no private part and may be kept for five minutes", async () => {
  const answer = await shop.get("/.well-known/jwks.json");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
  expect(await answer.json()).toEqual({
    keys: [{ kty: "OKP", crv: "Ed25519", x: ours.x, kid: published.kid, alg: "EdDSA", use: "sig" }],
  });
});

test("after ten minutes and the tolerance a token is over", async () => {
  const token = await tokenOf(await shop.login(owner));
  shop.advance(606_000);
  await expectRefused(token);
});
