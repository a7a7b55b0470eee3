/** The tax report over HTTP: the sums of what orders froze, and of what was given back. It is 2031. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../../sandbox/testing.ts";
import { openStage } from "../../../tests/purchase/stage.ts";
import { client, newKey } from "../../../tests/support/client.ts";
import { vatIn } from "../cart/contract/tax.ts";
import { grant } from "../promotions/points/points.fixture.ts";

const clock = createTestClock("2031-05-30T01:00:00.000Z");
const stage = await openStage({ clock });
const { backstage, shopper } = stage;
afterAll(() => stage.close());

interface Parts {
  readonly taxable: { readonly amount: number };
  readonly vat: { readonly amount: number };
  readonly taxFree: { readonly amount: number };
  readonly total: { readonly amount: number };
}
interface Sums {
  readonly sold: Parts;
  readonly refunded: Parts;
  readonly net: Parts;
}
interface Report {
  readonly total: Sums;
  readonly items: readonly (Sums & { readonly period: string })[];
}
const partsOf = ({ taxable, vat, taxFree }: Parts) => [taxable.amount, vat.amount, taxFree.amount];

async function read<Body>(query: string): Promise<Body> {
  await backstage.delivered();
  await backstage.run("reports.refresh");
  const api = client(stage.shop.url);
  const { status, body } = await api.request<Body>(
    "GET",
    `/api/v1/admin/reports/${query}`,
    undefined,
    await api.signInOwner(),
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const MAY = "from=2031-05-01&to=2031-05-31";
const JUNE = "from=2031-06-01&to=2031-06-30";

interface Bought {
  readonly id: string;
  readonly total: number;
  readonly taxFree: number;
}
/** Books at 7,777 are tax-free, mugs at 13,333 are taxed, delivery too. */
async function buy(books: number, mugs: number, points: number): Promise<Bought> {
  const member = await client(stage.shop.url).signUp();
  if (points > 0)
    expect((await grant(client(stage.shop.url), member.id, { amount: points })).status).toBe(201);
  const seller = client(stage.shop.url);
  const { id: cartId } = await member.createCart();
  const add = async (quantity: number, price: number, more: object): Promise<void> => {
    if (quantity === 0) return;
    const made = await seller.createProduct({ variants: [{ price, stock: 50 }], ...more });
    await member.addItem(cartId, made.variants[0]?.id ?? "", quantity);
  };
  await add(books, 7_777, { taxType: "tax_free" });
  await add(mugs, 13_333, {});
  const { status, body } = await member.placeOrder(cartId, points > 0 ? { points } : {});
  expect(status, JSON.stringify(body)).toBe(201);
  const approved = await member.approve(body.payment.windowUrl);
  expect((await member.confirm(approved)).status).toBe(200);
  const [row] = await backstage.rows<Bought>(
    `SELECT id, total::float8 AS total, tax_free::float8 AS "taxFree" FROM orders.orders WHERE id = $1`,
    [body.order.id],
  );
  if (!row) throw new Error("the order is stored");
  return row;
}
async function refund({ id }: Bought, amount: number): Promise<void> {
  const api = client(stage.shop.url);
  const headers = { ...(await api.signInOwner()), "idempotency-key": newKey() };
  const body = { amount, reason: "흠집이 있어요" };
  expect((await api.request("POST", `/api/v1/admin/orders/${id}/refunds`, body, headers)).status).toBe(201);
}

/** The sums as `vatIn` and the stored parts have them, without the report's statement. */
async function expected(): Promise<{ sold: number[]; refunded: number[] }> {
  const orders = await backstage.rows<{ id: string; total: number; taxFree: number; vat: number }>(
    `SELECT id, total::float8 AS total, tax_free::float8 AS "taxFree", vat::float8 AS vat FROM orders.orders
     WHERE paid_at IS NOT NULL`,
  );
  const refunds = await backstage.rows<{ orderId: string; amount: number; taxFree: number }>(
    `SELECT order_id AS "orderId", amount::float8 AS amount, tax_free::float8 AS "taxFree"
     FROM orders.refunds ORDER BY id`,
  );
  const [sold, refunded] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  const addTo = (sums: number[], parts: readonly number[]) =>
    parts.forEach((part, at) => {
      sums[at] = (sums[at] ?? 0) + part;
    });
  for (const { id, total, taxFree, vat } of orders) {
    addTo(sold, [total - taxFree - vat, vat, taxFree]);
    let rest = total - taxFree;
    for (const back of refunds.filter(({ orderId }) => orderId === id)) {
      const taxed = back.amount - back.taxFree;
      const vatBack = vatIn(rest) - vatIn(rest - taxed);
      addTo(refunded, [taxed - vatBack, vatBack, back.taxFree]);
      rest -= taxed;
    }
  }
  return { sold, refunded };
}

