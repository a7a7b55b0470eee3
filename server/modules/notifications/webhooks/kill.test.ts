/** `kill -9` of the worker while it sends: every delivery arrives, a repeated one with the same id. */
import { afterAll, expect, inject, test } from "vitest";
import { openBackstage } from "../../../../tests/support/backstage.ts";
import { startChildShop } from "../../../../tests/support/child-shop.ts";
import { startTestShop } from "../../../testing.ts";
import { openReceiver, webhookDesk } from "./webhooks.fixture.ts";

const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  environment: { ROLES: "api", WEBHOOK_TARGETS: "any" },
});
const receiver = await openReceiver();
const { register, sendTest, deliveries } = webhookDesk(shop);
const backstage = await openBackstage({
  databaseUrl: shop.databaseUrl,
  environment: shop.environment,
  sandboxUrl: shop.sandbox.url,
});
afterAll(async () => {
  await backstage.close();
  await receiver.close();
  await shop.stop();
});

const KILLS = 2;
const MESSAGES = 60;

test("every delivery arrives, whatever is killed", async () => {
  const { id } = await register(receiver.url);
  const sent = new Set<string>();
  for (let count = 0; count < MESSAGES; count += 1) sent.add((await sendTest(id)).messageId);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const worker = await startChildShop({ ...shop.environment, ROLES: "worker" });
    // In the middle of its work: more have come than before.
    const before = receiver.received.length;
    await expect
      .poll(() => receiver.received.length, { interval: 2, timeout: 60_000 })
      .toBeGreaterThan(before);
    await worker.end("SIGKILL");
    // The claims of the killed worker would lapse after half a minute.
    await backstage.rows(
      "UPDATE notifications.webhook_deliveries SET claimed_until = now() WHERE claimed_until > now()",
    );
  }
  const survivor = await startChildShop({ ...shop.environment, ROLES: "worker" });
  await expect
    .poll(async () => (await deliveries(id)).filter(({ state }) => state === "delivered").length, {
      timeout: 60_000,
    })
    .toBe(MESSAGES);
  expect(await survivor.end("SIGTERM")).toBe(0);
  expect(new Set(receiver.received.map((got) => got.id))).toEqual(sent);
});
