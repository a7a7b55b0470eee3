/** `kill -9` of the worker while it tells a crowd: each member is told, by one mail or copies of it. */
import { afterAll, expect, inject, test } from "vitest";
import { openBackstage } from "../../../tests/support/backstage.ts";
import { startChildShop } from "../../../tests/support/child-shop.ts";
import { startTestShop } from "../../testing.ts";
import { openWaiting } from "./restock.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
const waiting = openWaiting(shop);
const backstage = await openBackstage({
  databaseUrl: shop.databaseUrl,
  environment: shop.environment,
  sandboxUrl: shop.sandbox.url,
});
afterAll(async () => {
  await backstage.close();
  await waiting.close();
  await shop.stop();
});

const KILLS = 3;

test("every member of a crowd is told, and no member by two different mails", async () => {
  const product = await waiting.soldOut();
  const crowd = await waiting.crowd(product, 240);
  await waiting.adjust(product, 1);
  const told = () => shop.mailbox.list().filter(({ to }) => to.startsWith("crowd-"));
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const worker = await startChildShop({ ...shop.environment, ROLES: "worker" });
    // In the middle of its work: more mails have come than before.
    const before = told().length;
    await expect.poll(() => told().length, { interval: 5 }).toBeGreaterThan(before + 5);
    await worker.end("SIGKILL");
  }
  const survivor = await startChildShop({ ...shop.environment, ROLES: "worker" });
  await expect.poll(() => new Set(told().map(({ to }) => to)).size, { timeout: 60_000 }).toBe(crowd.length);
  await backstage.delivered();
  expect(await survivor.end("SIGTERM")).toBe(0);
  const mails = new Map<string, Set<string>>();
  for (const { to, messageId } of told()) mails.set(to, (mails.get(to) ?? new Set()).add(messageId ?? ""));
  expect([...mails.keys()].sort()).toEqual([...crowd].sort());
  expect([...mails.values()].filter(({ size }) => size !== 1)).toEqual([]);
  expect(await backstage.rows("SELECT FROM restock.notices")).toEqual([]);
});
