import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client } from "../../../tests/support/client.ts";
import { connect, type Db } from "../../platform/db/db.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk, type ShownImport } from "./imports.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const desk = await importDesk(api);
let db: Db;
beforeAll(() => {
  db = connect({ url: shop.databaseUrl });
});
afterAll(async () => {
  await db.close();
  await shop.stop();
});

const FIRST = "sku,slug,상품명,판매가,추가상품,상태,카테고리";
const fileOf = (...lines: string[]) => [FIRST, ...lines].join("\n");
const told = ({ errors }: Pick<ShownImport, "errors">) =>
  errors.map(({ row, column, code }) => `${row} ${column} ${code}`);

async function checked(content: string) {
  const { id } = (await desk.upload("products", content)).body;
  return { id, check: (await desk.dryRun(id)).body };
}
const addOnsOf = async (slug: string) => {
  const { status, body } = await api.request<{ addOns?: { items: { name: string }[] } }>(
    "GET",
    `/api/v1/products/${slug}`,
  );
  return status === 200 ? (body.addOns?.items ?? []).map(({ name }) => name) : status;
};

async function category(slug: string) {
  const body = { slug, name: slug };
  const path = "/api/v1/admin/categories";
  const { id } = (await api.request<{ id: string }>("POST", path, body, desk.staff)).body;
  return {
    async remove() {
      const { headers } = await api.request("GET", `${path}/${id}`, undefined, desk.staff);
      const match = { ...desk.staff, "if-match": headers.get("etag") ?? "" };
      expect((await api.request("DELETE", `${path}/${id}`, undefined, match)).status).toBe(204);
    },
  };
}

test("a row refused at the commit gets no add-ons, and has no other errors", async () => {
  const going = await category("xk-cat");
  await api.createProduct({ slug: "xk-old", name: "있던 컵", variants: [{ sku: "XK-1", price: 1_000 }] });
  const { id, check } = await checked(
    fileOf(
      "XK-1,xk-old,바뀐 컵,1000,sku:XK-9,판매 중,xk-cat",
      "XK-2,xk-new,새 컵,1000,sku:XK-9,판매 중,xk-cat",
      "XK-3,xk-third,다른 컵,1000,sku:XK-9,판매 중,",
      "XK-9,xk-wrap,포장,500,,판매 중,",
    ),
  );
  expect(check).toMatchObject({ create: 3, update: 1, refused: 0 });
  await going.remove();
  await desk.commit(id, check.token);
  const done = await desk.ended(id);
  expect(done).toMatchObject({ status: "done", result: { create: 2, update: 0, refused: 2 } });
  expect(told(done)).toEqual(["2 카테고리 UNKNOWN_CATEGORY", "3 카테고리 UNKNOWN_CATEGORY"]);
  expect([await addOnsOf("xk-old"), await addOnsOf("xk-new"), await addOnsOf("xk-third")]).toEqual([
    [],
    404,
    ["포장"],
  ]);
});

test("an import whose waiting rows are all refused at the commit ends", async () => {
  const going = await category("xe-cat");
  const { id, check } = await checked(
    fileOf("XE-1,xe-cup,컵,1000,sku:XE-9,판매 중,xe-cat", "XE-9,xe-wrap,포장,500,,판매 중,"),
  );
  await going.remove();
  await desk.commit(id, check.token);
  const done = await desk.ended(id);
  expect(done).toMatchObject({ status: "done", result: { create: 1, refused: 1 } });
  expect(told(done)).toEqual(["2 카테고리 UNKNOWN_CATEGORY"]);
});

test("a prefix says whether a name is a SKU or a slug; a word that is both is not clear", async () => {
  await api.createProduct({ slug: "xv-shop", name: "있던 포장" });
  const { check } = await checked(
    fileOf(
      "XY-1,xy-cup,컵,1000,slug:XY-9,판매 중,",
      "XY-2,xy-tea,차,1000,sku:xy-wrap,판매 중,",
      "XY-3,xy-pot,솥,1000,xv-wrap,판매 중,",
      "XY-4,xy-jar,병,1000,xv-shop,판매 중,",
      "XY-5,xy-mug,잔,1000,SKU: XY-9|slug:xy-wrap|slug:xv-wrap|sku:xv-wrap,판매 중,",
      "XY-6,xy-can,통,1000,XY-9,판매 중,",
      "XY-9,xy-wrap,포장,500,,판매 중,",
      "XV-8,xv-wrap,보자기,500,,판매 중,",
      "xv-wrap,xv-bag,가방,500,,판매 중,",
      "xv-shop,xv-box,상자,500,,판매 중,",
    ),
  );
  expect(told(check)).toEqual([
    "2 추가상품 UNKNOWN_ADD_ON",
    "3 추가상품 UNKNOWN_ADD_ON",
    "4 추가상품 AMBIGUOUS",
    "5 추가상품 AMBIGUOUS",
  ]);
  expect(check).toMatchObject({ create: 6, refused: 4 });
});

