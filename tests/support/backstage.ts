/** A test's access behind the counter: jobs, audits, stock, and the provider's books to compare with ours. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { expect } from "vitest";
import { type Audit, openAudit } from "../../scripts/audit/run.ts";
import { compose } from "../../server/compose.ts";
import type { ModuleName } from "../../server/module-names.ts";
import { type Clock, systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import type { AnyContract, EventMessage, Port } from "../../server/platform/contract/contract.ts";
import { bindLocal } from "../../server/platform/contract/local.ts";
import { createLog } from "../../server/platform/log.ts";
import { countDeliveries, describeDeliveries, hurryDeliveries } from "./deliveries.ts";

export interface BackstageOptions {
  readonly databaseUrl: string;
  /** Base address of the payment sandbox. */
  readonly sandboxUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/** A payment in the provider's books. `held` is the amount that the shop has of it. */
export interface ProviderPayment {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly status: string;
  readonly held: number;
  readonly ledger: readonly { readonly amount: number }[];
}

export interface ProviderReceipt {
  readonly orderId: string;
  readonly type: "income" | "expense";
  readonly number: string;
  readonly issued: number;
  readonly canceled: number;
}

export interface Backstage {
  /** Runs a repeating job once, as the worker does. */
  run(
    job:
      | "orders.expire"
      | "orders.forgetGuestAccess"
      | "orders.complete"
      | "orders.reconcileRefunds"
      | "orders.tendArchive"
      | "orders.forgetUnpaid"
      | "payments.reconcile"
      | "payments.endAbandoned"
      | "payments.forgetWebhooks"
      | "payments.forgetRefundAccounts"
      | "payments.compare"
      | "payments.receipts"
      | "payments.forgetReceiptNumbers"
      | "payments.settlePaidElsewhere"
      | "inventory.sweep"
      | "promotions.sweep"
      | "promotions.expirePoints"
      | "cart.removeStale"
      | "reviews.sweepPictures"
      | "notifications.forgetDeliveries"
      | "notifications.forgetMessages"
      | "notifications.warnOfPoints"
      | "notifications.sendMessages"
      | "reports.refresh"
      | "recommendations.keepDays"
      | "recommendations.train"
      | "recommendations.judge"
      | "recommendations.export"
      | "recommendations.monitor"
      | "catalog.bulk"
      | "catalog.prices",
  ): Promise<void>;
  /** A module as other modules call it: input and output are validated and pass through JSON. */
  port<C extends AnyContract>(contract: C): Port<C>;
  /**
   * Takes the events of a type from the outbox and hands them to their consumers, as the worker does: for
   * shops without one.
   */
  deliver(type: string): Promise<void>;
  /** Resolves when every event is delivered. What waits for its time, or for another try, gets it at once. */
  delivered(): Promise<void>;
  rows<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
  providerPayments(): Promise<ProviderPayment[]>;
  /** The cash receipts of an order in the providers' books, the oldest first. */
  receiptsOf(providerOrderId: string): Promise<ProviderReceipt[]>;
  fault(
    operation: "open" | "confirm" | "cancel" | "get" | "close" | "receipt" | "receiptCancel",
    mode: string,
    times?: number,
    provider?: StandIn,
  ): Promise<void>;
  clearFaults(): Promise<void>;
  /**
   * Expects that all events are delivered, invariants hold, both ledgers agree, and paid goods left the
   * stock.
   */
  expectSound(): Promise<void>;
  close(): Promise<void>;
}

/** The payment providers that the sandbox stands in for; `sandbox` is Toss. */
const PROVIDERS = ["sandbox", "portone", "stripe"] as const;
/** `solapi`: the gateway of messages to phones. */
const STAND_INS = [...PROVIDERS, "solapi"] as const;
type StandIn = (typeof STAND_INS)[number];
const controlOf = (name: StandIn): string => (name === "sandbox" ? "/sandbox" : `/sandbox/${name}`);

const DELIVERY_LIMIT_MS = 120_000;
const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;

