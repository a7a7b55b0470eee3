/** Transfers that are paid and given back, and their cash receipts, for the tests. */
import { beforeAll, expect } from "vitest";
import type { createTestClock } from "../../sandbox/testing.ts";
import { type ApprovedPayment, type Client, newKey, type PlacedOrder } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import type { PurchaseStage } from "./stage.ts";

/** With the delivery fee. */
export const TOTAL = 13_000;
export const income = { kind: "income", number: "010-1234-5678" } as const;
export const expense = { kind: "expense", number: "220-81-62517" } as const;
type Wish = typeof income | typeof expense;
type Deposited = PlacedOrder & { approved: ApprovedPayment };

/** A shop with an account for transfers. */
export function transfersOf(stage: PurchaseStage, clock: ReturnType<typeof createTestClock>) {
  const { backstage, shopper } = stage;
  const desk = sandboxDesk(stage.shop.sandbox.url);
  const owner = async () => (await shopper.signIn("owner@jangteo.test", "a-password-for-tests")).proof;

  beforeAll(async () => {
    const bank = { bank: "우리은행", accountNumber: "1002-123-456789", holder: "달상회" };
    const proof = await owner();
    const { headers } = await shopper.request("GET", "/api/v1/admin/settings", undefined, proof);
    const given = { ...proof, "if-match": headers.get("etag") ?? "" };
    const saved = await shopper.request("PATCH", "/api/v1/admin/settings", { payment: bank }, given);
    expect(saved.status).toBe(200);
  });

  async function waiting(
    paymentMethod: "VIRTUAL_ACCOUNT" | "BANK_TRANSFER",
    wish: Wish | null,
    { price = 10_000, by = shopper }: { price?: number; by?: Client } = {},
  ): Promise<Deposited> {
    const { id } = await stage.stock(3, price);
    const cart = await by.createCart();
    await by.addItem(cart.id, id);
    const placed = await by.placeOrder(cart.id, { paymentMethod, ...(wish && { cashReceipt: wish }) });
    expect(placed.status).toBe(201);
    const { windowUrl, provider } = placed.body.payment;
    const query = new URL(windowUrl ?? "").searchParams;
    const approved =
      paymentMethod === "VIRTUAL_ACCOUNT"
        ? await shopper.approve(windowUrl)
        : {
            paymentKey: query.get("paymentKey") ?? "",
            orderId: query.get("orderId") ?? "",
            amount: Number(query.get("amount")),
          };
    expect((await by.confirm(approved, newKey(), provider)).status).toBe(200);
    return { ...placed.body, approved };
  }

  async function seeDeposit({ order }: Deposited): Promise<void> {
    const [row] = await backstage.rows<{ id: string }>(
      "SELECT id FROM payments.attempts WHERE order_id = $1",
      [order.id],
    );
    const path = `/api/v1/admin/payments/${row?.id}/deposit`;
    const { total } = order;
    expect((await shopper.request("POST", path, { amount: total.amount }, await owner())).status).toBe(200);
    await backstage.delivered();
  }

  /** Of a virtual account, whose callbacks this test does not get. */
  async function deposit({ approved, order }: Deposited): Promise<void> {
    await desk.deposit(approved.paymentKey);
    await lookAt(order.id);
  }
  async function lookAt(orderId: string): Promise<void> {
    await backstage.rows("UPDATE payments.attempts SET next_check_at = $1 WHERE order_id = $2", [
      clock.now(),
      orderId,
    ]);
    await backstage.run("payments.reconcile");
    await backstage.delivered();
  }

  async function paid(wish: Wish | null, given: { price?: number; by?: Client } = {}): Promise<Deposited> {
    const placed = await waiting("BANK_TRANSFER", wish, given);
    await seeDeposit(placed);
    return placed;
  }
  const tend = () => backstage.run("payments.receipts");
  async function tendLater(ms = 3_600_000): Promise<void> {
    clock.advance(ms);
    await tend();
  }
  const receiptsOf = ({ payment }: PlacedOrder) => backstage.receiptsOf(payment.orderId);
  const shown = async (placed: PlacedOrder) =>
    ((await stage.read(placed)) as { cashReceipt?: object }).cashReceipt;

  async function refund(placed: Deposited, amount: number): Promise<void> {
    const { order, guestToken } = placed;
    const account = { bank: "88", accountNumber: "11012345678", holder: "김장터" };
    const path = `/api/v1/orders/${order.id}/refund-account`;
    await shopper.request("PUT", path, account, { "x-guest-token": guestToken });
    const proof = await owner();
    const keyed = { ...proof, "idempotency-key": newKey() };
    const asked = await shopper.request(
      "POST",
      `/api/v1/admin/orders/${order.id}/refunds`,
      { amount, reason: "흠집이 있어요" },
      keyed,
    );
    expect(asked.status).toBe(201);
    await backstage.delivered();
    const open = await backstage.rows<{ id: string }>(
      `SELECT refunds.id FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
       WHERE order_id = $1 AND refunds.state = 'REQUESTED' AND provider = 'bank'`,
      [order.id],
    );
    for (const { id } of open)
      expect(
        (await shopper.request("POST", `/api/v1/admin/payments/refunds/${id}/paid`, {}, proof)).status,
      ).toBe(200);
  }

  return {
    ...{ owner, desk, waiting, seeDeposit, deposit, lookAt, paid },
    ...{ tend, tendLater, receiptsOf, shown, refund },
  };
}
