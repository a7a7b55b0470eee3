/** Guessing passwords from one address, from many, and faster than a machine can hash. */
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect } from "../../server/platform/db/db.ts";
import { OWNER, startTestShop } from "../../server/testing.ts";
import { client, type HeaderFields, type Problem } from "../support/client.ts";

let now = new Date();
// The balancer is this machine, so its `X-Forwarded-For` is believed.
const environment = { TRUSTED_PROXIES: "127.0.0.1" };
const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  clock: { now: () => now },
  environment,
});
const api = client(shop.url);
const db = connect({ url: shop.databaseUrl, size: 2 });
afterAll(async () => {
  await db.close();
  await shop.stop();
});
beforeEach(() => db.script("DELETE FROM members.throttles"));

const login = (body: unknown, headers: HeaderFields = {}) =>
  api.request<Problem & { retryAfter?: number }>("POST", "/api/v1/auth/login", body, headers);
const from = (address: string): HeaderFields => ({ "x-forwarded-for": address });
const wrong = { email: OWNER.email, password: "not the password" };

describe("guesses at one account", () => {
  test("from a hundred addresses are throttled after five; the owner gets in after the wait", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 100; at += 1) statuses.push((await login(wrong, from(`198.51.100.${at}`))).status);
    expect(statuses.slice(0, 5)).toEqual(Array(5).fill(401));
    expect(new Set(statuses.slice(5))).toEqual(new Set([429]));
    const refused = await login(OWNER, from("192.0.2.1"));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBe(refused.body.retryAfter);
    now = new Date(now.getTime() + (refused.body.retryAfter ?? 0) * 1000);
    expect((await login(OWNER, from("192.0.2.1"))).status).toBe(200);
  });

  test("never cause a wait longer than a quarter of an hour", async () => {
    let longest = 0;
    for (let day = 0; day < 60; day += 1) {
      const { status, body } = await login(wrong, from(`198.51.100.${day}`));
      if (status === 429) longest = Math.max(longest, body.retryAfter ?? 0);
      now = new Date(now.getTime() + (body.retryAfter ?? 0) * 1000);
    }
    expect(longest).toBeLessThanOrEqual(900);
    expect(longest).toBeGreaterThan(800);
    const { body } = await login(OWNER);
    now = new Date(now.getTime() + (body.retryAfter ?? 0) * 1000);
    expect((await login(OWNER)).status).toBe(200);
  });
});

test("guesses from one address at many accounts are stopped, and other addresses are served", async () => {
  const statuses: number[] = [];
  for (let at = 0; at < 40; at += 1) {
    statuses.push((await login({ ...wrong, email: `victim${at}@shop.test` }, from("203.0.113.7"))).status);
  }
  expect(statuses).toEqual([...Array(30).fill(401), ...Array(10).fill(429)]);
  expect((await login(OWNER, from("203.0.113.8"))).status).toBe(200);
});

test("the client's address is the one that the last trusted proxy saw, not a forged one", async () => {
  for (let at = 0; at < 30; at += 1) {
    const spoofed = from(`10.0.0.${at}, 203.0.113.9`);
    expect((await login({ ...wrong, email: `victim${at}@shop.test` }, spoofed)).status).toBe(401);
  }
  expect((await login(OWNER, from("1.2.3.4, 203.0.113.9"))).status).toBe(429);
});

// Half a gigabyte to send, or 500 passwords to hash, on a machine that may be busy.
describe("a flood", () => {
  test("of five hundred sign-ins with a megabyte of password each is refused unread", async () => {
    const body = JSON.stringify({ email: OWNER.email, password: "x".repeat(1_000_000) });
    const answers = await Promise.allSettled(Array.from({ length: 500 }, () => login(body)));
    // The server may close after its answer, before all is sent: the client then sees a broken pipe.
    const statuses = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value.status] : []));
    expect(statuses.length).toBeGreaterThan(50);
    for (const status of statuses) expect([413, 429]).toContain(status);
    expect((await login(OWNER)).status).toBe(200);
  });

  test("of five hundred ordinary sign-ins is hashed as far as possible, and the rest gets 429", async () => {
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, at) =>
        login({ ...wrong, email: `flood${at}@shop.test` }, from(`2001:db8:${at}::1`)),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect((await api.request("GET", "/api/v1/products")).status).toBe(200);
  });
});