export async function openBackstage({
  databaseUrl,
  sandboxUrl,
  environment,
  clock = systemClock,
}: BackstageOptions): Promise<Backstage> {
  const keysDir = await mkdtemp(join(tmpdir(), "jangteo-backstage-"));
  const config = readConfig({
    ...environment,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: "4",
    // What the shop sealed can be opened here.
    KEYS_DIR: environment.KEYS_DIR ?? keysDir,
  });
  const shop = await compose({
    config: { ...config, modules: null, peers: new Map() },
    clock,
    log: createLog("silent", {}),
  });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const jobs = new Map(
    [...shop.modules.values()].flatMap((module) => module.jobs.map((job) => [job.name, job] as const)),
  );

  const rows = async <Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(statement, values)).rows;

  async function control(method: string, path: string, body?: object): Promise<Response> {
    const headers = { authorization, ...(body ? { "content-type": "application/json" } : {}) };
    const response = await fetch(sandboxUrl + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  let audit: Promise<Audit> | undefined;

  const self: Backstage = {
    rows,
    port<C extends AnyContract>(contract: C) {
      const module = shop.modules.get(contract.name as ModuleName);
      if (!module) throw new Error(`there is no module ${contract.name}`);
      return bindLocal(contract, module.port as Port<C>, { roundTrip: true });
    },
    async run(name) {
      const job = jobs.get(name);
      if (!job) throw new Error(`there is no job ${name}`);
      await job.run();
    },
    async deliver(type) {
      const taken = await rows<{ consumer: string; message: EventMessage }>(
        `WITH taken AS (
           DELETE FROM platform.outbox WHERE message->>'type' = $1 RETURNING id, consumer, message
         ) SELECT consumer, message FROM taken ORDER BY id`,
        [type],
      );
      for (const { consumer, message } of taken) await shop.deliver(consumer, message);
    },
    async delivered() {
      const until = Date.now() + DELIVERY_LIMIT_MS;
      for (;;) {
        const left = await countDeliveries(self);
        if (left === 0) return;
        await hurryDeliveries(self);
        if (Date.now() > until)
          throw new Error(`${left} deliveries are left:\n${await describeDeliveries(self)}`);
        await wait(25);
      }
    },
    async providerPayments() {
      const books = await Promise.all(
        PROVIDERS.map(async (name) => {
          const answer = await control("GET", `${controlOf(name)}/payments`);
          return ((await answer.json()) as { payments: ProviderPayment[] }).payments;
        }),
      );
      return books.flat();
    },
    async receiptsOf(providerOrderId) {
      const answer = await control("GET", "/sandbox/receipts");
      const { receipts } = (await answer.json()) as { receipts: ProviderReceipt[] };
      return receipts.filter(({ orderId }) => orderId.startsWith(`${providerOrderId}-r`));
    },
    async fault(operation, mode, times, provider = "sandbox") {
      await control("POST", `${controlOf(provider)}/faults`, {
        operation,
        mode,
        ...(times === undefined ? {} : { times }),
      });
    },
    async clearFaults() {
      for (const name of STAND_INS) await control("DELETE", `${controlOf(name)}/faults`);
    },
    async expectSound() {
      await self.delivered();
      audit ??= openAudit(databaseUrl, { STORAGE_DIR: environment.STORAGE_DIR });
      const { modules } = await (await audit).run(250);
      expect(modules.flatMap(({ violations }) => violations)).toEqual([]);
      expect(await rows<OrderBooks>(OUR_BOOKS)).toEqual(booksOf(await self.providerPayments()));
      expect(await rows(SALES_MISMATCHES)).toEqual([]);
    },
    async close() {
      await (await audit)?.close();
      await pool.end();
      await shop.close();
      await rm(keysDir, { recursive: true });
    },
  };
  return self;
}

interface OrderBooks {
  readonly orderId: string;
  readonly captured: number;
  readonly held: number;
}

const OUR_BOOKS = `
  SELECT provider_order_id AS "orderId",
         sum(ledger.amount) FILTER (WHERE kind = 'capture')::float8 AS captured,
         sum(CASE kind WHEN 'capture' THEN ledger.amount ELSE -ledger.amount END)::float8 AS held
  FROM payments.ledger JOIN payments.attempts ON attempts.id = attempt_id
  -- No provider has books of transfers to the shop's own account.
  WHERE provider <> 'bank'
  GROUP BY provider_order_id ORDER BY provider_order_id COLLATE "C"`;

/** The provider's payments with a movement of money, in the order of our statement. */
function booksOf(payments: readonly ProviderPayment[]): OrderBooks[] {
  const capturedSum = (ledger: ProviderPayment["ledger"]) =>
    ledger.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0);
  return payments
    .filter(({ ledger }) => ledger.length > 0)
    .map(({ orderId, held, ledger }) => ({ orderId, captured: capturedSum(ledger), held }))
    .sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
}

/** Lines of paid orders that did not leave the stock exactly once, and sales without a paid order. */
const SALES_MISMATCHES = `
  WITH sold AS (
    -- Replacements of an exchange are sold under the reservation of its claim.
    SELECT coalesce(claims.order_id::text, reference) AS order_id, variant_id, -sum(delta) AS quantity
    FROM inventory.ledger LEFT JOIN orders.claims ON coalesce(hold_id, claims.id)::text = reference
    WHERE ledger.reason IN ('sale', 'cancel', 'return') AND reference_type = 'order' GROUP BY 1, variant_id
    HAVING sum(delta) <> 0
  ), piece AS (
    SELECT claims.order_id::text AS order_id, status, received, resellable,
      coalesce((held ->> 'variantId')::uuid, variant_id) AS back,
      coalesce((wanted ->> 'variantId')::uuid, (held ->> 'variantId')::uuid, variant_id) AS sent
    FROM orders.claims JOIN orders.claim_lines ON claim_id = claims.id JOIN orders.lines ON lines.id = line_id
  ), paid AS (
    SELECT order_id, variant_id, sum(quantity) AS quantity FROM (
      SELECT orders.id::text AS order_id, variant_id, quantity - canceled AS quantity
      FROM orders.orders JOIN orders.lines ON order_id = orders.id
      WHERE status NOT IN ('pending_payment', 'awaiting_deposit', 'expired', 'canceled')
      UNION ALL
      SELECT order_id, back, -coalesce(resellable, 0) FROM piece
      UNION ALL
      SELECT order_id, sent, received FROM piece WHERE status IN ('reshipping', 'done')) AS pieces
    GROUP BY order_id, variant_id HAVING sum(quantity) <> 0
  )
  SELECT * FROM paid FULL JOIN sold USING (order_id, variant_id)
  WHERE paid.quantity IS DISTINCT FROM sold.quantity`;
