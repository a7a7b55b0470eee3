import { afterAll, expect, inject, test } from "vitest";
import { client, type Product } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk } from "./imports.fixture.ts";
import { importWorker, ProcessDeath } from "./worker.fixture.ts";

// No worker: the tests run the job themselves.
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
const api = client(shop.url);
const desk = await importDesk(api);
const worker = await importWorker(shop, desk);
const { db, run, count, results, committed, again, dyingAfter, pricesOf } = worker;

afterAll(async () => {
  await worker.close();
  await shop.stop();
});

test("products of an import whose process dies in the middle are there once, and counted once", async () => {
  const lines = Array.from({ length: 40 }, (_, at) => `KILL-${at},상품 ${at},${at % 5 === 0 ? "x" : 1_000}`);
  const id = await committed("products", `sku,name,price\n${lines.join("\n")}\n`);
  await expect(run(dyingAfter(1))).rejects.toThrow(ProcessDeath);
  expect(await results(id)).toMatchObject({ status: "running", done: 0, create: 0 });
  await again(id);
  const [create, refused] = [32, 8];
  const counts = { create, update: 0, unchanged: 0, refused };
  expect(await results(id)).toEqual({ status: "done", ...counts, done: 40, errorCount: refused });
  expect(await count("SELECT count(*) FROM catalog.variants WHERE sku LIKE 'KILL-%'")).toBe(create);
  const told = "action = 'product.create' AND after::text LIKE '%KILL-%'";
  expect(await count(`SELECT count(*) FROM platform.audit_log WHERE ${told}`)).toBe(create);
});

/** 40 SKUs at 15 locations: rows of stock for two batches, with few products. */
async function manyLevels(code: string): Promise<string[]> {
  const values = Array.from({ length: 40 }, (_, at) => `${at}`);
  await api.createProduct({
    options: [{ name: "번호", values }],
    variants: values.map((value) => ({ sku: `${code}-${value}`, options: { 번호: value }, price: 1_000 })),
  });
  const places = Array.from({ length: 15 }, (_, at) => `${code.toLowerCase()}-${at}`);
  for (const id of places)
    await api.request("POST", "/api/v1/admin/locations", { id, name: `창고 ${id}` }, desk.staff);
  return places.flatMap((place) => values.map((value) => `${code}-${value},${place}`));
}
const changesOf = (id: string) =>
  count(`SELECT count(*) FROM inventory.ledger WHERE reference = '${id}' AND delta = 7`);

test("an import goes on with the batch in which its process died", async () => {
  const levels = await manyLevels("MANY");
  const id = await committed(
    "stock",
    `sku,location,onHand\n${levels.map((each) => `${each},7`).join("\n")}\n`,
  );
  await expect(run(dyingAfter(2))).rejects.toThrow(ProcessDeath);
  expect([await results(id), await changesOf(id)]).toMatchObject([{ status: "running", done: 500 }, 600]);
  await again(id);
  expect([await results(id), await changesOf(id)]).toMatchObject([
    { status: "done", done: 600, update: 600, unchanged: 0 },
    600,
  ]);
});

test("what was sold between the death of a process and the next one stays sold", async () => {
  const { variants } = await api.createProduct({ variants: [{ sku: "SOLD-1", stock: 5 }] });
  const id = await committed("stock", "sku,onHand\nSOLD-1,10\n");
  await expect(run(dyingAfter(1))).rejects.toThrow(ProcessDeath);
  const sold = { delta: -1, reason: "팔림" };
  await api.request("POST", "/api/v1/admin/stock/SOLD-1/adjust", sold, desk.staff);
  await again(id);
  expect(await results(id)).toMatchObject({ status: "done", update: 1, done: 1 });
  const [variant] = variants;
  const deltas = await db.pool.query(
    "SELECT delta, reference_type, reference FROM inventory.ledger WHERE variant_id = $1 ORDER BY id",
    [variant?.id],
  );
  expect(deltas.rows).toMatchObject([
    { delta: 5 },
    { delta: 5, reference_type: "import", reference: id },
    { delta: -1 },
  ]);
});

test("two workers at once apply and count each row once", async () => {
  const levels = await manyLevels("TWO");
  const id = await committed(
    "stock",
    `sku,location,onHand\n${levels.map((each) => `${each},7`).join("\n")}\n`,
  );
  await Promise.all([run(), run()]);
  expect([await results(id), await changesOf(id)]).toMatchObject([
    { status: "done", done: 600, update: 600 },
    600,
  ]);
});

test("a token commits the last dry run alone, and once", async () => {
  await api.createProduct({ variants: [{ sku: "TOK-1", price: 1_000 }] });
  const { id } = (await desk.upload("prices", "sku,price,a,b\nTOK-1,2000,3000,4000\n")).body;
  expect((await desk.commit(id, "nonsense")).body).toMatchObject({ code: "STALE_TOKEN" });
  const first = (await desk.dryRun(id, { sku: "sku", price: "a" })).body;
  const second = (await desk.dryRun(id, { sku: "sku", price: "b" })).body;
  const stale = await desk.commit(id, first.token);
  expect([stale.status, stale.body]).toMatchObject([409, { code: "STALE_TOKEN" }]);
  const both = await Promise.all([desk.commit(id, second.token), desk.commit(id, second.token)]);
  expect(both.map(({ status }) => status)).toEqual([202, 202]);
  expect((await desk.dryRun(id)).body).toMatchObject({ code: "IMPORT_COMMITTED" });
  const foreign = (await desk.upload("prices", "sku,price\nTOK-1,5\n")).body;
  expect((await desk.commit(foreign.id, second.token)).status).toBe(409);
  await run();
  expect((await desk.commit(id, second.token)).body).toMatchObject({ status: "done", result: { update: 1 } });
  await run();
  expect(await count("SELECT price AS count FROM catalog.variants WHERE sku = 'TOK-1'")).toBe(4_000);
  expect(
    await count(
      "SELECT count(*) FROM platform.audit_log WHERE action = 'import.commit' AND subject = 'import:" +
        id +
        "'",
    ),
  ).toBe(1);
});

