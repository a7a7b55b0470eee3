import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { owner, problemOf, startShop, tokenOf } from "../members.fixture.ts";

let token: string;
let people = 0;
const shop = await startShop();
afterAll(() => shop.close());

const password = "길고 긴 비밀번호 하나";
const email = () => `kim${people}@shop.test`;
const signIn = async (): Promise<string> => tokenOf(await shop.login({ email: email(), password }));
async function join(): Promise<void> {
  await shop.addMember(email(), password);
  token = await signIn();
}
beforeEach(async () => {
  people += 1;
  await join();
});

const leave = (as = token, body?: unknown) => shop.send("DELETE", "/api/v1/me", as, body);
const rows = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await shop.db.pool.query(text, values)).rows;
const idOf = async (key = email()): Promise<unknown> =>
  (await rows("SELECT id FROM members.accounts WHERE email_key = $1", [key]))[0]?.id;
const departed = () =>
  rows(`SELECT encode(email_fingerprint, 'hex') AS fingerprint, left_at, retention_until FROM members.departed
        ORDER BY left_at DESC, retention_until DESC`);
const runJob = async (name: string): Promise<void> =>
  shop.members.jobs.find((job) => job.name === name)?.run();
const DAY_MS = 24 * 3_600_000;

test("the retained data and its retention are shown before anything is deleted", async () => {
  const answer = await shop.get("/api/v1/me/leaving", token);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    openOrders: [],
    kept: [
      { what: "orders", years: 5, until: "5년" },
      { what: "payments", years: 5, until: "5년" },
      { what: "agreements", years: 5, until: "5년" },
      { what: "email_hash", days: 30, until: "30일" },
    ],
  });
  expect(await idOf()).toBeDefined();
});

test("leaving and the export need a sign-in", async () => {
  const tries = [
    shop.get("/api/v1/me/leaving"),
    shop.get("/api/v1/me/export"),
    shop.send("DELETE", "/api/v1/me"),
  ];
  for (const answer of await Promise.all(tries)) {
    expect(await problemOf(answer)).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
  }
});

test("who leaves is gone at once: cookies, tokens in every process, sign-in", async () => {
  const other = await shop.replica();
  const second = await signIn();
  expect((await other.get("/api/v1/me/sessions", token)).status).toBe(200);
  const answer = await leave();
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
  const cookies = answer.headers.getSetCookie();
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toMatch(/^(access|refresh)=;.*Max-Age=0/);
  // Both sessions, in both processes, on routes that read the session and on those that trust the token.
  const later = await shop.replica();
  for (const each of [shop, other, later]) {
    for (const gone of [token, second]) {
      expect((await each.get("/api/v1/me", gone)).status).toBe(401);
      expect((await each.get("/api/v1/me/sessions", gone)).status).toBe(401);
      expect((await each.get("/api/v1/me/addresses", gone)).status).toBe(401);
      expect((await each.get("/api/v1/me/export", gone)).status).toBe(401);
    }
  }
  expect(await problemOf(await shop.login({ email: email(), password }))).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
});

test("the refresh token of a departed member is refused", async () => {
  const cookie = (await shop.login({ email: email(), password })).headers.getSetCookie().join("; ");
  await leave();
  expect((await shop.send("POST", "/api/v1/auth/refresh", undefined, undefined, { cookie })).status).toBe(
    401,
  );
});

