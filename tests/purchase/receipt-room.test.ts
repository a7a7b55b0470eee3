/** Cash receipts that did not come at once: requests are repeated word for word, and staff ask again. */
import { afterAll, afterEach, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import type { HeaderFields, PlacedOrder } from "../support/client.ts";
import { openStage } from "./stage.ts";
import { expense, income, TOTAL, transfersOf } from "./transfers.fixture.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock });
const { backstage, shopper } = stage;
const { owner, waiting, paid, tend, tendLater, receiptsOf, shown, refund } = transfersOf(stage, clock);
afterEach(() => backstage.clearFaults());
afterAll(() => stage.close());

const LIST = "/api/v1/admin/payments/receipts";
interface OpenReceipt {
  readonly orderId: string;
  readonly failure: string | null;
}
const openOf = async ({ order }: PlacedOrder, by?: HeaderFields) => {
  const { body } = await shopper.request<{ items: OpenReceipt[] }>(
    "GET",
    `${LIST}?limit=100`,
    undefined,
    by ?? (await owner()),
  );
  return body.items.filter(({ orderId }) => orderId === order.id);
};
async function pathOf({ order }: PlacedOrder): Promise<string> {
  const [row] = await backstage.rows<{ id: string }>("SELECT id FROM payments.attempts WHERE order_id = $1", [
    order.id,
  ]);
  return `/api/v1/admin/payments/${row?.id}/receipt`;
}
const ask = async (placed: PlacedOrder, body: object = {}) =>
  shopper.request("POST", await pathOf(placed), body, await owner());

test("a repeat sends what was sent first, also when money has moved since; its number stays", async () => {
  const placed = await paid(expense);
  await backstage.fault("receipt", "500-before-effect", 1);
  await tend();
  expect(await receiptsOf(placed)).toEqual([]);
  const stored = "SELECT request FROM payments.receipt_steps JOIN payments.attempts ON id = attempt_id";
  const requestOf = () =>
    backstage.rows<{ request: string | null }>(`${stored} WHERE order_id = $1`, [placed.order.id]);
  expect((await requestOf())[0]?.request).not.toContain("2208162517");
  expect((await ask(placed, { cashReceipt: income })).status).toBe(409);
  await refund(placed, 3_000);
  await tendLater();
  expect(await receiptsOf(placed)).toMatchObject([
    { type: "expense", number: "2208162517", issued: TOTAL, canceled: 3_000 },
  ]);
  // Nothing keeps the number longer than its request is open.
  expect(await requestOf()).toEqual([{ request: null }, { request: null }]);
});

test("a refused one is in the room's list until staff ask again, which is in the audit log", async () => {
  const placed = await paid(income);
  await backstage.fault("receipt", "decline:INVALID_REQUEST", 1);
  await tend();
  expect(await openOf(placed)).toMatchObject([
    {
      ...{ kind: "income", number: "010-****-5678", failure: "INVALID_REQUEST" },
      ...{ kept: { amount: TOTAL }, receipted: { amount: 0 } },
    },
  ]);
  expect((await ask(placed)).status).toBe(202);
  await tend();
  expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL, canceled: 0 }]);
  expect(await openOf(placed)).toEqual([]);
  const [logged] = await backstage.rows(
    "SELECT action FROM platform.audit_log WHERE action = 'payment.receipt' ORDER BY at DESC LIMIT 1",
  );
  expect(logged).toEqual({ action: "payment.receipt" });
});

test("a transfer that an earlier version of the shop captured gets its receipt on request", async () => {
  const [wished, silent] = [await paid(income), await paid(null)];
  for (const { order } of [wished, silent])
    await backstage.rows("DELETE FROM payments.cash_receipts WHERE order_id = $1", [order.id]);
  await tend();
  expect(await openOf(wished)).toMatchObject([{ failure: "NOT_BEGUN" }]);
  expect(await openOf(silent)).toEqual([]);
  expect((await ask(wished)).status).toBe(202);
  expect((await ask(silent, { cashReceipt: expense })).status).toBe(202);
  await tend();
  expect(await receiptsOf(wished)).toMatchObject([{ type: "income", issued: TOTAL }]);
  expect(await receiptsOf(silent)).toMatchObject([{ type: "expense", issued: TOTAL }]);
  // A number for a receipt that is out would change nothing.
  expect(await ask(silent, { cashReceipt: income })).toMatchObject({
    status: 409,
    body: { code: "WRONG_PAYMENT_STATE" },
  });
  expect(await shown(silent)).toMatchObject({ kind: "expense", status: "issued" });
});

test("asked for many times at once, it is issued once", async () => {
  const placed = await paid(income);
  await Promise.all(Array.from({ length: 8 }, () => ask(placed)));
  await Promise.all(Array.from({ length: 4 }, tend));
  expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL, canceled: 0 }]);
  await backstage.expectSound();
});

test("is none of a payment by card or without money, and is for staff who confirm payments", async () => {
  const card = await shopper.buy((await stage.stock(1)).id);
  expect(await ask(card)).toMatchObject({ status: 409, body: { code: "WRONG_PAYMENT_STATE" } });
  expect((await ask(await waiting("BANK_TRANSFER", income))).status).toBe(409);
  const placed = await paid(income);
  const path = await pathOf(placed);
  const wrong = { cashReceipt: { kind: "income", number: "031-123-45678" } };
  expect(await ask(placed, wrong)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/cashReceipt/number", code: "PHONE" }] },
  });
  const nobody = path.replace(/payments\/[^/]+/, "payments/01890a5d-ac96-774b-bcce-b302099a8057");
  expect((await shopper.request("POST", nobody, {}, await owner())).status).toBe(404);
  expect((await shopper.request("POST", path, {})).status).toBe(401);
  expect((await shopper.request("GET", LIST)).status).toBe(401);
  const member = await shopper.signUp();
  expect((await member.request("POST", path, {})).status).toBe(403);
  expect((await member.request("GET", LIST)).status).toBe(403);
});
