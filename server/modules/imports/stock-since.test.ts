/** Stock that moves between the dry run of a file and its commit. */
import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk } from "./imports.fixture.ts";
import { importWorker, ProcessDeath } from "./worker.fixture.ts";

// No worker: the tests run the job themselves.
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
const api = client(shop.url);
const desk = await importDesk(api);
const worker = await importWorker(shop, desk);
const { context, db, run, results, dyingAfter, again } = worker;

afterAll(async () => {
  await worker.close();
  await shop.stop();
});

const STOCK = "/api/v1/admin/stock";
const adjust = (sku: string, delta: number, location = "main") =>
  api.request("POST", `${STOCK}/${sku}/adjust`, { delta, reason: "입고", location }, desk.staff);
const countAs = (sku: string, counted: number, expected: number) =>
  api.request(
    "POST",
    `${STOCK}/counts`,
    { reason: "재고 조사", lines: [{ sku, location: "main", counted, expected }] },
    desk.staff,
  );
async function onHand(sku: string, location = "main"): Promise<number | undefined> {
  const path = `${STOCK}/${sku}`;
  const { body } = await api.request<{ items: { location: string; onHand: number }[] }>(
    "GET",
    path,
    undefined,
    desk.staff,
  );
  return body.items.find((level) => level.location === location)?.onHand;
}
async function product(sku: string, stock = 8): Promise<string> {
  const { variants } = await api.createProduct({ variants: [{ sku, stock }] });
  return variants[0]?.id ?? "";
}
/** A purchase whose goods have left the stock: a job does that. */
async function sell(variantId: string, quantity: number): Promise<void> {
  const { order } = await api.buy(variantId, quantity);
  await context.inventory.commit({ orderId: order.id });
}
async function checked(rows: string): Promise<{ id: string; commit(): Promise<void> }> {
  const { id } = (await desk.upload("stock", `sku,location,onHand\n${rows}\n`)).body;
  const { token } = (await desk.dryRun(id)).body;
  return {
    id,
    async commit() {
      expect((await desk.commit(id, token)).status).toBe(202);
    },
  };
}
async function applied(file: { id: string; commit(): Promise<void> }) {
  await file.commit();
  await run();
  const { errors } = await desk.read(file.id);
  return {
    ...(await results(file.id)),
    errors: errors.map(({ row, field, code }) => `${row} ${field} ${code}`),
  };
}

test("what was sold, received or adjusted since the dry run stays so", async () => {
  const id = await product("SINCE-1");
  await product("SINCE-2");
  await product("SINCE-3");
  const file = await checked("SINCE-1,,10\nSINCE-2,,8\nSINCE-3,,6");
  await sell(id, 3);
  await adjust("SINCE-2", 5);
  await adjust("SINCE-3", 20);
  expect(await applied(file)).toMatchObject({ status: "done", update: 2, unchanged: 1, refused: 0 });
  expect(await Promise.all(["SINCE-1", "SINCE-2", "SINCE-3"].map((sku) => onHand(sku)))).toEqual([7, 13, 26]);
});

test("a place that had none when it was checked, and got goods since, has both", async () => {
  await product("SINCE-NEW");
  await api.request("POST", "/api/v1/admin/locations", { id: "since", name: "새 창고" }, desk.staff);
  const file = await checked("SINCE-NEW,새 창고,4");
  await adjust("SINCE-NEW", 2, "since");
  expect(await applied(file)).toMatchObject({ update: 1, refused: 0 });
  expect([await onHand("SINCE-NEW", "since"), await onHand("SINCE-NEW")]).toEqual([6, 8]);
});

test("what another count has corrected since is CHANGED, until it is checked anew", async () => {
  await product("TWICE-1");
  await product("TWICE-2");
  const [file, other] = [await checked("TWICE-1,,10\nTWICE-2,,10"), await checked("TWICE-2,,10")];
  expect((await countAs("TWICE-1", 10, 8)).status).toBe(200);
  expect(await applied(other)).toMatchObject({ update: 1, refused: 0 });
  expect(await applied(file)).toMatchObject({
    ...{ status: "done", update: 0, refused: 2 },
    errors: ["2 onHand CHANGED", "3 onHand CHANGED"],
  });
  expect([await onHand("TWICE-1"), await onHand("TWICE-2")]).toEqual([10, 10]);
  expect(await applied(await checked("TWICE-1,,11"))).toMatchObject({ update: 1, refused: 0 });
  expect(await onHand("TWICE-1")).toBe(11);
});

