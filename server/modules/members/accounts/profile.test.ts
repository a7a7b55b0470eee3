import { afterAll, beforeEach, expect, test } from "vitest";
import { problemOf, startShop, tokenOf } from "../members.fixture.ts";

let token: string;
let people = 0;
const shop = await startShop();
afterAll(() => shop.close());

const password = "길고 긴 비밀번호 하나";
beforeEach(async () => {
  people += 1;
  const email = `kim${people}@shop.test`;
  await shop.addMember(email, password);
  token = await tokenOf(await shop.login({ email, password }));
});

const me = async (): Promise<Record<string, unknown>> =>
  (await (await shop.get("/api/v1/me", token)).json()) as Record<string, unknown>;
const patch = (body: unknown) => shop.send("PATCH", "/api/v1/me", token, body);
const patched = async (body: unknown): Promise<Record<string, unknown>> => {
  const answer = await patch(body);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
};
const pointers = async (answer: Response): Promise<unknown> => {
  const { http, code, errors } = await problemOf(answer);
  return { http, code, pointers: (errors as { pointer: string }[]).map(({ pointer }) => pointer) };
};

test("a member sees their own profile, and nothing keeps a copy of it", async () => {
  const answer = await shop.get("/api/v1/me", token);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    email: `kim${people}@shop.test`,
    emailVerified: false,
    name: "손님",
    phone: null,
    role: "member",
    group: null,
    orderMessages: "kakao",
    permissions: [],
    createdAt: expect.stringMatching(/^20.*Z$/),
    secondFactor: { totp: false, passkeys: 0, recoveryCodesLeft: 0 },
  });
});

test("a profile is not read or changed without a sign-in", async () => {
  expect(await problemOf(await shop.get("/api/v1/me"))).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
  const answer = await shop.send("PATCH", "/api/v1/me", undefined, { name: "김장터" });
  expect(await problemOf(answer)).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
});

test("reading one's profile costs one SELECT and nothing else", async () => {
  await me();
  const asked: string[] = [];
  const { pool } = shop.db;
  const query = pool.query;
  Object.assign(pool, {
    query: (statement: { text: string }, ...rest: []) => {
      asked.push(statement.text.trim().slice(0, 6));
      return Reflect.apply(query, pool, [statement, ...rest]);
    },
  });
  await me();
  Object.assign(pool, { query });
  expect(asked).toEqual(["SELECT"]);
});

test("name and phone change alone or together, and what is left out stays", async () => {
  expect(await patched({ name: "  김 장터 " })).toMatchObject({ name: "김 장터", phone: null });
  expect(await patched({ phone: "010-1234-5678" })).toMatchObject({
    name: "김 장터",
    phone: "010-1234-5678",
  });
  expect(await patched({})).toMatchObject({ name: "김 장터", phone: "010-1234-5678" });
  expect(await patched({ name: "박장터", phone: null })).toMatchObject({ name: "박장터", phone: null });
  expect(await me()).toMatchObject({ name: "박장터", phone: null });
});

test.each([
  ["010-1234-5678", "010-1234-5678"],
  ["01012345678", "010-1234-5678"],
  ["０１０－１２３４－５６７８", "010-1234-5678"],
  ["+82 10 1234 5678", "010-1234-5678"],
  ["02-123-4567", "02-123-4567"],
  ["+1 (202) 555-0123", "+12025550123"],
])("the phone number %s is shown as %s and stored as E.164", async (typed, shown) => {
  expect(await patched({ phone: typed })).toMatchObject({ phone: shown });
  const stored = await shop.db.pool.query("SELECT phone FROM members.accounts WHERE email_key = $1", [
    `kim${people}@shop.test`,
  ]);
  expect(stored.rows[0].phone).toMatch(/^\+[1-9][0-9]{6,14}$/);
});

test.each(["", "1234", "010-1234-567x", "hello", "+82", "9".repeat(41), 1012345678, {}])(
  "%j is no phone number",
  async (phone) => {
    expect(await pointers(await patch({ phone }))).toEqual({
      http: 400,
      code: "INVALID_INPUT",
      pointers: ["/phone"],
    });
  },
);

