/** Without the setting for tests and development, webhooks go to public addresses alone. */
import { afterAll, expect, inject, test } from "vitest";
import type { Problem } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { webhookDesk } from "./webhooks.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const { call, register, sendTest, deliveries } = webhookDesk(shop);
afterAll(() => shop.stop());

test.each([
  ...["http://example.com/", "https://example.com:22/", "https://user:word@example.com/"],
  ...["https://127.0.0.1/", "https://2130706433/", "https://[::1]/", "https://169.254.169.254/latest"],
])("%s is 400", async (url) => {
  const { status, body } = await call<Problem>("POST", "", { url, events: ["order.paid"] });
  expect([status, body.errors?.map(({ pointer, code }) => [pointer, code])]).toEqual([
    ...[400, [["/url", "WEBHOOK_TARGET"]]],
  ]);
});

test("a name that resolves to an inner address gets nothing, and staff see why", async () => {
  const { id } = await register("https://localhost:8443/hook");
  await sendTest(id);
  await expect
    .poll(async () => (await deliveries(id))[0]?.lastAttempt)
    .toMatchObject({ status: null, failure: "ADDRESS" });
});