test("the account is deleted with all that belongs to it, and one event is published", async () => {
  const id = await idOf();
  await shop.send("POST", "/api/v1/me/addresses", token, {
    recipient: "김장터",
    phone: "010-1234-5678",
    postcode: "04524",
    address1: "서울특별시 중구 세종대로 110",
  });
  await rows(
    `WITH app AS (INSERT INTO members.totp (account_id, pending_secret, created_at)
      VALUES ($1::uuid, 'sealed', now()))
     , link AS (INSERT INTO members.mail_tokens
       (token_hash, purpose, account_id, subject, asked_at, created_at, expires_at)
         VALUES (sha256('link'), 'change_email', $1::uuid, 'new@shop.test', now(), now(),
                 now() + interval '1 day'))
     INSERT INTO members.passkeys
       (id, account_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
     VALUES (uuidv7(), $1::uuid, uuid_send(uuidv7()), 'key', 0, '{}', '노트북', true, now())`,
    [id],
  );
  expect((await leave()).status).toBe(204);
  const tables = await rows(
    `SELECT DISTINCT table_name AS name, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'members' AND column_name IN ('account_id', 'created_by', 'invited_by')
     ORDER BY table_name`,
  );
  expect(tables.length).toBeGreaterThan(6);
  const left = await Promise.all(
    tables.map(({ name, column }) =>
      rows(`SELECT '${name}' AS name FROM members.${name} WHERE ${column} = $1`, [id]),
    ),
  );
  expect(left.flat()).toEqual([]);
  expect(await idOf()).toBeUndefined();
  expect((await shop.publishedEvents("left")).filter(({ memberId }) => memberId === id)).toEqual([
    { memberId: id, email: email(), name: "손님", language: "ko" },
  ]);
});

test("leaving revokes an open invitation to the member, and clears the member's counters", async () => {
  await shop.login({ email: email(), password: "falsch geraten ist auch daneben" });
  const before = await rows("SELECT key FROM members.throttles");
  await rows(
    `INSERT INTO members.staff_invitations (id, email, email_key, role, invited_by, created_at, expires_at)
     SELECT uuidv7(), $1, $1, 'support', id, now(), now() + interval '3 days' FROM members.accounts
     WHERE role = 'owner'`,
    [email()],
  );
  await leave();
  expect(await rows("SELECT email FROM members.staff_invitations WHERE revoked_at IS NULL")).toEqual([]);
  const after = await rows("SELECT key FROM members.throttles");
  expect(after).toHaveLength(before.length - 1);
});

test("a given password must be correct; without one the recent sign-in is enough", async () => {
  expect(await problemOf(await leave(token, { password: "ganz anders" }))).toMatchObject({
    http: 401,
    code: "INVALID_CREDENTIALS",
  });
  expect(await idOf()).toBeDefined();
  expect((await leave(token, { password })).status).toBe(204);
});

test.each([[{ password: 7 }], [{ password: "" }], [{ email: "kim@shop.test" }], [{ force: true }], [[]]])(
  "a body of %j is refused, and the account stays",
  async (body) => {
    expect((await leave(token, body)).status).toBe(400);
    expect(await idOf()).toBeDefined();
  },
);

test("a sign-in of eleven minutes ago is not enough, a new one is", async () => {
  const cookie = (await shop.login({ email: email(), password })).headers.getSetCookie().join("; ");
  shop.advance(11 * 60_000);
  const refreshed = await shop.send("POST", "/api/v1/auth/refresh", undefined, undefined, { cookie });
  expect(await problemOf(await leave(await tokenOf(refreshed)))).toMatchObject({
    http: 403,
    code: "STEP_UP_REQUIRED",
    maxAgeSeconds: 600,
  });
  expect((await leave(await signIn())).status).toBe(204);
});

test("of parallel requests to leave one succeeds", async () => {
  const answers = await Promise.all([leave(), leave(), leave()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401]);
  expect((await leave()).status).toBe(401);
});

test("concurrent changes of a leaving account do not fail, and leave no session", async () => {
  const id = await idOf();
  const address = {
    recipient: "김장터",
    phone: "010-1234-5678",
    postcode: "04524",
    address1: "세종대로 110",
  };
  const logins = () => Array.from({ length: 4 }, () => shop.login({ email: email(), password }));
  const [signIns, changes, left] = await Promise.all([
    Promise.all(logins()),
    Promise.all([
      ...Array.from({ length: 6 }, () => shop.send("POST", "/api/v1/me/addresses", token, address)),
      shop.send("PUT", "/api/v1/me/agreements", token, { marketing: { email: true } }),
      shop.send("PATCH", "/api/v1/me", token, { name: "박장터" }),
      shop.get("/api/v1/me/export", token),
    ]),
    leave(),
  ]);
  expect(left.status).toBe(204);
  expect(changes.map(({ status }) => status).filter((status) => ![200, 201, 401].includes(status))).toEqual(
    [],
  );
  const tokens = await Promise.all(signIns.filter(({ status }) => status === 200).map(tokenOf));
  for (const each of tokens) expect((await shop.get("/api/v1/me/sessions", each)).status).toBe(401);
  expect(signIns.map(({ status }) => status).filter((status) => ![200, 401].includes(status))).toEqual([]);
  expect(await rows("SELECT id FROM members.addresses WHERE account_id = $1", [id])).toEqual([]);
  expect(
    await rows("SELECT id FROM members.consents WHERE account_id = $1 AND ip IS NOT NULL", [id]),
  ).toEqual([]);
});

