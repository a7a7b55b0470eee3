import pg from "pg";
import { afterAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { connect } from "../../../platform/db/db.ts";
import { randomCode } from "../../../platform/ids.ts";
import { startTestShop } from "../../../testing.ts";
import { slotOfPosting } from "./postings.ts";
import { currentIndex } from "./refresh-index.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const db = connect({ url: shop.databaseUrl, size: 4 });
afterAll(async () => {
  await db.close();
  await shop.stop();
});

const index = currentIndex(db);
/** What the index knows after a message that something changed. */
async function current() {
  index.outdate();
  return index.get();
}

async function categoryId(): Promise<string> {
  const slug = `parts-${randomCode(8).toLowerCase()}`;
  const body = { slug, name: slug };
  const owner = await api.signInOwner();
  return (await api.request<{ id: string }>("POST", "/api/v1/admin/categories", body, owner)).body.id;
}

test("holds active products alone, with the words that find them", async () => {
  const shown = await api.createProduct({ name: "놋쇠 촛대" });
  const draft = await api.createProduct({ name: "숨은 촛대", status: "draft" });
  const { table, words } = await current();
  expect(table.slotOf(shown.id)).toBeTypeOf("number");
  expect(table.slotOf(draft.id)).toBeUndefined();
  expect(words.find("촛대")).toBeDefined();
  expect(words.find("숨은")).toBeUndefined();
});

test("shows a product from the first moment of its sales period to its end, without a message", async () => {
  const salesFrom = "2031-05-01T00:00:00.000Z";
  const salesUntil = "2031-05-02T00:00:00.000Z";
  const product = await api.createProduct({ salesFrom, salesUntil });
  const archived = await api.createProduct({ salesFrom, salesUntil });
  let now = "2031-04-30T23:59:59.999Z";
  const seasonal = currentIndex(db, { clock: { now: () => new Date(now) } });
  const at = async (moment: string) => {
    now = moment;
    const { table, sales } = await seasonal.get();
    const shown = [product, archived].map(({ id }) => table.slotOf(id) !== undefined);
    return [...shown, sales.next - Date.parse(moment)];
  };
  expect(await at(now)).toEqual([false, false, 1]);
  await db.script(`UPDATE catalog.products SET status = 'archived' WHERE id = '${archived.id}'`);
  seasonal.outdate();
  expect(await at(now)).toEqual([false, false, 1]);
  expect(await at(salesFrom)).toEqual([true, false, 86_400_000]);
  expect(await at("2031-05-01T23:59:59.999Z")).toEqual([true, false, 1]);
  expect(await at(salesUntil)).toEqual([false, false, Number.POSITIVE_INFINITY]);
});

test("sees the change of a transaction that began before one that was read, and ended later", async () => {
  const [late, early] = [
    await api.createProduct({ name: "늦은" }),
    await api.createProduct({ name: "이른" }),
  ];
  const slow = new pg.Client({ connectionString: shop.databaseUrl });
  await slow.connect();
  await slow.query("BEGIN");
  await slow.query("UPDATE catalog.products SET price = 111 WHERE id = $1", [late.id]);
  await db.script(`UPDATE catalog.products SET price = 222 WHERE id = '${early.id}'`);
  const priceOf = async (id: string) => {
    const { table } = await current();
    return table.price.values[table.slotOf(id) ?? -1];
  };
  expect(await priceOf(early.id)).toBe(222);
  expect(await priceOf(late.id)).not.toBe(111);
  await slow.query("COMMIT");
  await slow.end();
  expect(await priceOf(late.id)).toBe(111);
});

test("reads a product again only when it changed again, however long a transaction is open", async () => {
  const slow = new pg.Client({ connectionString: shop.databaseUrl });
  await slow.connect();
  await slow.query("BEGIN; SELECT pg_current_xact_id()");
  await api.createProduct({ name: "한 번만" });
  const { size } = (await current()).table;
  expect((await current()).table.size).toBe(size);
  await slow.query("ROLLBACK");
  await slow.end();
});

describe("a change of a part of a product", () => {
  test.each([
    ["a variant's price", "UPDATE catalog.variants SET price = 7 WHERE product_id = $1"],
    ["a variant that is removed", "DELETE FROM catalog.variants WHERE product_id = $1"],
    ["a category that is taken away", "DELETE FROM catalog.product_categories WHERE product_id = $1"],
  ])("is seen, also from statements that do not write the product: %s", async (_part, statement) => {
    const { id } = await api.createProduct({ categoryIds: [await categoryId()], variants: [{}, {}] });
    const { table } = await current();
    const before = table.slotOf(id);
    await db.pool.query(statement, [id]);
    expect((await current()).table.slotOf(id)).not.toBe(before);
  });
});

test("is loaded anew when most of it is of former versions, with all products", async () => {
  const { id } = await api.createProduct({ name: "자주 바뀌는" });
  const before = await current();
  let stops = 0;
  const collect = () => {
    stops += 1;
  };
  const few = currentIndex(db, { fewDead: 1, fewProducts: before.table.count - 1, collect });
  const first = await few.get();
  let last = first;
  for (let at = 0; at < 2 * first.table.count + 3 && last === first; at += 1) {
    await db.script(`UPDATE catalog.products SET price = price + 1 WHERE id = '${id}'`);
    few.outdate();
    last = await few.get();
  }
  expect(last).not.toBe(first);
  expect(last.table.count).toBe(before.table.count);
  expect(last.table.slotOf(id)).toBeTypeOf("number");
  // The process stops for its garbage only before it serves, and only where that is worth a stop.
  expect(stops).toBe(1);
  await currentIndex(db, { fewProducts: before.table.count, collect }).get();
  expect(stops).toBe(1);
});

test("serves readers that come together with one load; a load that failed is tried again", async () => {
  let reads = 0;
  const counted = {
    ...db,
    first: (async (...input: Parameters<typeof db.first>) => {
      reads += 1;
      if (reads === 1) throw new Error("away");
      return db.first(...input);
    }) as typeof db.first,
  };
  const other = currentIndex(counted);
  await expect(other.get()).rejects.toThrow("away");
  const together = await Promise.all([other.get(), other.get(), other.get()]);
  expect(new Set(together).size).toBe(1);
  expect(reads).toBeLessThanOrEqual(3);
});

test("gives memory back when products have become twice as many, and finds what it found", async () => {
  const shown = await api.createProduct({ name: "유기 대접" });
  await db.script("UPDATE catalog.products SET status = 'draft' WHERE status = 'active'");
  const activate = "UPDATE catalog.products SET status = 'active' WHERE status = 'draft'";
  await db.script(`${activate} AND id = '${shown.id}'`);
  let stops = 0;
  const growing = currentIndex(db, {
    fewProducts: 0,
    collect: () => {
      stops += 1;
    },
  });
  const changed = async (statement: string) => {
    await db.script(statement);
    growing.outdate();
    return growing.get();
  };
  await growing.get();
  expect(stops).toBe(1);
  for (let price = 1; price < 10; price += 1) await changed(`UPDATE catalog.products SET price = ${price}`);
  expect(stops).toBe(1);
  const { table, words } = await changed(activate);
  expect([stops, table.count > 2]).toEqual([2, true]);
  const { postings } = words;
  const word = words.find("대접") ?? Number.NaN;
  const slots = [...postings.read(word)].map(slotOfPosting);
  // One for each version of the product: nothing was loaded anew. A job of the shop may make one more.
  expect(slots.length).toBeGreaterThanOrEqual(10);
  expect(new Set(slots).size).toBe(slots.length);
  expect(slots).toContain(table.slotOf(shown.id));
});