test("whatever is bought and given back, the report is the sum of the stored parts", async () => {
  const orders = fc.record({
    books: fc.integer({ min: 0, max: 3 }),
    mugs: fc.integer({ min: 1, max: 3 }),
    points: fc.constantFrom(0, 0, 1_000, 3_210),
    refunds: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 3 }),
  });
  const kept: { order: Bought; rest: number }[] = [];
  for (const { books, mugs, points, refunds } of fc.sample(orders, { numRuns: 8, seed: 7 })) {
    const order = await buy(books, mugs, points);
    let rest = order.total;
    for (const percent of refunds) {
      const amount = Math.ceil((rest * percent) / 200);
      if (amount === 0) continue;
      await refund(order, amount);
      rest -= amount;
    }
    kept.push({ order, rest });
  }
  const { sold, refunded } = await expected();
  const { total } = await read<Report>(`tax?${MAY}`);
  expect([partsOf(total.sold), partsOf(total.refunded)]).toEqual([sold, refunded]);
  expect(partsOf(total.net)).toEqual(sold.map((part, at) => part - (refunded[at] ?? 0)));
  expect(total.sold.total.amount).toBe(kept.reduce((sum, { order }) => sum + order.total, 0));
  // What is given back in June is of June; when all is given back, the two months are nothing together.
  clock.advance(2 * 24 * 3_600_000);
  for (const { order, rest } of kept) if (rest > 0) await refund(order, rest);
  const june = await read<Report>(`tax?${JUNE}`);
  expect(partsOf(june.total.sold)).toEqual([0, 0, 0]);
  const both = await read<Report>("tax?from=2031-05-01&to=2031-06-30&by=month");
  expect(both.items.map(({ period }) => period)).toEqual(["2031-05", "2031-06"]);
  expect(both.items.map(({ net }) => partsOf(net))).toEqual([partsOf(total.net), partsOf(june.total.net)]);
  expect(partsOf(both.total.net)).toEqual([0, 0, 0]);
  await backstage.expectSound();
});

test("the refunds of an order sum to its VAT, where each alone would be rounded off", async () => {
  const before = await read<Report>(`tax?${JUNE}`);
  const order = await buy(0, 1, 0);
  const parts = [5, 5, order.total - 10];
  // Otherwise this would prove nothing.
  expect(parts.reduce((sum, part) => sum + vatIn(part), 0)).not.toBe(vatIn(order.total));
  for (const part of parts) await refund(order, part);
  const after = await read<Report>(`tax?${JUNE}`);
  expect(partsOf(after.total.net)).toEqual(partsOf(before.total.net));
});

test("refunds of an order give back its VAT in the order of time, whatever their ids", async () => {
  const before = await read<Report>(`tax?${JUNE}`);
  const order = await buy(0, 1, 0);
  // Otherwise the order of the two would prove nothing.
  const [first, second] = [4, 7];
  const vatOf = (rest: number, amount: number) => vatIn(rest) - vatIn(rest - amount);
  expect(vatOf(order.total, second)).not.toBe(vatOf(order.total - first, second));
  await refund(order, first);
  await refund(order, second);
  // The one that was booked first is of the next month.
  await backstage.rows(
    `UPDATE orders.refunds SET at = at + interval '30 days' WHERE id = (
       SELECT id FROM orders.refunds WHERE order_id = $1 ORDER BY id LIMIT 1)`,
    [order.id],
  );
  const after = await read<Report>(`tax?${JUNE}`);
  expect(after.total.refunded.vat.amount - before.total.refunded.vat.amount).toBe(vatOf(order.total, second));
  await backstage.rows("UPDATE orders.refunds SET at = at - interval '30 days' WHERE at > $1", [
    new Date(clock.now().getTime() + 24 * 3_600_000),
  ]);
});

