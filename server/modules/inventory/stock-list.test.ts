/** The stock as the back office lists it, and its ledger, through HTTP. */
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { client, type HeaderFields, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { type StockDesk, stockDesk } from "./stock-desk.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
let desk: StockDesk;
beforeAll(async () => {
  desk = await stockDesk(api);
  await desk.addLocation("busan");
});
afterAll(() => shop.stop());

interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}
interface Row {
  readonly sku: string;
  readonly onHand: number;
  readonly available: number;
  readonly levels: { readonly location: string; readonly onHand: number }[];
}
const list = async (query: string, headers: HeaderFields = desk.staff) =>
  api.request<Page<Row>>("GET", `/api/v1/admin/stock?${query}`, undefined, headers);
const ledger = <Body = Page<Record<string, unknown>>>(sku: string, query = "") =>
  api.request<Body>(
    "GET",
    `/api/v1/admin/stock/${encodeURIComponent(sku)}/ledger?${query}`,
    undefined,
    desk.staff,
  );

async function allOf<Item>(read: (query: string) => Promise<{ body: Page<Item> }>, limit: number) {
  const pages: Item[][] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body }: { body: Page<Item> } = await read(
      `limit=${limit}${cursor === "" ? "" : `&cursor=${cursor}`}`,
    );
    pages.push(body.items);
    cursor = body.nextCursor;
  }
  return pages;
}

test("a row has the levels of a SKU at all locations, in the order of serving, and their sums", async () => {
  const { sku } = await desk.variant(5, { sku: "ROW-1" });
  await desk.adjust(sku, { delta: 3, reason: "입고", location: "busan" });
  const { status, body } = await list("q=ROW-1");
  expect([status, body.nextCursor]).toEqual([200, null]);
  expect(body.items).toMatchObject([
    {
      sku,
      onHand: 8,
      available: 8,
      levels: [
        { location: "main", onHand: 5 },
        { location: "busan", onHand: 3 },
      ],
    },
  ]);
});

test("a search finds a part of a SKU in any case, and takes no character as a wildcard", async () => {
  for (const sku of ["Find-red_M", "find-blue.L", "other-42"]) await desk.variant(1, { sku });
  const skus = async (q: string) =>
    (await list(`q=${encodeURIComponent(q)}&limit=100`)).body.items.map(({ sku }) => sku).sort();
  expect(await skus("FIND-")).toEqual(["Find-red_M", "find-blue.L"]);
  expect(await skus(" e.l ")).toEqual(["find-blue.L"]);
  expect(await skus("d_m")).toEqual(["Find-red_M"]);
  expect(await skus("e_l")).toEqual([]);
  expect(await skus("_m")).toEqual(["Find-red_M"]);
  expect(await skus("-4")).toEqual(["other-42"]);
  for (const nothing of ["%", "d%m", "\\", "빨강"]) expect(await skus(nothing)).toEqual([]);
});

test("pages follow one another without a gap or a repeat, with and without a search", async () => {
  for (let at = 0; at < 7; at += 1) {
    const { sku } = await desk.variant(1, { sku: `PAGE-${at}` });
    // Two levels of one SKU are one row.
    if (at % 2 === 0) await desk.adjust(sku, { delta: 1, reason: "입고", location: "busan" });
  }
  const pages = await allOf<Row>((page) => list(`q=page-&${page}`), 3);
  expect(pages.map((items) => items.map(({ sku }) => sku))).toEqual([
    ["PAGE-0", "PAGE-1", "PAGE-2"],
    ["PAGE-3", "PAGE-4", "PAGE-5"],
    ["PAGE-6"],
  ]);
  const all = (await allOf<Row>(list, 4)).flat().map(({ sku }) => sku);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toEqual(expect.arrayContaining(["PAGE-0", "PAGE-6"]));
  const inBusan = (await list("q=page&location=busan")).body.items;
  expect(inBusan.map(({ sku }) => sku)).toEqual(["PAGE-0", "PAGE-2", "PAGE-4", "PAGE-6"]);
  expect(inBusan[0]?.levels).toMatchObject([{ location: "busan", onHand: 1 }]);
});

test.each(["limit=101", "limit=0", "cursor=nonsense", "low=maybe", "location=../x", "unknown=1", "q=%00"])(
  "a list is refused for a wrong query: %s",
  async (query) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code: "INVALID_INPUT" } });
  },
);

test("the cursor of one list is none of another", async () => {
  await desk.variant(1);
  await desk.variant(1);
  const { body } = await list("limit=1");
  const answer = await ledger<Problem>((await desk.variant(1)).sku, `cursor=${body.nextCursor}`);
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, "/cursor"]);
});

test("reading lists needs a sign-in, and a permission", async () => {
  const { proof } = await api.signUp();
  expect((await list("", {})).status).toBe(401);
  expect((await list("", proof)).status).toBe(403);
});

test("the ledger has every change with its actor, its reference and what is left, newest first", async () => {
  const { id, sku, productId } = await desk.variant(5);
  await desk.adjust(sku, { delta: 7, reason: "입고" });
  const { order } = await api.buy(id, 2);
  await vi.waitFor(async () => expect((await desk.levels(sku)).main).toMatchObject({ onHand: 10 }), 60_000);
  await desk.transfer(sku, { from: "main", to: "busan", quantity: 4, reason: "행사" });
  const { body } = await ledger(sku);
  const staff = { kind: "member", id: expect.stringMatching(/^[0-9a-f-]{36}$/) };
  const moved = { type: "transfer", id: expect.stringMatching(/^[0-9a-f-]{36}$/) };
  expect(body.items).toEqual(
    [
      { location: "busan", delta: 4, onHandAfter: 4, reason: "행사", actor: staff, reference: moved },
      { location: "main", delta: -4, onHandAfter: 6, reason: "행사", actor: staff, reference: moved },
      {
        location: "main",
        delta: -2,
        onHandAfter: 10,
        reason: "sale",
        actor: { kind: "shop", id: null },
        reference: { type: "order", id: order.id },
      },
      { location: "main", delta: 7, onHandAfter: 12, reason: "입고", actor: staff, reference: null },
      {
        location: "main",
        delta: 5,
        onHandAfter: 5,
        reason: "initial",
        actor: { kind: "shop", id: null },
        reference: { type: "product", id: productId },
      },
    ].map((entry) => ({ id: expect.any(Number), at: expect.stringContaining("T"), ...entry })),
  );
  expect((await ledger(sku, "location=busan")).body.items).toHaveLength(1);
  expect((await ledger("NO-SUCH-SKU")).status).toBe(404);
});

test("the ledger's pages follow one another without a gap or a repeat", async () => {
  const { sku } = await desk.variant(1);
  await Promise.all(Array.from({ length: 10 }, () => desk.adjust(sku, { delta: 1, reason: "입고" })));
  const pages = await allOf<{ onHandAfter: number }>((page) => ledger(sku, page) as never, 4);
  expect(pages.map((items) => items.map(({ onHandAfter }) => onHandAfter))).toEqual([
    [11, 10, 9, 8],
    [7, 6, 5, 4],
    [3, 2, 1],
  ]);
});
