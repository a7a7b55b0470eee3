/** Cancellations of pieces beside one another, before the event of the payment has made the goods sold. */
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../server/platform/config.ts";
import { createLog } from "../../server/platform/log.ts";
import { startProcess } from "../../server/process.ts";
import { newKey } from "../support/client.ts";
import { whileLocked } from "../support/while-locked.ts";
import { openStage } from "./stage.ts";

/** Events wait until the test hands them over. */
const stage = await openStage({ environment: { ROLES: "api" } });
afterAll(() => stage.close());
const { shop, shopper, backstage } = stage;
const PIECES = 10;

async function startWorker() {
  const config = readConfig({ ...shop.environment, ROLES: "worker" });
  return startProcess({ config, log: createLog("silent", {}) });
}

test("all pieces come back when the last is canceled while the commit of the first waits", async () => {
  const variant = await stage.stock(PIECES);
  const placed = await stage.place(variant.id, 2);
  const { id } = placed.order;
  const lineId = placed.order.items[0]?.id ?? "";
  const paid = await shopper.confirm(await shopper.approve(placed.payment.windowUrl));
  expect(paid.status).toBe(200);
  const cancelOne = async () => {
    const body = { lines: [{ lineId, quantity: 1 }], reason: "마음이 바뀌었어요" };
    const headers = { "x-guest-token": placed.guestToken, "idempotency-key": newKey() };
    expect((await shopper.request("POST", `/api/v1/orders/${id}/cancel`, body, headers)).status).toBe(200);
  };
  // What was held has lapsed: the commit has to reserve it again, which can wait for the stock alone.
  await backstage.rows("UPDATE inventory.reservations SET expires_at = now() - interval '1 second'");
  await backstage.run("inventory.sweep");
  expect(await stage.levels(variant.sku)).toEqual({ onHand: PIECES, reserved: 0 });

  await cancelOne();
  const lock = `SELECT FROM inventory.stock WHERE sku = '${variant.sku}' FOR UPDATE`;
  await whileLocked(
    shop.databaseUrl,
    lock,
    1,
    () => backstage.deliver("orders.refunded"),
    async () => {
      // All within the 5 s that a statement of the shop waits for a lock. The second finds nothing sold.
      await cancelOne();
      await backstage.deliver("orders.refunded");
    },
  );
  expect((await stage.read(placed)).status).toBe("canceled");
  await backstage.deliver("payments.paid");
  expect(await stage.levels(variant.sku)).toEqual({ onHand: PIECES, reserved: 0 });

  const worker = await startWorker();
  await backstage.expectSound().finally(() => worker.stop());
});