test("what was agreed to stays as a proof, without saying from where", async () => {
  const id = await idOf();
  await shop.send("PUT", "/api/v1/me/agreements", token, { marketing: { email: true } });
  const stored = () =>
    rows("SELECT code, agreed, ip, user_agent FROM members.consents WHERE account_id = $1", [id]);
  expect(await stored()).toMatchObject([{ ip: "127.0.0.1" }]);
  await leave();
  expect(await stored()).toEqual([{ code: "marketing_email", agreed: true, ip: null, user_agent: null }]);
});

test("a keyed fingerprint of the e-mail stays for 30 days, useless without the key", async () => {
  await leave();
  const [row] = await departed();
  const guesses = [email(), `departed:${email()}`].map((text) =>
    createHash("sha256").update(text).digest("hex"),
  );
  expect(row?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(guesses).not.toContain(row?.fingerprint);
  expect(Number(row?.retention_until) - Number(row?.left_at)).toBe(30 * DAY_MS);
  // A member who joins and leaves again has one row, with a new time.
  const known = (await departed()).length;
  shop.advance(DAY_MS);
  await join();
  expect((await leave()).status).toBe(204);
  expect(await departed()).toHaveLength(known);

  const kept = (await departed()).length;
  shop.advance(29 * DAY_MS);
  await runJob("members.purge");
  expect((await departed()).length).toBeLessThanOrEqual(kept);
  expect((await departed()).length).toBeGreaterThan(0);
  shop.advance(2 * DAY_MS);
  await runJob("members.purge");
  expect(await departed()).toEqual([]);
});

test("consents of departed members are deleted after five years, those of members are not", async () => {
  const gone = await idOf();
  const say = () => shop.send("PUT", "/api/v1/me/agreements", token, { marketing: { sms: true } });
  await say();
  await leave();
  people += 1;
  await join();
  const here = await idOf();
  await say();
  const whose = async () =>
    (
      await rows("SELECT account_id AS id FROM members.consents WHERE account_id IN ($1, $2)", [gone, here])
    ).map(({ id }) => id);
  await runJob("members.purge");
  expect(await whose()).toEqual([gone, here]);
  shop.advance(5 * 366 * DAY_MS);
  await runJob("members.purge");
  expect(await whose()).toEqual([here]);
});

test("the last owner cannot leave; of the last two who leave at once one stays", async () => {
  const first = await tokenOf(await shop.login(owner));
  expect(await problemOf(await leave(first))).toMatchObject({ http: 409, code: "LAST_OWNER" });
  await rows("UPDATE members.accounts SET role = 'owner' WHERE email_key = $1", [email()]);
  const answers = await Promise.all([leave(first), leave(await signIn())]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const owners = await rows("SELECT id FROM members.accounts WHERE role = 'owner'");
  expect(owners).toHaveLength(1);
});

test("a member of the staff who leaves is named in the audit log by id and masked", async () => {
  await rows("UPDATE members.accounts SET role = 'support', name = '김유일' WHERE email_key = $1", [email()]);
  const id = await idOf();
  expect((await leave(await signIn())).status).toBe(204);
  const entries = await rows(
    `SELECT actor, action, before FROM platform.audit_log WHERE subject = 'member:${id}'`,
  );
  expect(entries).toMatchObject([{ action: "staff.leave", before: { role: "support" }, actor: { id } }]);
  expect(JSON.stringify(entries)).not.toContain("김유일");
});
