import { decodeJwt } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prepared } from "../../../platform/db/prepared.ts";
import { type MembersShop, owner, problemOf, startShop, tokenOf } from "../members.fixture.ts";

const shopper = { email: "shopper@shop.test", password: "장바구니 가득" };
const SECOND_MS = 1_000;

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
  await shop.addMember(shopper.email, shopper.password);
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

const cookieOf = (answer: Response): string =>
  /refresh=([^;]*)/.exec(
    answer.headers.getSetCookie().find((cookie) => cookie.includes("refresh=")) ?? "",
  )?.[1] ?? "";
const signIn = async (): Promise<string> => cookieOf(await shop.login(shopper));
const refresh = (
  token: string,
  at: MembersShop = shop,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${at.url}/api/v1/auth/refresh`, {
    method: "POST",
    headers: { cookie: `refresh=${token}`, "user-agent": "one and the same", ...headers },
  });
const signInAs = async (userAgent: string): Promise<string> =>
  cookieOf(await shop.login(shopper, { "user-agent": userAgent }));

test("a refresh token gives an access token of the same session, and its successor", async () => {
  const first = await shop.login(shopper);
  const answer = await refresh(cookieOf(first));
  expect(answer.status).toBe(200);
  const body = (await answer.clone().json()) as { member: unknown };
  expect(body.member).toMatchObject({ email: shopper.email, role: "member", permissions: [] });
  const { sid, auth_time } = decodeJwt(await tokenOf(first));
  expect(decodeJwt(await tokenOf(answer))).toMatchObject({ sid, auth_time });
  expect(cookieOf(answer)).toMatch(/^[\w-]{43}$/);
  expect(cookieOf(answer)).not.toBe(cookieOf(first));
});

test("a chain of refreshes continues, and only the hashes of its tokens are stored", async () => {
  let token = await signIn();
  const seen = new Set([token]);
  for (let round = 0; round < 5; round += 1) {
    token = cookieOf(await refresh(token));
    seen.add(token);
  }
  expect(seen.size).toBe(6);
  const stored = prepared<object, { row: string }>(
    () => sql`SELECT to_json(each)::text AS row FROM members.refresh_tokens AS each`,
  );
  const rows = (await shop.db.rows(stored, {})).map(({ row }) => row).join();
  for (const each of seen) expect(rows).not.toContain(each);
});

test("fifty concurrent refreshes of one token, in two processes, get one successor", async () => {
  const other = await shop.replica();
  const token = await signIn();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => refresh(token, at % 2 === 0 ? shop : other)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  const successors = new Set(answers.map(cookieOf));
  expect(successors.size).toBe(1);
  const [successor = ""] = successors;
  expect((await refresh(successor)).status).toBe(200);
  expect(await shop.members.audit()).toEqual([]);
});

test("a lost answer: within twenty seconds the same token gets the same successor again", async () => {
  const token = await signIn();
  const successor = cookieOf(await refresh(token));
  shop.advance(20 * SECOND_MS - 500);
  expect(cookieOf(await refresh(token))).toBe(successor);
});

test("a replay after the grace period ends the session everywhere, and publishes one event", async () => {
  const other = await shop.replica();
  const first = await shop.login(shopper, { "user-agent": "one and the same" });
  const token = cookieOf(first);
  const next = await refresh(token);
  const access = await tokenOf(next);
  expect((await other.get("/api/v1/me/sessions", access)).status).toBe(200);
  const before = (await shop.publishedEvents("refreshTokenReplayed")).length;
  shop.advance(21 * SECOND_MS);
  const replayed = await Promise.all(Array.from({ length: 5 }, () => refresh(token)));
  for (const answer of replayed) {
    expect(await problemOf(answer)).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
  }
  expect((await refresh(cookieOf(next))).status).toBe(401);
  expect((await other.get("/api/v1/me/sessions", access)).status).toBe(401);
  expect((await refresh(token)).status).toBe(401);
  const events = await shop.publishedEvents("refreshTokenReplayed");
  expect(events.slice(before)).toEqual([{ memberId: decodeJwt(access).sub }]);
});

test("a used token from another client is no lost answer, however soon it comes", async () => {
  const token = await signIn();
  const successor = cookieOf(await refresh(token));
  expect((await refresh(token, shop, { "user-agent": "somebody else" })).status).toBe(401);
  expect((await refresh(successor)).status).toBe(401);
});

test("other sessions of the member live on when one was copied", async () => {
  const [token, untouched] = [await signInAs("one"), await signInAs("two")];
  await refresh(token);
  shop.advance(21 * SECOND_MS);
  expect((await refresh(token)).status).toBe(401);
  expect((await refresh(untouched)).status).toBe(200);
});

test.each(["", "x", "../../etc", "a".repeat(43), "a".repeat(10_000), "%00"])(
  "the cookie %j is no token: 401",
  async (token) => {
    expect((await refresh(token)).status).toBe(401);
  },
);

test("no cookie at all: 401", async () => {
  expect((await fetch(`${shop.url}/api/v1/auth/refresh`, { method: "POST" })).status).toBe(401);
});

test("an ended session and a disabled member get no new tokens", async () => {
  const ended = await shop.login(shopper);
  await shop.logout(await tokenOf(ended));
  expect((await refresh(cookieOf(ended))).status).toBe(401);
  const token = await signIn();
  await shop.db.script(
    `UPDATE members.accounts SET status = 'disabled' WHERE email_key = '${shopper.email}'`,
  );
  expect((await refresh(token)).status).toBe(401);
  await shop.db.script(`UPDATE members.accounts SET status = 'active' WHERE email_key = '${shopper.email}'`);
  expect((await refresh(token)).status).toBe(200);
});

test("use keeps a staff session alive for half an hour, but not beyond eight hours", async () => {
  let token = cookieOf(await shop.login(owner));
  for (let quarters = 0; quarters < 19; quarters += 1) {
    shop.advance(25 * 60 * SECOND_MS);
    const answer = await refresh(token);
    expect(answer.status).toBe(200);
    token = cookieOf(answer);
  }
  shop.advance(6 * 60 * SECOND_MS);
  expect((await refresh(token)).status).toBe(401);
  const idle = cookieOf(await shop.login(owner));
  shop.advance(31 * 60 * SECOND_MS);
  expect((await refresh(idle)).status).toBe(401);
});

test("a changed role is in the next refresh's response, and lost permissions end with it", async () => {
  const first = await shop.login(owner);
  await shop.db.script(`UPDATE members.accounts SET role = 'analyst' WHERE email_key = '${owner.email}'`);
  const answer = (await (await refresh(cookieOf(first))).json()) as {
    member: { role: string; permissions: string[] };
  };
  expect(answer.member.role).toBe("analyst");
  expect(answer.member.permissions).not.toContain("order:refund");
  await shop.db.script(`UPDATE members.accounts SET role = 'owner' WHERE email_key = '${owner.email}'`);
});
