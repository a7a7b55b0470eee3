import { createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, owner, problemOf, startShop, tokenOf } from "../members.fixture.ts";
import { permissions } from "../roles.ts";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

const cookieOf = (answer: Response, name = "refresh"): string =>
  answer.headers.getSetCookie().find((cookie) => cookie.includes(`${name}=`)) ?? "";
const secretOf = (answer: Response): string => /refresh=([^;]*)/.exec(cookieOf(answer))?.[1] ?? "";

test("the owner signs in and holds every permission", async () => {
  const answer = await shop.login(owner);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toEqual({
    accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    expiresIn: 600,
    member: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: owner.email,
      name: "점주",
      role: "owner",
      permissions: [...permissions],
      emailVerified: true,
      secondFactorDue: false,
    },
  });
});

test("the access token says what it is for and nothing about the person", async () => {
  const token = await tokenOf(await shop.login(owner));
  const { keys } = (await (await shop.get("/.well-known/jwks.json")).json()) as { keys: { kid: string }[] };
  expect(decodeProtectedHeader(token)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: keys[0]?.kid });
  const claims = decodeJwt(token);
  expect(Object.keys(claims).sort()).toEqual([
    "amr",
    "aud",
    "auth_time",
    "exp",
    "iat",
    "iss",
    "jti",
    "sid",
    "sub",
  ]);
  expect(claims).toMatchObject({ iss: "http://shop.test", aud: "staff", exp: (claims.iat ?? 0) + 600 });
});

test("the refresh token is an HttpOnly cookie, and only its hash is stored", async () => {
  const answer = await shop.login(owner);
  expect(cookieOf(answer)).toMatch(/^refresh=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; SameSite=Strict$/);
  const tokenHash = createHash("sha256").update(secretOf(answer)).digest();
  const stored = await shop.db.rows(
    prepared<{ tokenHash: Buffer }, { sessionId: string }>(
      (p) =>
        sql`SELECT session_id AS "sessionId" FROM members.refresh_tokens WHERE token_hash = ${p.tokenHash}`,
    ),
    { tokenHash },
  );
  expect(stored).toEqual([{ sessionId: decodeJwt(await tokenOf(answer)).sid }]);
});

test("the access token is also a cookie, with the lifetime of the refresh cookie", async () => {
  const answer = await shop.login(owner);
  expect(cookieOf(answer, "access")).toBe(
    `access=${await tokenOf(answer)}; Max-Age=1800; Path=/; HttpOnly; SameSite=Lax`,
  );
});