test("what changed between the dry run and the commit is what the result says", async () => {
  const { id: productId } = await api.createProduct({
    variants: [{ sku: "RACE-1", price: 1_000 }],
  });
  await api.createProduct({ variants: [{ sku: "RACE-2", price: 1_000 }] });
  const { id } = (await desk.upload("prices", "sku,price\nRACE-1,2000\nRACE-2,2000\nRACE-3,2000\n")).body;
  const checked = (await desk.dryRun(id)).body;
  expect(checked).toMatchObject({ update: 2, refused: 1 });
  await api.request("PATCH", "/api/v1/admin/variants/RACE-1", { price: 2_000 }, desk.staff);
  await api.createProduct({ variants: [{ sku: "RACE-3", price: 1_000 }] });
  await desk.commit(id, checked.token);
  await run();
  // What the dry run refused, as it was not there, is not overwritten either.
  expect(await results(id)).toMatchObject({ status: "done", update: 1, unchanged: 1, refused: 1 });
  const { body } = await api.request<Product>("GET", `/api/v1/products/${productId}`);
  expect(body.price.amount).toBe(2_000);
  expect(await pricesOf("RACE-")).toEqual({ "RACE-1": 2_000, "RACE-2": 2_000, "RACE-3": 1_000 });
});

test("an error that stays stops the import, and a commit with its token goes on", async () => {
  await api.createProduct({ variants: [{ sku: "FAIL-1", price: 1_000 }] });
  const id = await committed("prices", "sku,price\nFAIL-1,2000\n");
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await db.pool.query(
      "UPDATE imports.imports SET next_try_at = now() - interval '1 minute' WHERE id = $1",
      [id],
    );
    await expect(run(dyingAfter(1))).rejects.toThrow(ProcessDeath);
  }
  const failed = await desk.read(id);
  expect(failed.status).toBe("failed");
  const token = (await db.pool.query("SELECT token FROM imports.imports WHERE id = $1", [id])).rows[0]?.token;
  expect((await desk.commit(id, token)).body).toMatchObject({ status: "running" });
  await run();
  expect(await results(id)).toMatchObject({ status: "done", update: 1 });
});

test("add-ons may be goods of any row of the file, also when the process dies in between", async () => {
  const later = await api.createProduct({ slug: "aw-known", name: "있던 접시" });
  const file = [
    "sku,slug,상품명,옵션1 이름,옵션1 값,판매가,추가상품,상태",
    "AW-1,aw-cup,주문 컵,색상,빨강,12900,sku:AW-9|slug:aw-tray|slug:aw-known,판매 중",
    "AW-2,aw-cup,주문 컵,색상,파랑,12900,sku:AW-9|slug:aw-tray|slug:aw-known,판매 중",
    "AW-3,aw-tray,주문 쟁반,,,9900,slug:aw-cup,판매 중",
    "AW-4,aw-wrong,주문 잔,,,9900,slug:aw-none|slug:aw-cup,판매 중",
    "AW-5,aw-self,주문 볼,,,9900,slug:aw-self,판매 중",
    "AW-9,aw-wrap,선물 포장,,,1000,,판매 중",
  ].join("\n");
  const { id } = (await desk.upload("products", file)).body;
  const { body: checked } = await desk.dryRun(id);
  expect(checked).toMatchObject({ create: 4, update: 0, unchanged: 0, refused: 2 });
  expect(checked.errors.map(({ row, code }) => `${row} ${code}`)).toEqual(["5 UNKNOWN_ADD_ON", "6 SELF"]);
  await desk.commit(id, checked.token);

  // It dies when the rows are counted and their add-ons are set, and before it notes that these are.
  await expect(run(dyingAfter(2))).rejects.toThrow(ProcessDeath);
  expect(await results(id)).toMatchObject({ status: "running", create: 4, done: 6 });
  await again(id);
  expect(await results(id)).toEqual({
    ...{ status: "done", create: 4, update: 0, unchanged: 0, refused: 2 },
    ...{ done: 6, errorCount: 2 },
  });
  const addOnsOf = async (slug: string) =>
    (
      await api.request<{ addOns: { items: { name: string }[] } }>("GET", `/api/v1/products/${slug}`)
    ).body.addOns.items.map(({ name }) => name);
  expect(await addOnsOf("aw-cup")).toEqual(["선물 포장", "주문 쟁반", later.name]);
  expect(await addOnsOf("aw-tray")).toEqual(["주문 컵"]);

  const { body: repeated } = await desk.dryRun((await desk.upload("products", file)).body.id);
  expect(repeated).toMatchObject({ create: 0, update: 0, unchanged: 4, refused: 2 });
});
