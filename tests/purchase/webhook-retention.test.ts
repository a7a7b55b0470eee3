/** What is left of webhooks, and for how long. Time is passed in, and the provider sends none by itself. */
import { afterAll, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { migrateAll } from "../../server/migrations.ts";
import { readConfig } from "../../server/platform/config.ts";
import { type ApprovedPayment, newKey } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { openStage } from "./stage.ts";

const DAY_MS = 24 * 3_600_000;
const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock, environment: { WEBHOOK_DAYS: "7", ROLES: "api" } });
afterAll(() => stage.close());

/** A webhook as Toss sends it, with the customer's data in it. */
const webhook = ({ orderId, paymentKey }: ApprovedPayment, id = newKey()) =>
  stage.shopper.request(
    "POST",
    "/api/v1/payments/webhooks/sandbox",
    {
      eventType: "PAYMENT_STATUS_CHANGED",
      data: { orderId, paymentKey, status: "DONE", virtualAccount: { customerName: "김장터" } },
    },
    { "tosspayments-webhook-transmission-id": id },
  );

interface StoredWebhook {
  readonly eventId: string;
  readonly providerOrderId: string | null;
  readonly body: unknown;
}
const stored = ({ orderId }: Pick<ApprovedPayment, "orderId">) =>
  stage.backstage.rows<StoredWebhook>(
    `SELECT event_id AS "eventId", provider_order_id AS "providerOrderId", body
     FROM payments.webhook_inbox WHERE provider_order_id = $1 OR $1 = 'all'`,
    [orderId],
  );

test("of a webhook its id and its payment are stored, and nothing of its body", async () => {
  const { approved } = await stage.approve((await stage.stock(1)).id);
  expect((await webhook(approved, "one-of-a-kind")).status).toBe(200);
  expect(await stored(approved)).toEqual([
    { eventId: "one-of-a-kind", providerOrderId: approved.orderId, body: null },
  ]);
});

test("a flood about one payment stores twenty an hour, and a change among it is noticed later", async () => {
  const { approved, ...placed } = await stage.approve((await stage.stock(1)).id);
  expect((await stage.shopper.confirm(approved)).status).toBe(200);
  for (let at = 0; at < 25; at += 1) expect((await webhook(approved)).status).toBe(200);
  expect(await stored(approved)).toHaveLength(20);
  await sandboxDesk(stage.shop.sandbox.url).cancel(approved.paymentKey, 1_000);
  expect((await webhook(approved)).status).toBe(200);
  expect(await stored(approved)).toHaveLength(20);
  clock.advance(61 * 60_000);
  await stage.backstage.run("payments.reconcile");
  expect((await stage.read(placed)).payment?.status).toBe("partially_refunded");
  expect((await webhook(approved)).status).toBe(200);
  expect(await stored(approved)).toHaveLength(21);
});

test("webhooks are forgotten after the days of the setting, not before", async () => {
  const { approved } = await stage.approve((await stage.stock(1)).id);
  await webhook(approved);
  clock.advance(6.9 * DAY_MS);
  await stage.backstage.run("payments.forgetWebhooks");
  expect(await stored(approved)).toHaveLength(1);
  clock.advance(0.2 * DAY_MS);
  await stage.backstage.run("payments.forgetWebhooks");
  expect(await stored({ orderId: "all" })).toEqual([]);
});

test("an upgrade empties the bodies that an earlier version stored", async () => {
  const { backstage, shop } = stage;
  await backstage.rows(`
    DROP INDEX payments.webhook_inbox_of_attempt, payments.webhook_inbox_received;
    ALTER TABLE payments.webhook_inbox DROP COLUMN provider_order_id;
    ALTER TABLE payments.webhook_inbox ALTER COLUMN body SET NOT NULL;
    DELETE FROM platform.migrations WHERE module = 'payments' AND name = '0003_webhooks.sql';
    INSERT INTO payments.webhook_inbox (provider, event_id, body)
    VALUES ('toss', 'old', '"a text with a name"')`);
  expect(await migrateAll(readConfig({ ...shop.environment }))).toEqual(["payments/0003_webhooks.sql"]);
  expect(await stored({ orderId: "all" })).toEqual([{ eventId: "old", providerOrderId: null, body: null }]);
  clock.advance(8 * DAY_MS);
  await backstage.run("payments.forgetWebhooks");
  expect(await stored({ orderId: "all" })).toEqual([]);
});
