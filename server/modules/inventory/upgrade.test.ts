/** A database of the version before the ledger named actors and references. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Db } from "../../platform/db/db.ts";
import { migrate } from "../../platform/db/migrate.ts";
import { newId } from "../../platform/ids.ts";
import { audit } from "./audit.ts";
import { listLedger } from "./stock-queries.ts";

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PLATFORM = { module: "platform", directory: folderOf("../../platform/migrations") };
const INVENTORY = { module: "inventory", directory: folderOf("migrations") };
const DATABASE = `upgrade_${process.pid}`;
const [variantId, productId, staffId, orderId] = [newId(), newId(), newId(), newId()];

let folder: string;
let db: Db;
/** In a database of its own, as the version before left it. */
async function execute(url: string, sql: string): Promise<void> {
  const link = new pg.Client({ connectionString: url });
  await link.connect();
  try {
    await link.query(sql);
  } finally {
    await link.end();
  }
}

beforeAll(async () => {
  await execute(inject("clusterUrl"), `CREATE DATABASE ${DATABASE}`);
  const url = new URL(inject("clusterUrl"));
  url.pathname = `/${DATABASE}`;
  folder = await mkdtemp(join(tmpdir(), "jangteo-upgrade-"));
  for (const name of ["0001_stock.sql", "0002_unpaid_limits.sql", "0003_released_retention.sql"])
    await cp(join(INVENTORY.directory, name), join(folder, name));
  await migrate(url.href, [PLATFORM, { module: "inventory", directory: folder }]);
  await execute(
    url.href,
    `INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
     VALUES ('${variantId}', 'main', 'A', 12);
     INSERT INTO inventory.reservations (order_id, variant_id, location, quantity, state, expires_at)
     VALUES ('${orderId}', '${variantId}', 'main', 2, 'COMMITTED', now());
     INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference) VALUES
       ('${variantId}', 'main', 10, 'initial', '${productId}'),
       ('${variantId}', 'main', 5, '입고', '${staffId}'),
       ('${variantId}', 'main', -2, 'sale', '${orderId}'),
       ('${variantId}', 'main', -1, 'sale', '${staffId}')`,
  );
  await migrate(url.href, [PLATFORM, INVENTORY]);
  db = connect({ url: url.href, size: 2 });
});
afterAll(async () => {
  await db.close();
  await execute(inject("clusterUrl"), `DROP DATABASE ${DATABASE}`);
  await rm(folder, { recursive: true });
});

const entries = async () =>
  (await db.rows(listLedger, { variantId, location: null, beforeId: 1_000_000, limit: 100 })).map(
    ({ delta, onHandAfter, actorKind, actorId, referenceType, reference }) => [
      delta,
      onHandAfter,
      actorId === null ? actorKind : `${actorKind} ${actorId}`,
      referenceType === null ? null : `${referenceType} ${reference}`,
    ],
  );
const before = [
  [-1, 12, `member ${staffId}`, null],
  [-2, 13, "shop", `order ${orderId}`],
  [5, 15, `member ${staffId}`, null],
  [10, 10, "shop", `product ${productId}`],
];

test("rows of the ledger say who, for what, and what was left; also a sale that staff wrote so", async () => {
  expect(await entries()).toEqual(before);
  expect(await audit(db)).toEqual([]);
});

test("what the version before writes beside this one is as good", async () => {
  const other = newId();
  await db.script(`SELECT FROM inventory.adjust('A', 'main', 3, '입고', '${staffId}')`);
  // As the version before opens the stock of a new variant.
  await db.script(`
    INSERT INTO inventory.stock (variant_id, location, sku, on_hand) VALUES ('${other}', 'main', 'B', 7);
    INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference)
    VALUES ('${other}', 'main', 7, 'initial', '${productId}')`);
  expect(await entries()).toEqual([[3, 15, `member ${staffId}`, null], ...before]);
  const opened = await db.rows(listLedger, { variantId: other, location: null, beforeId: 1e6, limit: 9 });
  expect(opened).toMatchObject([
    { onHandAfter: 7, actorKind: "shop", referenceType: "product", reference: productId },
  ]);
  expect(await audit(db)).toEqual([]);
});
