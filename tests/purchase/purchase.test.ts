/** The whole purchase, in one process and in several, by the same code. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModuleName } from "../../server/module-names.ts";
import { contact, newKey, type PlacedOrder, shippingAddress } from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const shapes: { shape: string; apart: ModuleName[][] }[] = [
  { shape: "one process", apart: [] },
  { shape: "inventory and orders as processes of their own", apart: [["inventory"], ["orders"]] },
];

describe.each(shapes)("a purchase with $shape", ({ apart }) => {
  let stage: PurchaseStage;
  beforeAll(async () => {
    stage = await openStage({ apart });
  });
  afterAll(() => stage.close());

  test("ends with order, stock and payment agreeing", async () => {
    const { shopper, backstage } = stage;
    const variant = await stage.stock(7, 12_900);
    const cart = await shopper.createCart();
    const filled = await shopper.addItem(cart.id, variant.id, 2);
    expect(filled.body).toMatchObject({
      itemCount: 2,
      subtotal: { amount: 25_800 },
      deliveryFee: { amount: 3_000 },
      total: { amount: 28_800 },
    });

    const { status, body: placed } = await shopper.placeOrder(cart.id);
    expect(status).toBe(201);
    expect(placed.order).toMatchObject({
      status: "pending_payment",
      total: { amount: 28_800, currency: "KRW" },
      paidAt: null,
    });
    expect(placed.payment).toMatchObject({
      provider: "sandbox",
      amount: { amount: 28_800, currency: "KRW" },
    });
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 7, reserved: 2 });

    const approved = await shopper.approve(placed.payment.windowUrl);
    expect(approved).toMatchObject({ orderId: placed.payment.orderId, amount: 28_800 });
    const confirmed = await shopper.confirm(approved);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.order).toMatchObject({
      id: placed.order.id,
      status: "paid",
      payment: { status: "paid", method: "카드" },
    });

    await backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 5, reserved: 0 });
    const read = await stage.read(placed);
    expect(read).toMatchObject(confirmed.body.order);
    expect(read.events.map(({ type }) => type)).toEqual(["placed", "paid"]);
    await backstage.expectSound();
  });

  test("of several products reserves all lines or none", async () => {
    const { shopper, backstage } = stage;
    const [plenty, scarce] = [await stage.stock(10), await stage.stock(1)];
    const cart = await shopper.createCart();
    await shopper.addItem(cart.id, plenty.id, 3);
    await shopper.addItem(cart.id, scarce.id, 2);
    const refused = await shopper.placeOrder(cart.id);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: "OUT_OF_STOCK",
      lines: [{ variantId: scarce.id, requested: 2, available: 1 }],
    });
    expect(await stage.levels(plenty.sku)).toEqual({ onHand: 10, reserved: 0 });
    expect(await stage.levels(scarce.sku)).toEqual({ onHand: 1, reserved: 0 });
    await backstage.expectSound();
  });

  test("with a refused card can be paid with another, under a new order id at the provider", async () => {
    const { shopper, backstage } = stage;
    const variant = await stage.stock(3);
    const first = await stage.approve(variant.id, { mode: "decline:REJECT_CARD_COMPANY" });
    const refused = await shopper.confirm(first.approved);
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ code: "PAYMENT_REFUSED", reason: { code: "REJECT_CARD_COMPANY" } });
    expect(await stage.read(first)).toMatchObject({
      status: "pending_payment",
      payment: { status: "failed", failure: { code: "REJECT_CARD_COMPANY" } },
    });

    const again = await shopper.request<{ payment: typeof first.payment }>(
      "POST",
      `/api/v1/orders/${first.order.id}/payments`,
      {},
      {
        "x-guest-token": first.guestToken,
        "idempotency-key": `again-${first.order.id}`,
      },
    );
    expect(again.status).toBe(201);
    expect(again.body.payment.orderId).not.toBe(first.payment.orderId);
    expect(again.body.payment.amount).toEqual(first.payment.amount);
    const confirmed = await shopper.confirm(await shopper.approve(again.body.payment.windowUrl));
    expect(confirmed.body.order.status).toBe("paid");
    await backstage.expectSound();
  });

  test("with another amount on the return address is refused and captures nothing", async () => {
    const { shopper, backstage } = stage;
    const variant = await stage.stock(3);
    const { approved, ...placed } = await stage.approve(variant.id);
    const cheap = await shopper.confirm({ ...approved, amount: 1 });
    expect(cheap).toMatchObject({ status: 422, body: { code: "AMOUNT_MISMATCH" } });
    const payment = (await backstage.providerPayments()).find(
      ({ paymentKey }) => paymentKey === approved.paymentKey,
    );
    expect(payment).toMatchObject({ status: "IN_PROGRESS", held: 0 });
    expect((await stage.read(placed)).status).toBe("pending_payment");
    expect((await shopper.confirm(approved)).status).toBe(200);
    await backstage.expectSound();
  });

  test("in English returns to the English pages", async () => {
    const { shopper } = stage;
    const variant = await stage.stock(1);
    const cart = await shopper.createCart();
    await shopper.addItem(cart.id, variant.id);
    const placed = await shopper.request<PlacedOrder>(
      "POST",
      "/api/v1/orders",
      { cartId: cart.id, contact, shippingAddress },
      { "idempotency-key": newKey(), "accept-language": "en" },
    );
    expect(placed.body.payment.successUrl).toMatch(/\/en\/checkout\/return$/);
    expect(placed.body.payment.failUrl).toMatch(/\/en\/checkout\/fail$/);
  });

  test("200 lines are bought in one order", async () => {
    const { variants } = await stage.shopper.createProduct({
      variants: Array.from({ length: 200 }, () => ({})),
    });
    const { id: cartId } = await stage.shopper.createCart();
    for (const variant of variants) await stage.shopper.addItem(cartId, variant.id);
    const { status, body } = await stage.shopper.placeOrder(cartId);
    expect([status, body.order.items.length]).toEqual([201, 200]);
    const paid = await stage.shopper.confirm(await stage.shopper.approve(body.payment.windowUrl));
    expect(paid.body.order.status).toBe("paid");
    await stage.backstage.expectSound();
  });
});
