import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { waitMs } from "../../../platform/throttle/rules.ts";
import { type MembersShop, owner, problemOf, startShop } from "../members.fixture.ts";
import { counterOf, defaultRules, throttleKinds } from "./rules.ts";

const MINUTE_MS = 60_000;
const began = new Date("2026-03-01T00:00:00Z");
const later = (ms: number): Date => new Date(began.getTime() + ms);

test("the first failures cause no wait, then each wait doubles, up to a quarter of an hour", () => {
  const waits = [1, 4, 5, 6, 7, 8, 9, 10, 1_000].map(
    (failures) =>
      waitMs(defaultRules.passwordOfAccount, { failures, startedAt: began, lastFailedAt: began }, began) /
      1_000,
  );
  expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900]);
});

test("a wait ends, and failures are forgotten", () => {
  const known = { failures: 5, startedAt: began, lastFailedAt: began };
  expect(waitMs(defaultRules.passwordOfAccount, known, later(29_999))).toBe(1);
  expect(waitMs(defaultRules.passwordOfAccount, known, later(30_000))).toBe(0);
  const many = { failures: 99, startedAt: began, lastFailedAt: later(1_430 * MINUTE_MS) };
  expect(waitMs(defaultRules.passwordOfAccount, many, later(1_439 * MINUTE_MS))).toBeGreaterThan(0);
  expect(waitMs(defaultRules.passwordOfAccount, many, later(1_440 * MINUTE_MS))).toBe(0);
});

test("a quota is had anew when its window ends", () => {
  const used = { failures: 10, startedAt: began, lastFailedAt: later(50 * MINUTE_MS) };
  expect(waitMs(defaultRules.signUp, { ...used, failures: 9 }, later(50 * MINUTE_MS))).toBe(0);
  expect(waitMs(defaultRules.signUp, used, later(50 * MINUTE_MS))).toBe(10 * MINUTE_MS);
  expect(waitMs(defaultRules.signUp, used, later(60 * MINUTE_MS))).toBe(0);
});

test("a counter's key does not tell whom it is about", () => {
  const keys = throttleKinds.map((kind) => counterOf(defaultRules, kind, "kim@shop.test").key);
  for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
  expect(new Set(keys).size).toBe(throttleKinds.length);
});

let shop: MembersShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.db.script("DELETE FROM members.throttles"));

async function fail(times: number, email: string, at: MembersShop = shop): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1)
    statuses.push((await at.login({ email, password: "wrong" })).status);
  return statuses;
}

test.each([owner.email, "nobody@shop.test"])(
  "after five failures for %s: 429 with the seconds to wait",
  async (email) => {
    expect(await fail(5, email)).toEqual([401, 401, 401, 401, 401]);
    const refused = await problemOf(await shop.login({ email, password: owner.password }));
    expect(refused).toMatchObject({ http: 429, code: "TOO_MANY_REQUESTS" });
    expect(refused.retryAfter).toBeGreaterThan(25);
    expect(refused.retryAfter).toBeLessThanOrEqual(30);
  },
);

test("after the wait the right password is let in, and all is forgiven", async () => {
  await fail(5, owner.email);
  shop.advance(31_000);
  expect((await shop.login(owner)).status).toBe(200);
  expect(await fail(4, owner.email)).toEqual([401, 401, 401, 401]);
  expect((await shop.login(owner)).status).toBe(200);
});

test("after the wait the next failure costs a longer one", async () => {
  await fail(5, owner.email);
  shop.advance(31_000);
  expect(await fail(2, owner.email)).toEqual([401, 429]);
  shop.advance(31_000);
  expect((await shop.login(owner)).status).toBe(429);
  shop.advance(31_000);
  expect((await shop.login(owner)).status).toBe(200);
});

test("writing the e-mail in another way is the same account", async () => {
  await fail(5, " OWNER@shop.test ");
  expect((await shop.login(owner)).status).toBe(429);
});

test("processes count together", async () => {
  const other = await shop.replica();
  await fail(3, owner.email);
  await fail(2, owner.email, other);
  expect((await shop.login(owner)).status).toBe(429);
  expect((await other.login(owner)).status).toBe(429);
});

test("guesses sent in parallel are judged one by one", async () => {
  const statuses = await Promise.all(Array.from({ length: 20 }, () => fail(1, owner.email)));
  const tried = statuses.flat().filter((status) => status === 401).length;
  expect(tried).toBe(5);
});

test("a network that tries many accounts must wait a minute, also with forged addresses", async () => {
  const attempts = Array.from({ length: 30 }, (_, number) => ({
    email: `guess${number}@shop.test`,
    password: "wrong",
  }));
  for (const attempt of attempts) expect((await shop.login(attempt)).status).toBe(401);
  expect((await shop.login(owner, { "x-forwarded-for": "203.0.113.9" })).status).toBe(429);
  shop.advance(61_000);
  expect((await shop.login(owner)).status).toBe(200);
});