test("a row that waits for goods of a refused row is refused, also by way of a third row", async () => {
  await api.createProduct({ slug: "xx-known", name: "있던 접시" });
  const content = fileOf(
    "XX-1,xx-cup,컵,1000,sku:XX-9|slug:xx-known,판매 중,",
    "XX-2,xx-tea,차,1000,slug:xx-cup,판매 중,",
    "XX-3,xx-pot,솥,1000,slug:xx-tea,판매 중,",
    "XX-4,xx-jar,병,1000,sku:XX-8,판매 중,",
    "XX-8,xx-bag,가방,500,,판매 중,",
    "XX-9,xx-wrap,포장,500,,판매 중,no-such-category",
  );
  const { id, check } = await checked(content);
  expect(told(check)).toEqual([
    "2 추가상품 UNKNOWN_ADD_ON",
    "3 추가상품 UNKNOWN_ADD_ON",
    "4 추가상품 UNKNOWN_ADD_ON",
    "7 카테고리 UNKNOWN_CATEGORY",
  ]);
  expect(check).toMatchObject({ create: 2, update: 0, refused: 4 });
  await desk.commit(id, check.token);
  expect((await desk.ended(id)).result).toEqual({ create: 2, update: 0, unchanged: 0, refused: 4 });
  expect([await addOnsOf("xx-cup"), await addOnsOf("xx-jar")]).toEqual([404, ["가방"]]);
});

test.each([
  ["xa", ["XA-4,xa-jar,병,1000,sku:XA-8,판매 중,", "XA-8,xa-bag,가방,500,,판매 중,no-such-category"]],
  ["xb", []],
])(
  "a word is clear when the row that made it mean two goods is refused: %s",
  async (name, lost) => {
    const sku = name.toUpperCase();
    await api.createProduct({ slug: `${name}-wrap`, name: "있던 포장" });
    // Of more rows than a batch has.
    const mug = (at: number) => `${sku}-F${at},${name}-mug-${Math.floor(at / 100)},잔,1000,,초안,,번호,${at}`;
    const fill = Array.from({ length: 500 }, (_, at) => mug(at));
    const lines = [
      `${sku}-1,${name}-cup,컵,1000,${name}-wrap,판매 중,`,
      `${sku}-2,${name}-tea,차,1000,slug:${name}-cup,판매 중,`,
      ...fill,
      `${name}-wrap,${name}-box,상자,500,,판매 중,no-such-category`,
    ];
    const { id, check } = await checked([`${FIRST},옵션1 이름,옵션1 값`, ...lost, ...lines].join("\n"));
    const refused = lost.length + 1;
    const at = lost.length + lines.length + 1;
    const others = lost.length > 0 ? ["2 추가상품 UNKNOWN_ADD_ON", "3 카테고리 UNKNOWN_CATEGORY"] : [];
    expect(told(check)).toEqual([...others, `${at} 카테고리 UNKNOWN_CATEGORY`]);
    expect(check).toMatchObject({ create: 502, update: 0, refused });
    await desk.commit(id, check.token);
    expect((await desk.ended(id)).result).toEqual({ create: 502, update: 0, unchanged: 0, refused });
    expect([await addOnsOf(`${name}-cup`), await addOnsOf(`${name}-tea`)]).toEqual([["있던 포장"], ["컵"]]);
  },
  60_000,
);

test("rows that are each clear only without the other one are judged to an end", async () => {
  await api.createProduct({ slug: "xz-one", name: "하나" });
  await api.createProduct({ slug: "xz-two", name: "둘" });
  const { id, check } = await checked(
    fileOf("xz-one,xz-cup,컵,1000,xz-two,판매 중,", "xz-two,xz-tea,차,1000,xz-one,판매 중,"),
  );
  expect(check).toMatchObject({ create: 2, refused: 0, errors: [] });
  await desk.commit(id, check.token);
  expect((await desk.ended(id)).result).toMatchObject({ create: 2, refused: 0 });
});

