import { afterAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk } from "./imports.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const desk = await importDesk(api);
afterAll(() => shop.stop());
await api.createProduct({ variants: [{ sku: "OLD-1", price: 10_000, stock: 4 }] });

describe("a file that is no table is refused in words:", () => {
  test.each<[string, string | Buffer, unknown[]]>([
    ["empty", "", [400, "/file", "TABLE_EMPTY"]],
    ["only a header", "sku,price\n", [400, "/file", "TABLE_NO_ROWS"]],
    ["a column twice", "sku,price,Price\nA,1,2\n", [400, "/file/1/Price", "TABLE_COLUMN_TWICE"]],
    ["a PDF", "%PDF-1.4\n%âãÏÓ\n1 0 obj\n", [400, "/file", "TABLE_TYPE"]],
    ["a PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), [400, "/file", "TABLE_TYPE"]],
    ["bytes of 0xFF", Buffer.from("sku,price\nA,\xff\xff\n", "latin1"), [400, "/file/2/2", "TABLE_ENCODING"]],
    ["an open quote", 'sku,price\nA,"1\nB,2\n', [400, "/file/2", "TABLE_QUOTES"]],
    ["60 MB", Buffer.alloc(60_000_000, "a,b\n"), [413, "BODY_TOO_LARGE"]],
  ])("%s", async (_, content, refusal) => expect(await desk.refusalOf("prices", content)).toEqual(refusal));

  test("an unknown kind, and a form without a kind or a file", async () => {
    expect(await desk.refusalOf("orders", "a,b\n1,2")).toEqual([400, "/kind", "UNKNOWN_VALUE"]);
    const form = new FormData();
    form.append("kind", "prices");
    const send = (body: FormData) =>
      fetch(`${shop.url}/api/v1/admin/imports`, { method: "POST", body, headers: desk.staff });
    expect(await (await send(form)).json()).toMatchObject({
      errors: [{ pointer: "/file", code: "REQUIRED" }],
    });
    const noKind = new FormData();
    noKind.append("file", new Blob(["sku\n1"]), "a.csv");
    expect(await (await send(noKind)).json()).toMatchObject({
      errors: [{ pointer: "/kind", code: "REQUIRED" }],
    });
    noKind.append("other", "1");
    expect(await (await send(noKind)).json()).toMatchObject({
      errors: [{ pointer: "/other", code: "UNKNOWN_FIELD" }],
    });
  });
});

describe("a row that is wrong is told with its row, column and code:", () => {
  test.each([
    ["a formula that failed", "prices", "sku,price\nOLD-1,#REF!\n", "2 price CELL_ERROR"],
    ["a blank SKU", "prices", "sku,price\n,1\n", "2 sku REQUIRED"],
    ["a SKU with a space", "prices", "sku,price\nOLD 1,1\n", "2 sku FORMAT"],
    ["an unknown SKU", "prices", "sku,price\nNEW-1,1\n", "2 sku UNKNOWN_SKU"],
    ["a SKU twice", "prices", "sku,price\nOLD-1,1\nOLD-1,2\n", "3 sku DUPLICATE"],
    ["words for a price", "prices", "sku,price\nOLD-1,만원\n", "2 price NUMBER"],
    ["wrong thousands", "prices", 'sku,price\nOLD-1,"12,90"\n', "2 price NUMBER"],
    ["half a won", "prices", 'sku,price\nOLD-1,"12,900.5원"\n', "2 price DECIMALS"],
    ["a price below zero", "prices", "sku,price\nOLD-1,-5\n", "2 price MINIMUM"],
    ["too high a price", "prices", "sku,price\nOLD-1,9999999999999\n", "2 price MAXIMUM"],
    ["a former price that is lower", "prices", "sku,price,정가\nOLD-1,10000,9000\n", "2 정가 MINIMUM"],
    ["a price that is cleared", "prices", "sku,price\nOLD-1,(clear)\n", "2 price CANNOT_CLEAR"],
    ["too many cells", "prices", "sku,price\nOLD-1,1,2\n", "2 null TOO_MANY_CELLS"],
    ["half a piece", "stock", "sku,수량\nOLD-1,1.5\n", "2 수량 DECIMALS"],
    ["stock below zero", "stock", "sku,수량\nOLD-1,-1\n", "2 수량 MINIMUM"],
    ["an unknown location", "stock", "sku,수량,창고\nOLD-1,1,부산\n", "2 창고 UNKNOWN_LOCATION"],
    ["a location twice", "stock", "sku,수량,창고\nOLD-1,1,main\nOLD-1,2,기본 창고\n", "3 sku DUPLICATE"],
    ["no name of a new product", "products", "sku,price\nNEW-1,1\n", "2 null REQUIRED"],
    ["no price of a new product", "products", "sku,name\nNEW-1,컵\n", "2 null REQUIRED"],
    [
      "an unknown category",
      "products",
      "sku,name,price,분류\nN-1,컵,1,없는 분류\n",
      "2 분류 UNKNOWN_CATEGORY",
    ],
    ["an unknown status", "products", "sku,상태\nOLD-1,팔아요\n", "2 상태 UNKNOWN_VALUE"],
    ["an invisible letter", "products", "sku,name\nOLD-1,컵\u202e\n", "2 name LINE"],
    ["a slug with capitals", "products", "sku,slug\nOLD-1,My Cup\n", "2 slug FORMAT"],
    ["a scheduled product without a time", "products", "sku,상태\nOLD-1,예약\n", "2 상태 REQUIRED"],
  ])("%s", async (_, kind, content, error) => expect(await desk.errorsOf(kind, content)).toEqual([error]));
});

test("rows of one product that contradict one another are told, and the others are applied", async () => {
  const { checked, done } = await desk.run(
    "products",
    "sku,slug,name,price,옵션1 이름,옵션1 값\n" +
      "T-1,tee,티셔츠,9000,크기,S\nT-2,tee,다른 이름,9000,,M\nT-3,tee,,9000,,L\nT-4,tee,,9000,,S\nT-5,tee,,,,XL\n",
  );
  expect(checked.errors.map(({ row, code }) => `${row} ${code}`)).toEqual([
    "3 CONFLICT",
    "5 DUPLICATE",
    "6 REQUIRED",
  ]);
  expect(done.result).toEqual({ create: 2, update: 0, unchanged: 0, refused: 3 });
});

test("text that is no text for JSON or PostgreSQL is stored as it reads", async () => {
  const emoji = `${"가".repeat(99)}😀`;
  const long = `${"a".repeat(199)}😀`;
  const file = `sku,name,price,설명,slug\nODD-1,a\\u0000b,1,${emoji},odd-1\nODD-2,컵,1,,${long}\n`;
  const { done } = await desk.run("products", file);
  expect(done).toMatchObject({ result: { create: 1, refused: 1 } });
  expect(done.sample[0]?.[1]).toBe("a\\u0000b");
  expect(done.errors).toMatchObject([{ row: 3, column: "slug", code: "FORMAT" }]);
  const { body } = await api.request("GET", "/api/v1/products?q=a%5Cu0000b");
  expect(body).toMatchObject({ total: 0 });
});

describe("a mapping", () => {
  test("must name the columns that are required, and columns of the file alone", async () => {
    const { body } = await desk.upload("prices", "code number,amount,x\nOLD-1,9000,1\n");
    expect(body.mapping).toEqual({});
    const refused = async (mapping?: unknown) => {
      const { status, body: problem } = await desk.dryRun<{
        errors: { pointer: string; code: string }[];
      }>(body.id, mapping);
      return [status, ...problem.errors.map(({ pointer, code }) => `${pointer} ${code}`)];
    };
    expect(await refused()).toEqual([400, "/mapping/sku REQUIRED", "/mapping/price REQUIRED"]);
    expect(await refused({ sku: "code number", price: "y", other: "x" })).toEqual([
      400,
      "/mapping/price UNKNOWN",
      "/mapping/other UNKNOWN_FIELD",
    ]);
    expect(await refused({ sku: "amount", price: "amount" })).toEqual([400, "/mapping/price DUPLICATE"]);
  });

  test("is remembered for files with the same columns, in any order, once it was committed", async () => {
    const first = (await desk.upload("prices", "my number,my price\nOLD-1,9100\n")).body;
    const mapping = { sku: "my number", price: "my price" };
    const checked = (await desk.dryRun(first.id, mapping)).body;
    expect(checked).toMatchObject({ update: 1, errorCount: 0 });
    const before = await desk.upload("prices", "my price,my number\n9100,OLD-1\n");
    expect(before.body).toMatchObject({ mapping: {}, remembered: false });
    await desk.commit(first.id, checked.token);
    const second = await desk.upload("prices", "my price,my number\n9100,OLD-1\n");
    expect(second.body).toMatchObject({ mapping, remembered: true });
    await desk.ended(first.id);
  });
});