test("over https the cookies carry the __Host- prefix and Secure", async () => {
  const secure = await shop.replica({ secureCookies: true });
  const answer = await secure.login(owner);
  expect(cookieOf(answer)).toMatch(
    /^__Host-refresh=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  expect(cookieOf(answer, "access")).toMatch(/^__Host-access=[^;]+; .*SameSite=Lax; Secure$/);
});

test("each sign-in is a session of its own", async () => {
  const [first, second] = [await shop.login(owner), await shop.login(owner)];
  expect(secretOf(first)).not.toBe(secretOf(second));
  expect(decodeJwt(await tokenOf(first)).sid).not.toBe(decodeJwt(await tokenOf(second)).sid);
});

test("a wrong password, an unknown e-mail and a disabled account get the same answer", async () => {
  await shop.addMember("gone@shop.test", "오래된 비밀번호");
  await shop.db.script("UPDATE members.accounts SET status = 'disabled' WHERE email_key = 'gone@shop.test'");
  const wrong = await problemOf(await shop.login({ ...owner, password: "wrong" }));
  expect(wrong).toMatchObject({ http: 401, status: 401, code: "INVALID_CREDENTIALS" });
  expect(await problemOf(await shop.login({ email: "nobody@shop.test", password: "wrong" }))).toEqual(wrong);
  const disabled = await shop.login({ email: "gone@shop.test", password: "오래된 비밀번호" });
  expect(disabled.headers.getSetCookie()).toEqual([]);
  expect(await problemOf(disabled)).toEqual(wrong);
});

test("an unknown e-mail costs the work of a known one", async () => {
  const spent = async (email: string): Promise<number> => {
    await shop.db.script("DELETE FROM members.throttles");
    const began = performance.now();
    await shop.login({ email, password: "wrong" });
    return performance.now() - began;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    known.push(await spent(owner.email));
    unknown.push(await spent("nobody@shop.test"));
  }
  // Without the hash it would take at most a fifth. A busy machine makes times longer, never shorter.
  const ratio = Math.min(...unknown) / Math.min(...known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test("the e-mail may be typed in another case or with spaces around it", async () => {
  expect((await shop.login({ ...owner, email: "  Owner@SHOP.test " })).status).toBe(200);
});

test("a password with Hangul and emoji works composed and decomposed", async () => {
  const { password } = owner;
  expect(password.normalize("NFD")).not.toBe(password.normalize("NFC"));
  for (const form of ["NFC", "NFD"]) {
    expect((await shop.login({ ...owner, password: password.normalize(form) })).status).toBe(200);
  }
});

test.each<[string, unknown, string]>([
  ["no password", { email: owner.email }, "/password"],
  ["no e-mail", { password: "x" }, "/email"],
  ["an empty password", { ...owner, password: "" }, "/password"],
  ["a number as password", { ...owner, password: 1234567890 }, "/password"],
  ["no address", { ...owner, email: "owner" }, "/email"],
  ["a NUL byte in the e-mail", { ...owner, email: "own\0er@shop.test" }, "/email"],
  ["a NUL byte in the password", { ...owner, password: "pass\0word" }, "/password"],
  ["a zero-width character in the e-mail", { ...owner, email: "own\u200ber@shop.test" }, "/email"],
  ["an e-mail of a thousand characters", { ...owner, email: `${"a".repeat(1_000)}@shop.test` }, "/email"],
  ["a password of 257 bytes", { ...owner, password: "x".repeat(257) }, "/password"],
  ["a password of 86 syllables", { ...owner, password: "가".repeat(86) }, "/password"],
  ["an unknown field", { ...owner, role: "owner" }, "/role"],
])("%s: 400 with a pointer", async (_name, body, pointer) => {
  const problem = await problemOf(await shop.login(body));
  expect(problem).toMatchObject({
    http: 400,
    code: "INVALID_INPUT",
    errors: [expect.objectContaining({ pointer })],
  });
});

test.each(["email", "password"])("a lone surrogate in the %s: 400 with a pointer", async (field) => {
  const body = JSON.stringify({ ...owner, [field]: "a@b.c" }).replace("a@b.c", "a@b.c\\ud800");
  const problem = await problemOf(await shop.login(body));
  expect(problem).toMatchObject({ http: 400, errors: [expect.objectContaining({ pointer: `/${field}` })] });
});

test("a password of 256 bytes is read as it is, also when it comes decomposed", async () => {
  const answer = await shop.login({ email: "nobody@shop.test", password: "가".repeat(85).normalize("NFD") });
  expect(answer.status).toBe(401);
});

test("a megabyte of password is refused before it is read: 413", async () => {
  expect((await shop.login({ ...owner, password: "x".repeat(1_000_000) })).status).toBe(413);
});

test("a flood of sign-ins is answered with 429 beyond a short queue", async () => {
  await shop.addMember("busy@shop.test", "바쁜 사람");
  const flood = Array.from({ length: 80 }, () =>
    shop.login({ email: "busy@shop.test", password: "바쁜 사람" }),
  );
  const answers = await Promise.all(flood);
  const statuses = new Set(answers.map(({ status }) => status));
  expect(statuses).toEqual(new Set([200, 429]));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused && (await problemOf(refused))).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfter: 1 });
});

test("sign-out ends the session at once and takes the cookie away; again changes nothing", async () => {
  const [token, other] = [await tokenOf(await shop.login(owner)), await tokenOf(await shop.login(owner))];
  expect((await shop.get("/api/v1/admin/refunds", token)).status).toBe(200);
  const answer = await shop.logout(token);
  expect(answer.status).toBe(204);
  expect(cookieOf(answer)).toBe("refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict");
  expect(cookieOf(answer, "access")).toBe("access=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
  expect(await problemOf(await shop.get("/api/v1/admin/refunds", token))).toMatchObject({
    http: 401,
    code: "UNAUTHENTICATED",
  });
  expect((await shop.get("/api/v1/admin/refunds", other)).status).toBe(200);
  expect((await shop.logout(token)).status).toBe(204);
});

test("a sign-out without a session, or with an ended one, succeeds", async () => {
  expect((await fetch(`${shop.url}/api/v1/auth/logout`, { method: "POST" })).status).toBe(204);
  expect((await shop.logout("not-a-token")).status).toBe(204);
});

test("a browser signs out with its cookies, also when only the refresh token is left", async () => {
  const answer = await shop.login(owner);
  const token = await tokenOf(answer);
  const headers = { cookie: `refresh=${secretOf(answer)}`, "sec-fetch-site": "same-origin" };
  expect((await fetch(`${shop.url}/api/v1/auth/logout`, { method: "POST", headers })).status).toBe(204);
  expect((await shop.get("/api/v1/admin/refunds", token)).status).toBe(401);
});

test("the rows that sign-ins leave keep the invariants", async () => {
  expect(await shop.members.audit()).toEqual([]);
});

test("the audit names a session with two current refresh tokens", async () => {
  await shop.db.script(`INSERT INTO members.refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
    SELECT uuidv7(), id, sha256('second'), now(), now() FROM members.sessions LIMIT 1`);
  expect(await shop.members.audit()).toEqual([expect.stringMatching(/^session \S+ has 2 refresh tokens/)]);
  await shop.db.script("DELETE FROM members.refresh_tokens WHERE token_hash = sha256('second')");
});

test("the sweep deletes expired counters and long-ended sessions, and nothing else", async () => {
  const counts = prepared<object, { sessions: number; tokens: number; throttles: number }>(
    () => sql`SELECT (SELECT count(*) FROM members.sessions) AS sessions,
      (SELECT count(*) FROM members.refresh_tokens) AS tokens,
      (SELECT count(*) FROM members.throttles) AS throttles`,
  );
  await shop.login({ ...owner, password: "wrong" });
  const before = await shop.db.first(counts, {});
  await shop.members.jobs[0]?.run();
  expect(await shop.db.first(counts, {})).toEqual(before);
  shop.advance(120 * 24 * 3_600_000);
  await shop.login({ ...owner });
  await shop.members.jobs[0]?.run();
  expect(await shop.db.first(counts, {})).toEqual({ sessions: 1, tokens: 1, throttles: 0 });
});
