/** The module on a database of its own, without the rest of the shop, for the tests in this folder. */
import { sql } from "kysely";
import { inject } from "vitest";
import type { ActingStaff } from "../../platform/audit-log/audit-log.ts";
import type { Clock } from "../../platform/clock.ts";
import { listenForChanges } from "../../platform/db/changes.ts";
import { connect, type Db } from "../../platform/db/db.ts";
import { prepared } from "../../platform/db/prepared.ts";
import { writeEtag } from "../../platform/http/edit-version.ts";
import { newId } from "../../platform/ids.ts";
import { subscribe } from "../../platform/jobs/events.ts";
import { createLog } from "../../platform/log.ts";
import { cloneDatabase } from "../../platform/testing/cluster.ts";
import { audit } from "./audit.ts";
import type { InventoryContext } from "./context.ts";
import { partsContent, setParts } from "./service/bundles.ts";
import { createInventory } from "./service/reserve.ts";
import type { UnpaidLimits } from "./unpaid-limits.ts";

/** The member of staff that adjusts the stock. */
export const clerk: ActingStaff = {
  actor: { kind: "member", id: newId(), name: "재고 담당" },
  origin: { ip: "127.0.0.1", userAgent: null, requestId: "test" },
};

export interface Stock {
  readonly inventory: InventoryContext;
  readonly db: Db;
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Moves the clock forward. */
  advance(ms: number): void;
  /** The same module in another process, as far as the database can tell. */
  replica(): Promise<InventoryContext>;
  /** Creates a variant with `quantity` pieces at the location `main`, and with pieces at other locations. */
  variant(quantity: number, elsewhere?: Readonly<Record<string, number>>): Promise<Variant>;
  /** Creates a bundle of the parts, each with its quantity. */
  bundle(parts: readonly (readonly [part: Variant, quantity: number])[]): Promise<Variant>;
  levels(variantId: string): Promise<StoredLevel[]>;
  /** For whom the order's stock is reserved. */
  holdersOf(orderId: string): Promise<{ memberId: string | null; network: string | null }[]>;
  /** The variants of each `availabilityChanged` that was published since the last call. */
  published(): Promise<string[][]>;
  violations(): Promise<string[]>;
  close(): Promise<void>;
}
export interface Variant {
  readonly variantId: string;
  readonly sku: string;
}
export interface StoredLevel {
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
}

const findLevels = prepared<{ variantId: string }, StoredLevel>(
  (p) => sql`
    SELECT location, on_hand AS "onHand", reserved FROM inventory.stock
    WHERE variant_id = ${p.variantId} ORDER BY location`,
);
const findHolders = prepared<{ orderId: string }, { memberId: string | null; network: string | null }>(
  (p) => sql`
    SELECT member_id AS "memberId", network FROM inventory.reservations WHERE order_id = ${p.orderId}`,
);
const takeJobs = prepared<object, { variantIds: string[] }>(
  () => sql`
    WITH taken AS (DELETE FROM platform.outbox RETURNING id, message)
    SELECT message -> 'payload' -> 'variantIds' AS "variantIds" FROM taken ORDER BY id`,
);
const stockElsewhere = prepared<
  { variantId: string; sku: string; location: string; quantity: number },
  never
>(
  (p) => sql`
    WITH place AS (
      INSERT INTO inventory.locations (id, name, position) VALUES (${p.location}, 'test', 1)
      ON CONFLICT DO NOTHING
    ), booked AS (
      INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference)
      VALUES (${p.variantId}, ${p.location}, ${p.quantity}, 'initial', 'test')
    )
    INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
    VALUES (${p.variantId}, ${p.location}, ${p.sku}, ${p.quantity})`,
);

/** More than any test orders. */
export const NO_LIMITS: UnpaidLimits = {
  guestPieces: 1_000_000,
  member: { orders: 1_000_000, pieces: 1_000_000 },
  network: { orders: 1_000_000, pieces: 1_000_000 },
};

export async function startStock(limits: UnpaidLimits = NO_LIMITS): Promise<Stock> {
  const database = await cloneDatabase(inject("clusterUrl"));
  // Time stands still between two calls of `advance`.
  let nowMs = Date.now();
  const clock = { now: () => new Date(nowMs) };
  const closing: (() => Promise<void>)[] = [];

  async function process(): Promise<InventoryContext> {
    const db = connect({ url: database.url, size: 10 });
    const changes = await listenForChanges(database.url, db.pool, createLog("silent", {}));
    closing.push(
      () => changes.close(),
      () => db.close(),
    );
    return createInventory(db, clock, changes, limits);
  }
  const inventory = await process();
  const { db } = inventory;
  await subscribe(db, "catalog", ["inventory.availabilityChanged"]);

  async function variant(quantity: number, elsewhere: Readonly<Record<string, number>> = {}) {
    const variantId = newId();
    const sku = `SKU-${variantId}`;
    await inventory.openStock({ reference: "test", lines: [{ variantId, sku, quantity }] });
    for (const [location, pieces] of Object.entries(elsewhere)) {
      await db.rows(stockElsewhere, { variantId, sku, location, quantity: pieces });
    }
    return { variantId, sku };
  }

  return {
    inventory,
    db,
    databaseUrl: database.url,
    clock,
    advance(ms) {
      nowMs += ms;
    },
    replica: process,
    variant,
    async bundle(parts) {
      const made = await variant(0);
      const lines = parts.map(([{ sku }, quantity]) => ({ sku, quantity }));
      const edit = { sku: made.sku, parts: lines, ifMatch: writeEtag(partsContent([])) };
      await setParts(inventory, edit, clerk);
      return made;
    },
    holdersOf: (orderId) => db.rows(findHolders, { orderId }),
    levels: (variantId) => db.rows(findLevels, { variantId }),
    published: async () => (await db.rows(takeJobs, {})).map(({ variantIds }) => variantIds),
    violations: () => audit(db),
    async close() {
      for (const each of closing) await each();
      await database.drop();
    },
  };
}
