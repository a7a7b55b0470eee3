/** Reports over HTTP: sales of days, products, and what waits today. The clock stands in 2031. */
import { afterAll, describe, expect, inject, test } from "vitest";
import { openBackstage } from "../../../tests/support/backstage.ts";
import {
  type Client,
  client,
  newKey,
  type PlacedOrder,
  type Problem,
} from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { reports } from "./contract.ts";

// A Thursday, ten in the morning in Seoul.
let now = Date.parse("2031-05-01T01:00:00.000Z");
const clock = { now: () => new Date(now) };
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), clock });
const backstage = await openBackstage({
  ...{ databaseUrl: shop.databaseUrl, sandboxUrl: shop.sandbox.url, environment: shop.environment, clock },
});
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

const DAY_MS = 24 * 3_600_000;
const won = (amount: number) => ({ amount, currency: "KRW" });

interface Sums {
  readonly orders: number;
  readonly pieces: number;
  readonly net: { readonly amount: number };
}
interface SalesBody {
  readonly from: string;
  readonly to: string;
  readonly total: Sums;
  readonly days: readonly (Sums & { readonly day: string })[];
}
interface TodayBody {
  readonly sales: Record<string, { readonly day: string; readonly orders: number; readonly paid: unknown }>;
  readonly waiting: Record<string, number | null>;
  readonly audit: {
    readonly count: number;
    readonly modules: readonly { readonly module: string; readonly count: number }[];
  };
}

/** The owner, signed in at the shop's time. */
async function staff(): Promise<Client["request"]> {
  const api = client(shop.url);
  const proof = await api.signInOwner();
  return (method, path, body, headers) => api.request(method, path, body, { ...proof, ...headers });
}

