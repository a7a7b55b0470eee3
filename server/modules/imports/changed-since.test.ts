import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk } from "./imports.fixture.ts";
import { forgetOldImports } from "./service/run-imports.ts";
import { importWorker, ProcessDeath } from "./worker.fixture.ts";

// No worker: the tests run the job themselves.
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
const api = client(shop.url);
const desk = await importDesk(api);
const worker = await importWorker(shop, desk);
const { db, context, run, count, results, committed, again, dyingAfter, pricesOf } = worker;

afterAll(async () => {
  await worker.close();
  await shop.stop();
});

const setPrice = (sku: string, price: number) =>
  api.request("PATCH", `/api/v1/admin/variants/${sku}`, { price }, desk.staff);
const errorsOf = async (id: string) =>
  (await desk.read(id)).errors.map(({ row, field, code }) => `${row} ${field} ${code}`);

/** A product of two variants. */
const twoOf = (code: string) =>
  api.createProduct({
    options: [{ name: "번호", values: ["1", "2"] }],
    variants: ["1", "2"].map((value) => ({
      sku: `${code}-${value}`,
      options: { 번호: value },
      price: 1_000,
    })),
  });

test("what others edit after the dry run stays, and the rows that would change it are refused", async () => {
  await twoOf("KEPT-A");
  await api.createProduct({ variants: [{ sku: "KEPT-B", price: 1_000 }] });
  const { id } = (await desk.upload("prices", "sku,price\nKEPT-A-1,2000\nKEPT-A-2,1000\nKEPT-B,2000\n")).body;
  const { token } = (await desk.dryRun(id)).body;
  await setPrice("KEPT-A-1", 1_700);
  await desk.commit(id, token);
  await run();
  expect(await results(id)).toMatchObject({ status: "done", update: 1, unchanged: 1, refused: 1 });
  expect(await errorsOf(id)).toEqual(["2 sku CHANGED"]);
  expect(await pricesOf("KEPT-")).toEqual({ "KEPT-A-1": 1_700, "KEPT-A-2": 1_000, "KEPT-B": 2_000 });

  // A new dry run has seen what is there.
  const again = (await desk.upload("prices", "sku,price\nKEPT-A-1,2000\n")).body;
  await desk.commit(again.id, (await desk.dryRun(again.id)).body.token);
  await run();
  expect(await results(again.id)).toMatchObject({ status: "done", update: 1, refused: 0 });
});

/** Rows that are refused, so that the rows around them are in different batches. */
const batchBetween = Array.from({ length: 500 }, (_, at) => `NONE-${at},,,,,x`);

test("rows of one product in different batches are all applied, also when the process dies", async () => {
  await twoOf("FAR");
  const file = [
    "sku,slug,name,옵션1 이름,옵션1 값,price",
    "FAR-1,,,,,2000",
    "FARNEW-1,far-new,새 컵,색상,빨강,3000",
    ...batchBetween,
    "FAR-2,,,,,2000",
    "FARNEW-2,far-new,새 컵,색상,파랑,3000",
  ].join("\n");
  const id = await committed("products", file);
  await expect(run(dyingAfter(1))).rejects.toThrow(ProcessDeath);
  expect(await pricesOf("FAR")).toEqual({ "FAR-1": 2_000, "FAR-2": 1_000, "FARNEW-1": 3_000 });
  await again(id);
  expect(await results(id)).toMatchObject({ status: "done", create: 2, update: 2, refused: 500 });
  expect(await pricesOf("FAR")).toEqual({
    ...{ "FAR-1": 2_000, "FAR-2": 2_000 },
    ...{ "FARNEW-1": 3_000, "FARNEW-2": 3_000 },
  });
});