test("a refund that is withdrawn counts back on that day, so that earlier days stay", async () => {
  const order = await buy(1, 1, 0);
  await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  await refund(order, 9_000);
  await backstage.delivered();
  const day = "tax?from=2031-06-01&to=2031-06-01";
  const booked = await read<Report>(day);
  clock.advance(24 * 3_600_000);
  const nextDay = "tax?from=2031-06-02&to=2031-06-02";
  const before = await read<Report>(nextDay);
  const api = client(stage.shop.url);
  const [row] = await backstage.rows<{ id: string }>("SELECT id FROM orders.refunds WHERE order_id = $1", [
    order.id,
  ]);
  const path = `/api/v1/admin/orders/${order.id}/refunds/${row?.id}/withdraw`;
  const withdrawn = await api.request(
    "POST",
    path,
    { reason: "새 상품을 보냈어요" },
    await api.signInOwner(),
  );
  expect(withdrawn.status).toBe(200);
  expect(await read<Report>(day)).toEqual(booked);
  const after = await read<Report>(nextDay);
  const back = partsOf(after.total.refunded).map(
    (part, at) => part - (partsOf(before.total.refunded)[at] ?? 0),
  );
  expect(back.reduce((sum, part) => sum + part, 0)).toBe(-9_000);
  await backstage.expectSound();
});

test("an order of before the tax parts is taxed as a whole", async () => {
  const before = await read<Report>(`tax?${JUNE}`);
  const { id, total } = await buy(1, 1, 0);
  await backstage.rows("UPDATE orders.orders SET tax_free = NULL, vat = NULL WHERE id = $1", [id]);
  const after = await read<Report>(`tax?${JUNE}`);
  const more = partsOf(after.total.sold).map((part, at) => part - (partsOf(before.total.sold)[at] ?? 0));
  expect(more).toEqual([total - vatIn(total), vatIn(total), 0]);
});

test("days that a version without tax parts computed are computed again", async () => {
  const before = await read<Report>("tax?from=2031-05-01&to=2031-06-30");
  await backstage.rows("UPDATE reports.days SET vat = 0, taxable = 0, tax_mark = NULL");
  expect(await read("tax?from=2031-05-01&to=2031-06-30")).toEqual(before);
  const due = "SELECT FROM reports.days WHERE tax_mark IS DISTINCT FROM mark";
  expect(await backstage.rows(due)).toEqual([]);
});

test("a table for spreadsheets has the same months", async () => {
  const { items } = await read<Report>("tax?from=2031-05-01&to=2031-06-30&by=month");
  const csv = await read<string>("tax.csv?from=2031-05-01&to=2031-06-30&by=month");
  const [head, ...lines] = csv.replace("\ufeff", "").trimEnd().split("\r\n");
  expect(head?.split(",").slice(0, 4)).toEqual(["period", "taxable", "vat", "taxFree"]);
  expect(lines).toEqual(
    items.map(({ period, sold, refunded, net }) =>
      [period, ...[sold, refunded, net].flatMap(partsOf)].join(","),
    ),
  );
});

describe("a request", () => {
  test.each([
    ["tax?by=week", "/by"],
    ["tax?from=2031-05-02&to=2031-05-01", "/to"],
    ["tax.csv?from=2029-01-01&to=2031-05-01", "/from"],
  ])("for %s is 400 at %s", async (path, pointer) => {
    const api = client(stage.shop.url);
    const proof = await api.signInOwner();
    expect(await api.request("GET", `/api/v1/admin/reports/${path}`, undefined, proof)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  test("without the permission is refused", async () => {
    const member = await shopper.signUp();
    for (const path of ["tax", "tax.csv"]) {
      expect((await client(stage.shop.url).request("GET", `/api/v1/admin/reports/${path}`)).status).toBe(401);
      expect((await member.request("GET", `/api/v1/admin/reports/${path}`)).status).toBe(403);
    }
  });
});
