import iconv from "iconv-lite";
import { afterAll, expect, inject, test } from "vitest";
import { client, type Product } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk } from "./imports.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const desk = await importDesk(api);
afterAll(() => shop.stop());

const product = async (slug: string) => (await api.request<Product>("GET", `/api/v1/products/${slug}`)).body;
const stockOf = async (sku: string) =>
  (
    await api.request<{ items: { onHand: number; location: string }[] }>(
      "GET",
      `/api/v1/admin/stock/${sku}`,
      undefined,
      desk.staff,
    )
  ).body.items;
const counts = (create: number, update: number, unchanged: number, refused = 0) => ({
  create,
  update,
  unchanged,
  refused,
});

test("a Korean file makes products with options; the same file again changes nothing", async () => {
  const file = iconv.encode(
    [
      "상품코드;상품명;상품 주소;판매가(원);정가;재고;옵션명1;옵션값1;상태;태그",
      'CUP-01;펲시 컵;pepsi-cup;"12,900원";￦15,000;3;색상;빨강;판매중;컵 | 여름',
      "CUP-02;;pepsi-cup;13,900;;0;;파랑;;",
      "007;쟁반;tray-7;9000;;12;;;판매중;",
    ].join("\r\n"),
    "cp949",
  );
  const { status, body } = await desk.upload("products", file);
  expect([status, body]).toMatchObject([
    201,
    {
      kind: "products",
      status: "uploaded",
      encoding: "cp949",
      delimiter: ";",
      rows: 3,
      mapping: { sku: "상품코드", name: "상품명", price: "판매가(원)", option1Value: "옵션값1" },
      remembered: false,
      check: null,
    },
  ]);
  const { checked, done } = await desk.run("products", file);
  expect(checked).toMatchObject({ ...counts(3, 0, 0), errors: [], errorCount: 0 });
  expect(done).toMatchObject({
    status: "done",
    result: counts(3, 0, 0),
    progress: { done: 3, total: 3 },
    remembered: true,
  });
  expect(await product("pepsi-cup")).toMatchObject({
    name: "펲시 컵",
    price: { amount: 12_900 },
    options: [{ name: "색상", values: ["빨강", "파랑"] }],
    variants: [
      { sku: "CUP-01", price: { amount: 12_900 }, compareAtPrice: { amount: 15_000 }, available: 3 },
      { sku: "CUP-02", price: { amount: 13_900 }, available: 0 },
    ],
  });
  expect((await product("tray-7")).variants).toMatchObject([{ sku: "007", available: 12 }]);

  const again = await desk.run("products", file);
  expect([again.checked, again.done.result]).toMatchObject([counts(0, 0, 3), counts(0, 0, 3)]);
});

test("stock is what was counted, with a ledger row; unknown SKUs and reserved pieces are told", async () => {
  const { variants } = await api.createProduct({ variants: [{ sku: "ST-1", stock: 5 }] });
  await api.createProduct({ variants: [{ sku: "ST-2", stock: 5 }] });
  const cart = await api.createCart();
  await api.addItem(cart.id, variants[0]?.id ?? "", 2);
  await api.placeOrder(cart.id);
  const file = "SKU,수량,사유\nST-1,1,파손\nST-2,7개,입고\nNONE,1,\nST-2,8,\n";
  const { checked, done } = await desk.run("stock", file);
  expect(checked).toMatchObject({
    ...counts(0, 1, 0, 3),
    errors: [
      { row: 2, column: "수량", value: "1", code: "STOCK_BELOW_RESERVED" },
      { row: 4, column: "SKU", value: "NONE", code: "UNKNOWN_SKU" },
      { row: 5, column: "SKU", value: "ST-2", code: "DUPLICATE" },
    ],
  });
  expect(done).toMatchObject({ result: counts(0, 1, 0, 3), errorCount: 3 });
  expect(await stockOf("ST-2")).toMatchObject([{ location: "main", onHand: 7 }]);
  const ledger = await api.request<{ items: object[] }>(
    "GET",
    "/api/v1/admin/stock/ST-2/ledger",
    undefined,
    desk.staff,
  );
  expect(ledger.body.items[0]).toMatchObject({ delta: 2, reason: "입고" });
});

test("prices change variants that exist, and no others", async () => {
  const { slug } = await api.createProduct({ variants: [{ sku: "PR-1", price: 10_000 }] });
  const { checked, done } = await desk.run("prices", "sku\tprice\tmsrp\nPR-1\t8000\t10000\nPR-0\t1\t\n");
  expect([checked, done.result]).toMatchObject([counts(0, 1, 0, 1), counts(0, 1, 0, 1)]);
  expect((await product(slug)).variants).toMatchObject([
    { price: { amount: 8_000 }, compareAtPrice: { amount: 10_000 } },
  ]);
  const cleared = await desk.run("prices", "sku,price,msrp\nPR-1,8000,(비움)\n");
  expect(cleared.done.result).toEqual(counts(0, 1, 0));
  expect((await product(slug)).variants[0]).not.toHaveProperty("compareAtPrice");
});