test("what others edit between two batches of an import stays too", async () => {
  await twoOf("MID");
  const id = await committed(
    "products",
    ["sku,slug,name,a,b,price", "MID-1,,,,,2000", ...batchBetween, "MID-2,,,,,2000"].join("\n"),
  );
  await expect(run(dyingAfter(1))).rejects.toThrow(ProcessDeath);
  await setPrice("MID-2", 1_700);
  await again(id);
  expect(await results(id)).toMatchObject({ status: "done", update: 1, refused: 501 });
  expect((await pricesOf("MID-"))["MID-2"]).toBe(1_700);
});

test("of two imports that were checked at the same state, the second one overwrites nothing", async () => {
  await api.createProduct({ variants: [{ sku: "BOTH-1", price: 1_000 }] });
  const checked = [];
  for (const price of [2_000, 3_000]) {
    const file = `sku,name,price\nBOTH-1,,${price}\nBOTH-2,둘 다,${price}\n`;
    const { id } = (await desk.upload("products", file)).body;
    const { token, ...counts } = (await desk.dryRun(id)).body;
    expect(counts).toMatchObject({ create: 1, update: 1 });
    checked.push({ id, token });
  }
  for (const { id, token } of checked) {
    await desk.commit(id, token);
    await run();
  }
  const [first, second] = await Promise.all(checked.map(({ id }) => results(id)));
  expect(first).toMatchObject({ status: "done", create: 1, update: 1, refused: 0 });
  expect(second).toMatchObject({ status: "done", create: 0, update: 0, refused: 2 });
  expect(await pricesOf("BOTH-")).toEqual({ "BOTH-1": 2_000, "BOTH-2": 2_000 });
});

test("add-ons that the file brings are not set on a product that others edited", async () => {
  await api.createProduct({ slug: "awc-cup", variants: [{ sku: "AWC-1", price: 1_000 }] });
  const file = "sku,name,price,추가상품\nAWC-1,,,sku:AWC-9\nAWC-9,포장,500,\n";
  const { id } = (await desk.upload("products", file)).body;
  const { token } = (await desk.dryRun(id)).body;
  await setPrice("AWC-1", 1_700);
  await desk.commit(id, token);
  await run();
  expect(await results(id)).toMatchObject({ status: "done", create: 1 });
  expect(await errorsOf(id)).toEqual(["2 sku CHANGED"]);
  const { body } = await api.request<{ addOns?: { items: unknown[] } }>("GET", "/api/v1/products/awc-cup");
  expect(body.addOns?.items ?? []).toEqual([]);
});

test("an import that was checked by a version without this rule goes on as before", async () => {
  await api.createProduct({ variants: [{ sku: "OLD-1", price: 1_000 }] });
  const { id } = (await desk.upload("prices", "sku,price\nOLD-1,2000\n")).body;
  const { token } = (await desk.dryRun(id)).body;
  await db.pool.query("UPDATE imports.imports SET checked_at = NULL WHERE id = $1", [id]);
  await setPrice("OLD-1", 1_700);
  await desk.commit(id, token);
  await run();
  expect(await results(id)).toMatchObject({ status: "done", update: 1, refused: 0 });
});

test("an old import is forgotten with what it made", async () => {
  await api.createProduct({ variants: [{ sku: "GONE-1", price: 1_000 }] });
  const id = await committed("prices", "sku,price\nGONE-1,2000\n");
  await run();
  const left = () =>
    count(
      `SELECT (SELECT count(*) FROM imports.imports WHERE id = '${id}')
         + (SELECT count(*) FROM catalog.imported_rows WHERE import_id = '${id}')
         + (SELECT count(*) FROM catalog.imported_products WHERE import_id = '${id}') AS count`,
    );
  expect(await left()).toBe(3);
  await db.pool.query("UPDATE imports.imports SET created_at = now() - interval '91 days' WHERE id = $1", [
    id,
  ]);
  await forgetOldImports(context);
  expect(await left()).toBe(0);
  expect(await pricesOf("GONE-")).toEqual({ "GONE-1": 2_000 });
});
