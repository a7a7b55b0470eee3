import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MembersShop, owner, problemOf, startShop, tokenOf } from "../members.fixture.ts";

const shopper = { email: "shopper@shop.test", password: "장바구니 가득" };
const SESSIONS_PATH = "/api/v1/me/sessions";

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
  await shop.addMember(shopper.email, shopper.password);
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles; DELETE FROM members.sessions"));

const signIn = async (userAgent = "a browser"): Promise<string> =>
  tokenOf(await shop.login(shopper, { "user-agent": userAgent }));
const sessionOf = (token: string): string => String(decodeJwt(token).sid);
const statusOf = async (token: string): Promise<number> => (await shop.get(SESSIONS_PATH, token)).status;

test("a member sees where they are signed in, the session that asks marked", async () => {
  const [phone, laptop] = [await signIn("a phone"), await signIn("a laptop")];
  const { items } = (await (await shop.get(SESSIONS_PATH, phone)).json()) as {
    items: Record<string, unknown>[];
  };
  expect(items).toHaveLength(2);
  const mine = items.find(({ current }) => current);
  expect(mine).toMatchObject({
    id: sessionOf(phone),
    userAgent: "a phone",
    audience: "member",
    ip: "127.0.0.1",
  });
  expect(items.map(({ id }) => id)).toContain(sessionOf(laptop));
  const one = await shop.get(`${SESSIONS_PATH}/${sessionOf(phone)}`, phone);
  expect([one.status, await one.json()]).toEqual([200, mine]);
});

test("ending another session ends it, and no other", async () => {
  const [phone, laptop] = [await signIn(), await signIn()];
  expect((await shop.send("DELETE", `${SESSIONS_PATH}/${sessionOf(laptop)}`, phone)).status).toBe(204);
  expect([await statusOf(phone), await statusOf(laptop)]).toEqual([200, 401]);
  expect((await shop.send("DELETE", `${SESSIONS_PATH}/${sessionOf(laptop)}`, phone)).status).toBe(404);
});

test("ending all others leaves this one; ending all ends this one too and clears the cookies", async () => {
  const [phone, laptop, other] = [await signIn(), await signIn(), await signIn()];
  expect((await shop.send("DELETE", `${SESSIONS_PATH}?keep=current`, phone)).status).toBe(204);
  expect([await statusOf(phone), await statusOf(laptop), await statusOf(other)]).toEqual([200, 401, 401]);
  const everywhere = await shop.send("DELETE", SESSIONS_PATH, phone);
  expect(everywhere.status).toBe(204);
  expect(everywhere.headers.getSetCookie()).toEqual([
    "access=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    "refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
  ]);
  expect(await statusOf(phone)).toBe(401);
});

test("another member's session: 404, and it stays open", async () => {
  const mine = await signIn();
  const theirs = await tokenOf(await shop.login(owner));
  expect(
    await problemOf(await shop.send("DELETE", `${SESSIONS_PATH}/${sessionOf(theirs)}`, mine)),
  ).toMatchObject({
    http: 404,
    code: "NOT_FOUND",
  });
  expect((await shop.get(`${SESSIONS_PATH}/${sessionOf(theirs)}`, mine)).status).toBe(404);
  expect(await statusOf(theirs)).toBe(200);
});

test("without a sign-in: 401; a session that is no id: 404; an unknown parameter: 400", async () => {
  expect((await shop.get(SESSIONS_PATH)).status).toBe(401);
  expect((await shop.get(`${SESSIONS_PATH}/nonsense`)).status).toBe(401);
  expect((await shop.send("DELETE", SESSIONS_PATH)).status).toBe(401);
  const token = await signIn();
  expect((await shop.send("DELETE", `${SESSIONS_PATH}/nonsense`, token)).status).toBe(404);
  expect((await shop.send("DELETE", `${SESSIONS_PATH}?keep=all`, token)).status).toBe(400);
});

test("a process that starts later knows which sessions ended just before", async () => {
  const token = await signIn();
  await shop.logout(token);
  const late = await shop.replica();
  expect((await late.get(SESSIONS_PATH, token)).status).toBe(401);
});

test("an ended session is refused after a reconnect, although its notification was lost", async () => {
  const token = await signIn();
  expect(await statusOf(token)).toBe(200);
  await shop.db.script(`UPDATE members.sessions SET revoked_at = now(), reason = 'logout'`);
  expect(await statusOf(token)).toBe(200);
  await shop.db.script(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND starts_with(application_name, 'jangteo changes')`);
  await expect.poll(() => statusOf(token)).toBe(401);
});
