/** Brings a shop to rest: what waits for its time gets it, until no payment, refund or event is open. */
import { setTimeout as wait } from "node:timers/promises";
import type { Backstage } from "../support/backstage.ts";
import { describeDeliveries, hurryDeliveries } from "../support/deliveries.ts";

const LIMIT_MS = 300_000;
const PAUSE_MS = 250;

/** What is open: nothing of it may be left. */
const OPEN = `
  SELECT
    (SELECT count(*) FROM payments.attempts WHERE state IN ('READY', 'CONFIRMING'))::int AS attempts,
    (SELECT count(*) FROM payments.refunds WHERE state = 'REQUESTED')::int AS refunds,
    (SELECT count(*) FROM orders.orders WHERE status = 'pending_payment')::int AS unpaid,
    (SELECT count(*) FROM inventory.reservations WHERE state = 'HELD')::int AS held,
    (SELECT count(*) FROM platform.outbox)::int
      + (SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier = 'deliver')::int AS events`;

/** The time of everything that waits is over. */
const PASS_TIME = [
  `UPDATE payments.attempts SET next_check_at = now() - interval '1 second' WHERE next_check_at > now()`,
  `UPDATE payments.attempts SET confirm_started_at = confirm_started_at - interval '1 minute'
   WHERE state = 'CONFIRMING'`,
  `UPDATE payments.attempts SET created_at = created_at - interval '25 hours'
   WHERE state = 'READY' AND created_at > now() - interval '24 hours'`,
  `UPDATE orders.orders SET expires_at = now() - interval '1 second'
   WHERE status = 'pending_payment' AND expires_at > now()`,
  `UPDATE inventory.reservations SET expires_at = now() - interval '1 second'
   WHERE state = 'HELD' AND expires_at > now()`,
];
export async function comeToRest(backstage: Backstage): Promise<void> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const [open = {}] = await backstage.rows<Record<string, number>>(OPEN);
    if (Object.values(open).every((count) => count === 0)) return;
    if (Date.now() > until)
      throw new Error(
        `the shop does not come to rest: ${JSON.stringify(open)}\n${await describeDeliveries(backstage)}`,
      );
    for (const statement of PASS_TIME) await backstage.rows(statement);
    await hurryDeliveries(backstage);
    await backstage.run("payments.reconcile");
    await backstage.run("orders.expire");
    await backstage.run("payments.endAbandoned");
    await backstage.run("inventory.sweep");
    await wait(PAUSE_MS);
  }
}