test("of two dry runs beside one another, what the last one found is kept", async () => {
  const lines = ["XD-1,xd-cup,컵,1000,sku:XD-9,판매 중,", "XD-9,xd-wrap,포장,500,,판매 중,"];
  const { id } = (await desk.upload("products", fileOf(...lines, "XD-1,,,,,,"))).body;
  // The first of them stops before its last statement, until the other one is done or waits for it.
  await db.pool.query(
    `CREATE SEQUENCE public.turn;
     CREATE FUNCTION public.pause() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF nextval('public.turn') = 1 THEN PERFORM pg_advisory_xact_lock(77); END IF; RETURN NULL; END $$;
     CREATE TRIGGER pause BEFORE UPDATE ON imports.imports
       FOR EACH STATEMENT EXECUTE FUNCTION public.pause()`,
  );
  const waiters = async () =>
    (
      await db.pool.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).rowCount ?? 0;
  const holder = await db.pool.connect();
  await holder.query("SELECT pg_advisory_lock(77)");
  const first = desk.dryRun(id);
  await expect.poll(waiters).toBe(1);
  let isDone = false;
  const second = desk.dryRun(id).finally(() => {
    isDone = true;
  });
  await expect.poll(async () => isDone || (await waiters()) === 2).toBe(true);
  await holder.query("SELECT pg_advisory_unlock(77)");
  holder.release();
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
  await db.pool.query("DROP TRIGGER pause ON imports.imports");
  const { rows } = await db.pool.query("SELECT awaiting_token FROM imports.imports WHERE id = $1", [id]);
  expect(told(await desk.read(id))).toEqual(["4 sku DUPLICATE"]);
  await desk.commit(id, rows[0].awaiting_token);
  expect((await desk.ended(id)).result).toEqual({ create: 2, update: 0, unchanged: 0, refused: 1 });
  expect(await addOnsOf("xd-cup")).toEqual(["포장"]);
});

test("add-ons that the shop has are set at once, and stay if the others never come", async () => {
  const going = await category("xn-cat");
  await api.createProduct({ slug: "xn-known", name: "있던 접시" });
  const { id, check } = await checked(
    fileOf("XN-1,xn-cup,컵,1000,sku:XN-9|slug:xn-known,판매 중,", "XN-9,xn-wrap,포장,500,,판매 중,xn-cat"),
  );
  expect(check).toMatchObject({ create: 2, refused: 0 });
  await going.remove();
  await desk.commit(id, check.token);
  const done = await desk.ended(id);
  expect(told(done)).toEqual(["2 추가상품 UNKNOWN_ADD_ON", "3 카테고리 UNKNOWN_CATEGORY"]);
  expect(await addOnsOf("xn-cup")).toEqual(["있던 접시"]);
});

test("more rows may wait than one call of the catalogue takes; an import has none of them", async () => {
  const lines = Array.from(
    { length: 230 },
    (_, at) => `XM-${at},xm-${at < 115 ? "cup" : "mug"},컵,1000,slug:xm-wrap,판매 중,,번호,${at}`,
  );
  const header = `${FIRST},옵션1 이름,옵션1 값`;
  const content = [header, ...lines, "XM-W,xm-wrap,포장,500,,판매 중,,,"].join("\n");
  const { id, check } = await checked(content);
  const rowsOf = async (table: string, column: string) =>
    (await db.pool.query(`SELECT * FROM imports.${table} WHERE ${column} = $1`, [id])).rows;
  const [read] = await rowsOf("imports", "id");
  expect(Object.keys(read)).not.toContain("awaiting");
  expect(await rowsOf("awaited_rows", "import_id")).toHaveLength(230);
  await desk.commit(id, check.token);
  expect((await desk.ended(id)).result).toEqual({ create: 231, update: 0, unchanged: 0, refused: 0 });
  expect([await addOnsOf("xm-cup"), await addOnsOf("xm-mug")]).toEqual([["포장"], ["포장"]]);
  expect(await rowsOf("awaited_rows", "import_id")).toEqual([]);
});

test("a version that knows no rows that wait neither commits nor runs an import that has some", async () => {
  const { id, check } = await checked(
    fileOf("XO-1,xo-cup,컵,1000,sku:XO-9,판매 중,", "XO-9,xo-wrap,포장,500,,판매 중,"),
  );
  const former = (statement: string, values: unknown[]) => db.pool.query(statement, values);
  // The statements of the former version.
  const commit = `UPDATE imports.imports SET status = 'running', next_try_at = now()
    WHERE id = $1 AND token = $2 AND status IN ('checked', 'failed')`;
  expect((await former(commit, [id, check.token])).rowCount).toBe(0);
  const running =
    "SELECT id FROM imports.imports WHERE status = 'running' AND next_try_at <= now() AND id = $1";
  await db.pool.query(
    `CREATE TABLE public.seen_by_former AS SELECT id FROM imports.imports WHERE false;
     CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF new.status = 'running' AND new.next_try_at IS NOT NULL THEN
         INSERT INTO public.seen_by_former VALUES (new.id);
       END IF; RETURN new; END $$;
     CREATE TRIGGER note BEFORE UPDATE ON imports.imports FOR EACH ROW EXECUTE FUNCTION public.note()`,
  );
  await desk.commit(id, check.token);
  expect(await desk.ended(id)).toMatchObject({ status: "done", result: { create: 2, refused: 0 } });
  expect((await former(running, [id])).rows).toEqual([]);
  const other = await checked(fileOf("XO-5,xo-five,컵,1000,,판매 중,"));
  await desk.commit(other.id, other.check.token);
  await desk.ended(other.id);
  const { rows } = await db.pool.query("SELECT DISTINCT id FROM public.seen_by_former");
  expect(rows).toEqual([{ id: other.id }]);
});