test("a count elsewhere changes nothing here", async () => {
  await product("ELSE-1");
  await product("ELSE-2");
  const file = await checked("ELSE-1,,10");
  expect((await countAs("ELSE-2", 3, 8)).status).toBe(200);
  expect(await applied(await checked("ELSE-1,since,1"))).toMatchObject({ update: 1 });
  expect(await applied(file)).toMatchObject({ update: 1, refused: 0 });
  expect(await onHand("ELSE-1")).toBe(10);
});

test("a SKU that was unknown, or is another one's by now, is CHANGED", async () => {
  await product("MOVED-1");
  const file = await checked("MOVED-1,,10\nMOVED-2,,10");
  await Promise.all([product("MOVED-2", 1), product("MOVED-3", 1)]);
  await db.pool.query("UPDATE inventory.stock SET sku = 'MOVED-0' WHERE sku = 'MOVED-1'");
  await db.pool.query("UPDATE inventory.stock SET sku = 'MOVED-1' WHERE sku = 'MOVED-3'");
  expect(await applied(file)).toMatchObject({ update: 0, errors: ["2 onHand CHANGED", "3 onHand CHANGED"] });
  expect([await onHand("MOVED-1"), await onHand("MOVED-2")]).toEqual([1, 1]);
});

test("a difference that is more than what is left is refused, and changes nothing", async () => {
  const id = await product("LESS-1");
  await product("MUCH-1", 1);
  const file = await checked("LESS-1,,2\nMUCH-1,,1000000000");
  await sell(id, 3);
  await adjust("MUCH-1", 1);
  expect(await applied(file)).toMatchObject({
    ...{ update: 0, refused: 2 },
    errors: ["2 onHand STOCK_BELOW_RESERVED", "3 onHand MAXIMUM"],
  });
  expect([await onHand("LESS-1"), await onHand("MUCH-1")]).toEqual([5, 2]);
});

test("orders, receipts and two workers at once lose nothing, and every row is applied once", async () => {
  const skus = Array.from({ length: 12 }, (_, at) => `RACE-${at}`);
  const variants = await Promise.all(skus.map((sku) => product(sku, 20)));
  const file = await checked(skus.map((sku) => `${sku},,25`).join("\n"));
  await file.commit();
  await Promise.all([
    ...variants.map((id) => sell(id, 2)),
    ...skus.map((sku) => adjust(sku, 7)),
    run(),
    run(),
    ...skus.map((sku) => adjust(sku, -3)),
  ]);
  await run();
  expect(await results(file.id)).toMatchObject({ status: "done", update: 12, refused: 0 });
  expect(await Promise.all(skus.map((sku) => onHand(sku)))).toEqual(skus.map(() => 25 - 2 + 7 - 3));
});

test("of two files that were checked at one state and run at once, one corrects each level", async () => {
  const skus = Array.from({ length: 12 }, (_, at) => `PAIR-${at}`);
  await Promise.all(skus.map((sku) => product(sku, 20)));
  const rows = skus.map((sku) => `${sku},,25`).join("\n");
  const files = [await checked(rows), await checked(rows)];
  for (const file of files) await file.commit();
  await Promise.all([run(), run(), run()]);
  const counts = await Promise.all(files.map(({ id }) => results(id)));
  expect(counts.reduce((sum, { update }) => sum + (update ?? 0), 0)).toBe(12);
  expect(await Promise.all(skus.map((sku) => onHand(sku)))).toEqual(skus.map(() => 25));
});

test("a batch that runs again after its process died applies no difference twice", async () => {
  await product("AGAIN-1");
  const file = await checked("AGAIN-1,,10");
  await file.commit();
  await expect(run(dyingAfter(1))).rejects.toThrow(ProcessDeath);
  await adjust("AGAIN-1", 4);
  await again(file.id);
  expect(await results(file.id)).toMatchObject({ status: "done", update: 1, refused: 0 });
  expect(await onHand("AGAIN-1")).toBe(14);
});

test("a file that a version without this rule has checked sets what was counted", async () => {
  await product("FORMER-1");
  const file = await checked("FORMER-1,,10");
  await db.pool.query("DELETE FROM imports.seen_levels WHERE import_id = $1", [file.id]);
  await adjust("FORMER-1", -3);
  expect(await applied(file)).toMatchObject({ update: 1, refused: 0 });
  expect(await onHand("FORMER-1")).toBe(10);
});

test("what a dry run saw is forgotten with the next one, and when the import is done", async () => {
  await product("SEEN-1");
  const file = await checked("SEEN-1,,10");
  const seen = async () =>
    (await db.pool.query("SELECT run FROM imports.seen_levels WHERE import_id = $1", [file.id])).rows.length;
  await desk.dryRun(file.id);
  expect(await seen()).toBe(1);
  const { token } = (await desk.dryRun(file.id)).body;
  await desk.commit(file.id, token);
  await run();
  expect([await seen(), await onHand("SEEN-1")]).toEqual([0, 10]);
});
