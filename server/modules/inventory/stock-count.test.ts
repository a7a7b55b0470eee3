/** Stock-takes, through HTTP. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { client, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { type StockDesk, stockDesk } from "./stock-desk.fixture.ts";

interface SavedLines {
  readonly id: string;
  readonly lines: { readonly sku: string; location: string; before: number; after: number }[];
}
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
let desk: StockDesk;
beforeAll(async () => {
  desk = await stockDesk(api);
  await desk.addLocation("busan");
});
afterAll(() => shop.stop());

const count = <Body = SavedLines>(lines: unknown, fields: object = {}, headers = desk.staff) =>
  desk.post<Body>("/api/v1/admin/stock/counts", { lines, ...fields }, headers);

test("a stock-take sets what was counted, answers before and after, and is on record", async () => {
  const [one, two] = [await desk.variant(5), await desk.variant(7)];
  const { status, body } = await count(
    [
      { sku: one.sku, counted: 4, expected: 5 },
      { sku: two.sku, counted: 9, expected: 7 },
      { sku: two.sku, location: "busan", counted: 3, expected: 0 },
    ],
    { reason: "분기 실사" },
  );
  expect([status, body]).toEqual([
    200,
    {
      id: expect.any(String),
      lines: [
        { sku: one.sku, location: "main", before: 5, after: 4 },
        { sku: two.sku, location: "main", before: 7, after: 9 },
        { sku: two.sku, location: "busan", before: 0, after: 3 },
      ],
    },
  ]);
  expect(await desk.levels(two.sku)).toMatchObject({ main: { onHand: 9 }, busan: { onHand: 3 } });
  expect(await desk.lastAction(`stock-count:${body.id}`)).toMatchObject({
    action: "stock.count",
    reason: "분기 실사",
    before: { [`${one.sku}@main`]: 5, [`${two.sku}@main`]: 7, [`${two.sku}@busan`]: 0 },
    after: { [`${one.sku}@main`]: 4, [`${two.sku}@main`]: 9, [`${two.sku}@busan`]: 3 },
  });
  const ledger = await api.request<{ items: unknown[] }>(
    "GET",
    `/api/v1/admin/stock/${one.sku}/ledger?limit=1`,
    undefined,
    desk.staff,
  );
  expect(ledger.body.items).toMatchObject([
    { delta: -1, onHandAfter: 4, reason: "분기 실사", reference: { type: "count", id: body.id } },
  ]);
});

test("an old form that is saved after sales does not undo them", async () => {
  const { id, sku } = await desk.variant(10);
  const expected = (await desk.levels(sku)).main?.onHand;
  await api.buy(id, 3);
  await vi.waitFor(async () => expect((await desk.levels(sku)).main?.onHand).toBe(7), 60_000);
  // One of the ten was broken when they were counted, before the sale.
  const { body } = await count([{ sku, counted: 9, expected }]);
  expect(body.lines).toMatchObject([{ before: 7, after: 6 }]);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 6 } });
});

test("two forms that were made together and saved one after the other both count", async () => {
  const { sku } = await desk.variant(10);
  await Promise.all([
    count([{ sku, counted: 8, expected: 10 }]),
    count([{ sku, counted: 11, expected: 10 }]),
  ]);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 9 } });
});

test("a form that is sent twenty times at once is saved once", async () => {
  const { sku } = await desk.variant(10);
  const id = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => count<Problem>([{ sku, counted: 8, expected: 10 }], { id })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "COUNT_SAVED", id });
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 8 } });
});

test("a line that is right leaves no row in the ledger", async () => {
  const { sku } = await desk.variant(5);
  expect((await count([{ sku, counted: 5, expected: 5 }])).body.lines).toMatchObject([
    { before: 5, after: 5 },
  ]);
  const { body } = await api.request<{ items: unknown[] }>(
    "GET",
    `/api/v1/admin/stock/${sku}/ledger`,
    undefined,
    desk.staff,
  );
  expect(body.items).toHaveLength(1);
});

test("every line that names what does not exist, or what another names, is told", async () => {
  const { sku } = await desk.variant(5);
  const unknown = await count<Problem>([
    { sku, counted: 4, expected: 5 },
    { sku: "NO-SUCH-SKU", counted: 4, expected: 5 },
    { sku, location: "mars", counted: 4, expected: 5 },
  ]);
  expect(unknown.body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
    ["/lines/1/sku", "UNKNOWN"],
    ["/lines/2/location", "UNKNOWN"],
  ]);
  const repeated = await count<Problem>([
    { sku, counted: 4, expected: 5 },
    { sku, location: "main", counted: 4, expected: 5 },
  ]);
  expect(repeated.body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
    ["/lines/1", "DUPLICATE"],
  ]);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 5 } });
});

test("a line that would take reserved pieces refuses all lines, and is named", async () => {
  const [one, two] = [await desk.variant(5), await desk.variant(5)];
  const cart = await api.createCart();
  await api.addItem(cart.id, two.id, 3);
  expect((await api.placeOrder(cart.id)).status).toBe(201);
  const id = randomUUID();
  const lines = [
    { sku: one.sku, counted: 4, expected: 5 },
    { sku: two.sku, counted: 2, expected: 5 },
  ];
  const refused = await count<Problem>(lines, { id });
  expect([refused.status, refused.body.code, refused.body.lines]).toEqual([
    409,
    "STOCK_BELOW_RESERVED",
    [{ pointer: "/lines/1", sku: two.sku, location: "main", onHand: 5, wouldBe: 2, reserved: 3 }],
  ]);
  expect(await desk.levels(one.sku)).toMatchObject({ main: { onHand: 5 } });
  // A refused form may be corrected and sent again under its id.
  expect((await count(lines.slice(0, 1), { id })).status).toBe(200);
});

test("more than a SKU can have is refused, and the line is named", async () => {
  const { sku } = await desk.variant(5);
  const refused = await count<Problem>([{ sku, counted: 1_000_000_000, expected: 0 }]);
  expect([refused.body.code, refused.body.lines]).toMatchObject(["STOCK_LIMIT", [{ pointer: "/lines/0" }]]);
});

test("a stock-take of a thousand lines is one request", async () => {
  const skus: string[] = [];
  for (let at = 0; at < 10; at += 1) {
    const variants = Array.from({ length: 100 }, () => ({ stock: 5 }));
    skus.push(...(await api.createProduct({ variants })).variants.map(({ sku }) => sku));
  }
  const lines = skus.map((sku, at) => ({ sku, counted: 5 + (at % 2), expected: 5 }));
  const { status, body } = await count(lines);
  expect([status, body.lines.length]).toEqual([200, 1_000]);
  expect(body.lines.every(({ after }, at) => after === 5 + (at % 2))).toBe(true);
});

test.each([
  ["/lines", []],
  ["/lines", undefined],
  ["/lines/0/counted", [{ sku: "A", counted: -1, expected: 0 }]],
  ["/lines/0/counted", [{ sku: "A", counted: 1.5, expected: 0 }]],
  ["/lines/0/counted", [{ sku: "A", counted: "1", expected: 0 }]],
  ["/lines/0/counted", [{ sku: "A", counted: 2 ** 53, expected: 0 }]],
  ["/lines/0/expected", [{ sku: "A", counted: 1 }]],
  ["/lines/0/sku", [{ counted: 1, expected: 0 }]],
  ["/lines/0/sku", [{ sku: "a b", counted: 1, expected: 0 }]],
  ["/lines/0/onHand", [{ sku: "A", counted: 1, expected: 0, onHand: 1 }]],
])("a stock-take that is wrong at %s is 400: %j", async (pointer, lines) => {
  const { status, body } = await count<Problem>(lines);
  expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([400, "INVALID_INPUT", pointer]);
});

test("a stock-take needs a sign-in, and a permission", async () => {
  const { sku } = await desk.variant(5);
  const { proof } = await api.signUp();
  const lines = [{ sku, counted: 4, expected: 5 }];
  expect((await count(lines, {}, {})).status).toBe(401);
  expect((await count(lines, {}, proof)).status).toBe(403);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 5 } });
});