async function read<Body>(path: string): Promise<Body> {
  const request = await staff();
  const { status, body } = await request<Body>("GET", `/api/v1/admin/${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function product(price: number) {
  const made = await client(shop.url).createProduct({ variants: [{ price, stock: 100 }] });
  return { id: made.id, name: made.name, variantId: made.variants[0]?.id ?? "" };
}

/** All events have arrived, and the days are computed. */
async function settled(): Promise<void> {
  await backstage.delivered();
  await backstage.run("reports.refresh");
}

const cancel = async ({ order }: PlacedOrder, quantity?: number): Promise<void> => {
  const request = await staff();
  const [line] = order.items;
  const lines = quantity === undefined ? {} : { lines: [{ lineId: line?.id, quantity }] };
  const body = { reason: "품절", ...lines };
  const headers = { "idempotency-key": newKey() };
  const answer = await request("POST", `/api/v1/admin/orders/${order.id}/cancel`, body, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

test("a shop without sales has days of nothing", async () => {
  const { days, total } = await read<SalesBody>("reports/sales?from=2031-04-30&to=2031-05-01");
  expect(days.map(({ day, orders }) => [day, orders])).toEqual([
    ["2031-04-30", 0],
    ["2031-05-01", 0],
  ]);
  expect(total).toMatchObject({ orders: 0, net: won(0), average: null });
});

test("orders count on the day of their payment, refunds on the day they were booked", async () => {
  const [mug, plate] = [await product(20_000), await product(60_000)];
  const api = client(shop.url);
  const first = await api.buy(mug.variantId, 2);
  await api.buy(plate.variantId);
  await settled();
  now += DAY_MS;
  await cancel(first, 1);
  // A minute before and after midnight in Seoul.
  now = Date.parse("2031-05-02T14:59:00.000Z");
  await client(shop.url).buy(mug.variantId);
  now += 2 * 60_000;
  await client(shop.url).buy(mug.variantId);
  await settled();
  const report = await read<SalesBody>("reports/sales?from=2031-05-01&to=2031-05-03");
  expect(report.days).toMatchObject([
    {
      day: "2031-05-01",
      orders: 2,
      pieces: 3,
      gross: won(100_000),
      delivery: won(3_000),
      refunds: won(0),
      net: won(103_000),
      average: won(51_500),
    },
    { day: "2031-05-02", orders: 1, pieces: 1, gross: won(20_000), refunds: won(20_000), net: won(3_000) },
    { day: "2031-05-03", orders: 1, gross: won(20_000), net: won(23_000) },
  ]);
  expect(report.total).toMatchObject({ orders: 4, pieces: 5, net: won(129_000) });
  const { items } = await read<{ items: object[] }>("reports/products?from=2031-05-01&to=2031-05-03");
  expect(items).toEqual(
    [
      { productId: plate.id, name: plate.name, pieces: 1, net: won(60_000) },
      { productId: mug.id, name: mug.name, pieces: 3, net: won(60_000) },
    ].sort((one, other) => (one.productId < other.productId ? -1 : 1)),
  );
  const byPieces = await read<{ items: object[] }>(
    "reports/products?from=2031-05-01&to=2031-05-03&by=pieces&limit=1",
  );
  expect(byPieces.items).toMatchObject([{ productId: mug.id, pieces: 3 }]);
  await backstage.expectSound();
});

test("a table for spreadsheets has the same days", async () => {
  const request = await staff();
  const answer = await request<string>(
    "GET",
    "/api/v1/admin/reports/sales.csv?from=2031-05-01&to=2031-05-02",
  );
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(answer.body.replace("\ufeff", "").split("\r\n")).toEqual([
    "day,orders,pieces,gross,discount,delivery,refunds",
    "2031-05-01,2,3,100000,0,3000,0",
    "2031-05-02,1,1,20000,0,3000,20000",
    "",
  ]);
});

test("all days can be computed anew, and an event that comes twice changes nothing", async () => {
  const before = await read<SalesBody>("reports/sales?from=2031-05-01&to=2031-05-03");
  await backstage.rows("UPDATE reports.days SET orders = 99");
  await backstage.rows("DELETE FROM reports.filled");
  await Promise.all([backstage.run("reports.refresh"), backstage.run("reports.refresh")]);
  await backstage.run("reports.refresh");
  expect(await read("reports/sales?from=2031-05-01&to=2031-05-03")).toEqual(before);
  expect(await backstage.rows("SELECT FROM reports.stale_days")).toEqual([]);
});

test("today shows the sales of three days, and what waits", async () => {
  const cup = await product(30_000);
  const mondayMs = Date.parse("2031-05-05T03:00:00.000Z");
  now = mondayMs;
  const late = await client(shop.url).buy(cup.variantId);
  now = mondayMs + 7 * DAY_MS;
  const fresh = await client(shop.url).buy(cup.variantId);
  const request = await staff();
  expect((await request("POST", `/api/v1/admin/orders/${fresh.order.id}/prepare`, {})).status).toBe(200);
  await settled();
  const { sales, waiting } = await read<TodayBody>("today");
  expect(sales).toEqual({
    today: { day: "2031-05-12", orders: 1, paid: won(33_000) },
    yesterday: { day: "2031-05-11", orders: 0, paid: won(0) },
    lastWeek: { day: "2031-05-05", orders: 1, paid: won(33_000) },
  });
  // With the orders of the tests before, which are all late by now.
  expect(waiting).toMatchObject({ toShip: 1, late: 5, failedPayments: 0, openRefunds: 0, questions: 0 });
  expect(waiting.toPrepare).toBe(5);
  await cancel(late);
  await settled();
  expect((await read<TodayBody>("today")).waiting).toMatchObject({ toPrepare: 4, late: 4 });
});

test("today shows what the last audits found, and what was given up or has not arrived", async () => {
  const { noteAudit } = backstage.port(reports);
  const note = (module: string, violations: string[], at: string) =>
    noteAudit({ module, violations, completedAt: at });
  await note("inventory", [], "2031-05-12T02:00:00.000Z");
  await note(
    "orders",
    Array.from({ length: 12 }, (_, row) => `order ${row} is wrong`),
    "2031-05-12T02:30:00.000Z",
  );
  // An older result arrives late.
  await note("orders", [], "2031-05-12T01:00:00.000Z");
  // Messages of other tests are given up when their day is over by the clock that these move.
  const withoutMessages = async () => {
    await settled();
    await backstage.rows("DELETE FROM notifications.messages");
  };
  await withoutMessages();
  const { audit, waiting } = await read<TodayBody>("today");
  const of = (name: string) => audit.modules.find(({ module }) => module === name);
  expect(of("orders")).toMatchObject({ count: 12, findings: { length: 10, 0: "order 0 is wrong" } });
  expect(of("inventory")).toBeUndefined();
  expect(audit.count).toBeGreaterThanOrEqual(12);
  expect(waiting).toMatchObject({ undelivered: 0, failedWebhooks: 0, failedMessages: 0, failedEvents: 0 });
  const sent = await client(shop.url).buy((await product(10_000)).variantId);
  const request = await staff();
  const path = `/api/v1/admin/orders/${sent.order.id}`;
  const parcel = { carrier: "cj", trackingNumber: "123456789012" };
  expect((await request("POST", `${path}/prepare`)).status).toBe(200);
  expect((await request("POST", `${path}/shipments`, parcel)).status).toBe(201);
  await withoutMessages();
  await backstage.rows(
    `INSERT INTO notifications.messages (id, kind, channel, state, code, created_at, ended_at)
     VALUES (uuidv7(), 'order_paid', 'sms', 'failed', '3058', $1, $1)`,
    [new Date(now)],
  );
  expect((await read<TodayBody>("today")).waiting).toMatchObject({ undelivered: 0, failedMessages: 1 });
  now += 5 * DAY_MS + 1;
  expect((await read<TodayBody>("today")).waiting).toMatchObject({ undelivered: 1, failedMessages: 0 });
  now -= 5 * DAY_MS + 1;
});

describe("a request", () => {
  test.each([
    ["sales?from=2031-05-02&to=2031-05-01", "/to"],
    ["sales?from=2029-01-01&to=2031-05-01", "/from"],
    ["sales?from=yesterday", "/from"],
    ["sales?from=2031-02-30", "/from"],
    ["products?by=price", "/by"],
    ["products?limit=0", "/limit"],
    // PostgreSQL has no year 0.
    ["sales?from=0000-01-01&to=0001-01-02", "/from"],
    ["products?from=0000-12-31&to=0001-01-01", "/from"],
  ])("for %s is 400 at %s", async (path, pointer) => {
    const request = await staff();
    const { status, body } = await request<Problem>("GET", `/api/v1/admin/reports/${path}`);
    expect([status, body.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  // The day after the last one of the calendar is written "+010000-01-01", which sorts before it.
  test.each([
    ["to=0001-01-01", "0001-01-01", 1],
    ["to=0001-02-01", "0001-01-03", 30],
    ["from=9999-12-30&to=9999-12-31", "9999-12-30", 2],
    ["to=9999-12-31", "9999-12-02", 30],
  ])("for the days at the ends of the calendar, %s, has them", async (query, from, count) => {
    const { days, ...period } = await read<SalesBody>(`reports/sales?${query}`);
    expect([period.from, days[0]?.day, days.length]).toEqual([from, from, count]);
    expect(days.at(-1)?.day).toBe(period.to);
    expect((await read<{ from: string }>(`reports/products?${query}`)).from).toBe(from);
  });

  test("without a period is about the last thirty days", async () => {
    const { from, to, days } = await read<SalesBody>("reports/sales");
    expect([from, to, days.length]).toEqual(["2031-04-13", "2031-05-12", 30]);
  });

  test("for another report is 404; guests and members read none", async () => {
    const request = await staff();
    expect((await request("GET", "/api/v1/admin/reports/secrets")).status).toBe(404);
    const api = client(shop.url);
    const member = await api.signUp();
    for (const path of ["today", "reports/sales", "reports/products", "reports/sales.csv"]) {
      expect((await api.request("GET", `/api/v1/admin/${path}`)).status).toBe(401);
      expect((await member.request("GET", `/api/v1/admin/${path}`)).status).toBe(403);
    }
  });
});
