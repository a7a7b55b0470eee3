/** Transfers from a bank account in the payment window (계좌이체): paid at once, with a cash receipt. */
import { afterAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { newKey, type PlacedOrder } from "../support/client.ts";
import { openStage } from "./stage.ts";

const income = { kind: "income", number: "010-1234-5678" } as const;
/** With the delivery fee. */
const TOTAL = 13_000;
type Methods = { items: { method: string; cashReceipt: boolean }[] };

describe.each([
  ["toss", "sandbox", "\uACC4\uC88C\uC774\uCCB4"],
  ["portone", "portone", "TRANSFER"],
] as const)("at %s", async (setting, provider, word) => {
  const clock = createTestClock(new Date().toISOString());
  const stage = await openStage({ clock, environment: { PAYMENT_PROVIDERS: setting } });
  const { backstage, shopper } = stage;
  afterAll(() => stage.close());

  async function place(): Promise<PlacedOrder> {
    const cart = await shopper.createCart();
    await shopper.addItem(cart.id, (await stage.stock(3, 10_000)).id);
    const order = { paymentMethod: "TRANSFER", cashReceipt: income } as const;
    const { status, body } = await shopper.placeOrder(cart.id, order);
    expect(status).toBe(201);
    return body;
  }
  const shown = async (placed: PlacedOrder) => await stage.read(placed);
  const receiptsOf = ({ payment }: PlacedOrder) => backstage.receiptsOf(payment.orderId);

  test("it is a method of the checkout, with a cash receipt", async () => {
    const { body } = await shopper.request<Methods>("GET", "/api/v1/payments/methods");
    expect(body.items).toContainEqual({ method: "TRANSFER", cashReceipt: true });
  });

  test("its window pays by transfer, the receipt follows, and a refund takes back both", async () => {
    const placed = await place();
    expect(placed.payment).toMatchObject({ provider, method: "TRANSFER" });
    const approved = await shopper.approve(placed.payment.windowUrl);
    expect((await shopper.confirm(approved, newKey(), provider)).status).toBe(200);
    expect(await shown(placed)).toMatchObject({
      status: "paid",
      payment: { status: "paid", method: word },
    });
    await backstage.delivered();
    await backstage.run("payments.receipts");
    expect(await receiptsOf(placed)).toMatchObject([
      { type: "income", number: "01012345678", issued: TOTAL, canceled: 0 },
    ]);
    // No account is asked for: the money goes back to where it came from.
    const { proof } = await shopper.signIn("owner@jangteo.test", "a-password-for-tests");
    const path = `/api/v1/admin/orders/${placed.order.id}/refunds`;
    const keyed = { ...proof, "idempotency-key": newKey() };
    const asked = await shopper.request("POST", path, { amount: 3_000, reason: "흠집" }, keyed);
    expect(asked.status).toBe(201);
    await backstage.delivered();
    const books = (await backstage.providerPayments()).find(
      ({ orderId }) => orderId === placed.payment.orderId,
    );
    expect(books?.held).toBe(TOTAL - 3_000);
    await backstage.run("payments.receipts");
    const receipts = await receiptsOf(placed);
    expect(receipts.reduce((sum, { issued, canceled }) => sum + issued - canceled, 0)).toBe(TOTAL - 3_000);
  });

  test("a declined one leaves the order unpaid and without a receipt", async () => {
    const placed = await place();
    const { pathname, search } = new URL(placed.payment.windowUrl ?? "");
    const declined = await shopper.request("POST", `${pathname}${search}`, { action: "decline" });
    expect(declined.status).toBe(200);
    await backstage.run("payments.receipts");
    expect(await receiptsOf(placed)).toEqual([]);
    expect(await shown(placed)).toMatchObject({ status: "pending_payment" });
  });

  test("after all this both ledgers agree", () => backstage.expectSound());
});

test("a shop whose providers have none does not offer it, and refuses an order with it", async () => {
  for (const environment of [{ PAYMENT_PROVIDERS: "stripe" }, { ACCOUNT_TRANSFERS: "off" }]) {
    const stage = await openStage({ environment });
    const { shopper } = stage;
    const { body } = await shopper.request<Methods>("GET", "/api/v1/payments/methods");
    expect(body.items.map(({ method }) => method)).not.toContain("TRANSFER");
    const cart = await shopper.createCart();
    await shopper.addItem(cart.id, (await stage.stock(1)).id);
    expect(await shopper.placeOrder(cart.id, { paymentMethod: "TRANSFER" })).toMatchObject({
      status: 409,
      body: { code: "PAYMENT_METHOD_UNAVAILABLE" },
    });
    await stage.close();
  }
});