test.each([
  ["nothing", ""],
  ["spaces", "   "],
  ["Hangul fillers", "\u3164\u3164"],
  ["NUL", "김\u0000장터"],
  ["a line end", "김\n장터"],
  ["a lone surrogate", "김\ud800"],
  ["text turned around", "김\u202e장터"],
  ["a letter that cannot be seen", "김\u200b장터"],
  ["61 characters", "김".repeat(61)],
  ["100,000 characters", "김".repeat(70_000)],
  ["null", null],
  ["a number", 7],
])("a name of %s is refused", async (_, name) => {
  expect(await pointers(await patch({ name }))).toEqual({
    http: 400,
    code: "INVALID_INPUT",
    pointers: ["/name"],
  });
});

test("names of emoji, of any script and in either Unicode form are taken, in one form", async () => {
  expect(await patched({ name: "👨‍👩‍👧‍👦 가족" })).toMatchObject({ name: "👨‍👩‍👧‍👦 가족" });
  expect(await patched({ name: "김장터".normalize("NFD") })).toMatchObject({
    name: "김장터".normalize("NFC"),
  });
});

test.each([
  { role: "owner" },
  { email: "other@shop.test" },
  { status: "active" },
  { id: "0198c5a5-0000-7000-8000-000000000000" },
  { permissions: ["order:refund"] },
  { passwordHash: "$argon2id$" },
  { emailVerified: true },
  { createdAt: "2020-01-01T00:00:00Z" },
])("what is not the member's to say is refused, and nothing is changed: %j", async (more) => {
  const before = await me();
  const answer = await pointers(await patch({ name: "다른 이름", ...more }));
  expect(answer).toEqual({ http: 400, code: "INVALID_INPUT", pointers: [`/${Object.keys(more)[0]}`] });
  expect(await me()).toEqual(before);
});

test.each([
  '{"name":"다른 이름","__proto__":{"role":"owner"}}',
  '{"name":"다른 이름","constructor":{"prototype":{"role":"owner"}}}',
])("a body that reaches for the prototype is refused: %s", async (text) => {
  const before = await me();
  const answer = await fetch(`${shop.url}/api/v1/me`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: text,
  });
  expect(answer.status).toBe(400);
  expect(await me()).toEqual(before);
});

test("the token of a deleted account is refused, although it has not expired", async () => {
  await shop.db.pool.query("DELETE FROM members.accounts WHERE email_key = $1", [`kim${people}@shop.test`]);
  expect((await shop.get("/api/v1/me", token)).status).toBe(401);
  expect((await patch({ name: "김장터" })).status).toBe(401);
});

test("a profile counts the second factors of its own account only", async () => {
  const { id } = await me();
  await shop.db.pool.query(
    `WITH account AS (SELECT $1::uuid AS id, now() AS now)
     , app AS (INSERT INTO members.totp (account_id, secret, confirmed_at, created_at)
       SELECT id, 'sealed', now, now FROM account)
     , codes AS (INSERT INTO members.recovery_codes (account_id, code_hash, created_at, used_at)
         SELECT id, sha256(at::text::bytea), now, CASE WHEN at = 1 THEN now END
         FROM account, generate_series(1, 10) AS at)
     INSERT INTO members.passkeys
       (id, account_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
     SELECT uuidv7(), id, uuid_send(uuidv7()), 'key', 0, '{}', '노트북', true, now
     FROM account, generate_series(1, 2)`,
    [id],
  );
  expect(await me()).toMatchObject({ secondFactor: { totp: true, passkeys: 2, recoveryCodesLeft: 9 } });
  const other = await tokenOf(
    await shop.login({ email: "owner@shop.test", password: "사과나무 아래 🍎 열 개" }),
  );
  expect(await (await shop.get("/api/v1/me", other)).json()).toMatchObject({
    role: "owner",
    permissions: expect.arrayContaining(["order:refund"]),
    secondFactor: { totp: false, passkeys: 0, recoveryCodesLeft: 0 },
  });
});
