/**
 * Cases 19 to 32 of the list of attacks on a shop (tests/purchase/README.md), by their numbers. What depends
 * on a provider runs with each adapter. Time is passed in, and the sandbox sends no webhooks of its own.
 */
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { payments as paymentsContract } from "../../server/modules/payments/contract.ts";
import { couponMaker } from "../../server/modules/promotions/coupons.fixture.ts";
import { grant, pointsOf } from "../../server/modules/promotions/points/points.fixture.ts";
import { type ApprovedPayment, client, newKey, type PlacedOrder } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { claimant } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { signedWebhooks, unsignedWebhooks } from "./hostile-webhooks.ts";
import type { SigningProvider } from "./sign-webhook.ts";
import { openStage } from "./stage.ts";

const clock = createTestClock(new Date().toISOString());
const environment = { PAYMENT_PROVIDERS: "toss,portone,stripe", PAYMENT_TIMEOUT_MS: "800" };
const stage = await openStage({ clock, environment });
const { backstage, shopper } = stage;
const payments = backstage.port(paymentsContract);
afterEach(() => backstage.clearFaults());
afterAll(() => stage.close());

/** Staff sign in again for each use: the clock moves. */
const desk = () => orderDesk(client(stage.shop.url));
const many = <Result>(count: number, work: (at: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));
const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();
const MINUTE_MS = 60_000;
const WITHIN = { timeout: 60_000, interval: 50 };

interface Adapter {
  readonly method: "TOSS" | "PORTONE" | "STRIPE";
  readonly provider: "sandbox" | SigningProvider;
}
type Paid = PlacedOrder & { approved: ApprovedPayment };

const placedBy = async ({ method }: Adapter, pieces = 3) =>
  stage.place((await stage.stock(pieces, 20_310)).id, 1, method);
async function approvedBy(adapter: Adapter, pieces = 3): Promise<Paid> {
  const placed = await placedBy(adapter, pieces);
  return { ...placed, approved: await shopper.approve(placed.payment.windowUrl) };
}
async function paidBy(adapter: Adapter): Promise<Paid> {
  const placed = await approvedBy(adapter);
  expect((await confirm(adapter, placed)).status).toBe(200);
  return placed;
}
const confirm = ({ provider }: Adapter, { approved }: Paid, change: object = {}) =>
  shopper.request<{ code: string }>(
    "POST",
    "/api/v1/payments/confirm",
    { provider, ...approved, ...change },
    { "idempotency-key": newKey() },
  );
const bookOf = async ({ payment }: PlacedOrder) => {
  const found = (await backstage.providerPayments()).find(({ orderId }) => orderId === payment.orderId);
  const captures = (found?.ledger ?? []).filter(({ amount }) => amount > 0).length;
  return { captures, held: found?.held ?? 0 };
};
const statusOf = async (placed: PlacedOrder) => (await stage.read(placed)).status;
const cancel = ({ order, guestToken }: PlacedOrder) =>
  shopper.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "변심" },
    { "x-guest-token": guestToken, "idempotency-key": newKey() },
  );
async function reconcile(): Promise<void> {
  clock.advance(61_000);
  await backstage.run("payments.reconcile");
  await backstage.delivered();
}

const perAdapter: readonly (readonly [number, string, (adapter: Adapter) => Promise<void>])[] = [
  [
    25,
    "refunds above the rest, in parallel, of refunded and unpaid orders, and with cents are refused",
    async (adapter) => {
      const placed = await paidBy(adapter);
      const { id } = placed.order;
      const total = placed.order.total.amount;
      expect((await desk().refund(id, { amount: total + 1 })).status).toBe(409);
      expect((await desk().refund(id, { amount: 1_000.5 })).status).toBe(400);
      const most = Math.ceil(total * 0.6);
      const asked = await many(2, () => desk().refund(id, { amount: most }));
      expect(statusesOf(asked)).toEqual([201, 409]);
      expect((await desk().refund(id, { amount: total - most })).status).toBe(201);
      expect((await desk().refund(id, { amount: 1 })).status).toBe(409);
      await expect.poll(() => bookOf(placed), WITHIN).toEqual({ captures: 1, held: 0 });
      const unpaid = await stage.place((await stage.stock(1)).id, 1, adapter.method);
      expect((await desk().refund(unpaid.order.id, { amount: 1 })).status).toBe(409);
    },
  ],
  [
    26,
    "a changed sum or currency, another order's key, and another member's order confirm nothing",
    async (adapter) => {
      const [placed, other] = [await approvedBy(adapter), await approvedBy(adapter)];
      const { amount } = placed.approved;
      for (const wrong of [amount - 1, { amount, currency: "USD" }])
        expect(await confirm(adapter, placed, { amount: wrong })).toMatchObject({
          status: 422,
          body: { code: "AMOUNT_MISMATCH" },
        });
      const { paymentKey } = other.approved;
      expect((await confirm(adapter, placed, { paymentKey })).status).toBe(422);
      const [owner, thief] = [await shopper.signUp(), await shopper.signUp()];
      const cart = await owner.createCart();
      await owner.addItem(cart.id, (await stage.stock(2)).id);
      const { body: own } = await owner.placeOrder(cart.id, { paymentMethod: adapter.method });
      const approved = await shopper.approve(own.payment.windowUrl);
      expect((await thief.confirm(approved, newKey(), adapter.provider)).status).toBe(404);
      for (const each of [placed, other]) {
        expect(await statusOf(each)).toBe("pending_payment");
        expect((await confirm(adapter, each)).status).toBe(200);
      }
      expect((await owner.confirm(approved, newKey(), adapter.provider)).status).toBe(200);
    },
  ],
  [
    27,
    "fifty confirms, one after a cancellation, and one after ten minutes capture once at most",
    async (adapter) => {
      const placed = await approvedBy(adapter);
      const answers = await many(50, () => confirm(adapter, placed));
      expect(new Set(statusesOf(answers))).toEqual(new Set([200]));
      expect(await bookOf(placed)).toMatchObject({ captures: 1 });
      await backstage.delivered();
      expect((await cancel(placed)).status).toBe(200);
      expect((await confirm(adapter, placed)).status).toBeLessThan(500);
      await expect.poll(() => bookOf(placed), WITHIN).toEqual({ captures: 1, held: 0 });
      const late = await approvedBy(adapter);
      clock.advance(11 * MINUTE_MS);
      await confirm(adapter, late);
      await reconcile();
      const { captures } = await bookOf(late);
      expect(await statusOf(late)).toBe(captures === 1 ? "paid" : "pending_payment");
      expect(captures).toBe(adapter.provider === "sandbox" ? 0 : 1);
    },
  ],
  ...(
    [
      "500-after-effect",
      "hang-then-effect:1500",
      "reset-after-effect",
      "garbage",
      "wrong-amount",
      "429",
    ] as const
  ).map(
    (mode) =>
      [
        28,
        `a provider that answers ${mode} has one capture, and the order is paid`,
        async (adapter: Adapter) => {
          const placed = await approvedBy(adapter);
          await backstage.fault(
            adapter.provider === "sandbox" ? "confirm" : "get",
            mode,
            1,
            adapter.provider,
          );
          expect([200, 202, 404]).toContain((await confirm(adapter, placed)).status);
          await backstage.clearFaults();
          // The provider works in real time: the shop's clock, which is advanced below, must not pass it.
          if (mode.startsWith("hang"))
            await expect.poll(async () => (await bookOf(placed)).captures, WITHIN).toBe(1);
          // Ten minutes of the shop's clock at most: an order without a payment expires after fifteen.
          let minutes = 0;
          await expect
            .poll(async () => {
              minutes += 1;
              if (minutes <= 10) await reconcile();
              if ((await statusOf(placed)) !== "paid") await confirm(adapter, placed);
              return statusOf(placed);
            }, WITHIN)
            .toBe("paid");
          expect(await bookOf(placed)).toEqual({ captures: 1, held: placed.order.total.amount });
        },
      ] as const,
  ),
  [
    29,
    "webhooks that are forged, late, early, doubled, unknown or too large change nothing by themselves",
    async (adapter) => {
      if (adapter.provider === "sandbox") return unsignedWebhooks(stage, await placedBy(adapter));
      const placed = await approvedBy(adapter);
      await signedWebhooks(stage, adapter.provider, placed, clock.now());
      expect(await statusOf(placed)).toBe("paid");
      expect(await bookOf(placed)).toMatchObject({ captures: 1 });
    },
  ],
  [
    32,
    "after a crash at each step of a confirm the order is paid, and the money was captured once",
    async (adapter) => {
      const begin = ({ approved }: Paid) =>
        payments.beginConfirm({
          provider: adapter.provider,
          providerOrderId: approved.orderId,
          paymentKey: approved.paymentKey,
          amount: { amount: approved.amount, currency: "KRW" },
        });
      const [marked, captured, stored] = [
        await approvedBy(adapter),
        await approvedBy(adapter),
        await approvedBy(adapter),
      ];
      await begin(marked);
      await begin(captured);
      if (adapter.provider === "sandbox")
        await sandboxDesk(stage.shop.sandbox.url).confirm(captured.approved);
      const { attempt } = await begin(stored);
      expect((await payments.confirm({ attemptId: attempt.attemptId })).status).toBe("paid");
      await reconcile();
      // The money of the first one has not moved at Toss: the shopper's browser repeats its request.
      if ((await statusOf(marked)) !== "paid") expect((await confirm(adapter, marked)).status).toBe(200);
      for (const placed of [marked, captured, stored]) {
        expect(await statusOf(placed)).toBe("paid");
        expect(await bookOf(placed)).toEqual({ captures: 1, held: placed.order.total.amount });
      }
    },
  ],
];

describe.each<Adapter>([
  { method: "TOSS", provider: "sandbox" },
  { method: "PORTONE", provider: "portone" },
  { method: "STRIPE", provider: "stripe" },
])("with $provider", (adapter) => {
  test.each(perAdapter)("case %i: %s", (_case, _expected, run) => run(adapter));
});

async function cartWith(pieces: number, price = 10_000) {
  const variant = await stage.stock(pieces, price);
  const { id: cartId } = await shopper.createCart();
  await shopper.addItem(cartId, variant.id);
  return { cartId, variant };
}

test.each<readonly [number, string, () => Promise<void>]>([
  [
    19,
    "a price, discount, fee or total of the client is refused, and a changed price is said with both values",
    async () => {
      const { cartId, variant } = await cartWith(3);
      for (const field of ["price", "discount", "shippingFee", "total", "status"])
        expect((await shopper.placeOrder(cartId, { [field]: 1 })).status).toBe(400);
      const headers = await client(stage.shop.url).signInOwner();
      const path = `/api/v1/admin/variants/${variant.sku}`;
      expect((await shopper.request("PATCH", path, { price: 12_000 }, headers)).status).toBe(204);
      const answer = await shopper.placeOrder(cartId);
      expect(answer).toMatchObject({ status: 409, body: { code: "PRICE_CHANGED" } });
      expect(answer.body).toMatchObject({
        items: [{ was: { amount: 10_000 }, now: { amount: 12_000 } }],
      });
    },
  ],
  [
    20,
    "a quantity that is no small whole number is refused",
    async () => {
      const { cartId, variant } = await cartWith(3);
      for (const quantity of ["0", "-1", "1.5", '"2"', "1e9", "9007199254740992", "NaN", "null", "1e400"]) {
        const body = `{"variantId":"${variant.id}","quantity":${quantity}}`;
        expect((await shopper.request("POST", `/api/v1/carts/${cartId}/items`, body)).status).toBe(400);
      }
    },
  ],
  [
    21,
    "a coupon with one use is used once by twenty, and none after its last moment",
    async () => {
      const coupons = couponMaker(client(stage.shop.url));
      const coupon = await coupons.make({ limits: { total: 1 } });
      const carts = await many(20, () => cartWith(1));
      const answers = await Promise.all(
        carts.map(({ cartId }) => shopper.placeOrder(cartId, { coupons: [coupon.code, coupon.code] })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
      const until = new Date(clock.now().getTime() + MINUTE_MS).toISOString();
      const ending = await coupons.make({ period: { endsAt: until } });
      clock.advance(MINUTE_MS);
      const { cartId } = await cartWith(1);
      expect((await shopper.placeOrder(cartId, { coupons: [ending.code] })).status).toBe(409);
    },
  ],
  [
    22,
    "points that are spent twice in parallel are spent once, and the ledger is exact",
    async () => {
      const member = await shopper.signUp();
      await grant(client(stage.shop.url), member.id, { amount: 5_000 });
      const { id: variantId } = await stage.stock(50);
      const cart = await member.createCart();
      await member.addItem(cart.id, variantId);
      for (const points of [-1, 1.5]) expect((await member.placeOrder(cart.id, { points })).status).toBe(400);
      expect((await member.placeOrder(cart.id, { points: 5_001 })).status).toBe(409);
      const answers = await many(10, () => member.placeOrder(cart.id, { points: 5_000 }));
      expect(answers.some(({ status }) => status === 201)).toBe(true);
      expect(answers.every(({ status }) => status < 500)).toBe(true);
      expect(await pointsOf(member)).toMatchObject({ balance: 5_000, available: 0, held: 5_000 });
    },
  ],
  [
    23,
    "the last piece is sold once to sixty, also with another product in the opposite order",
    async () => {
      const [last, other] = [await stage.stock(1), await stage.stock(60)];
      const carts = await many(60, async (at) => {
        const { id } = await shopper.createCart();
        const pair = at % 2 === 0 ? [last, other] : [other, last];
        for (const variant of pair) await shopper.addItem(id, variant.id);
        return id;
      });
      const answers = await Promise.all(carts.map((id) => shopper.placeOrder(id)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(59);
      expect(await stage.levels(last.sku)).toEqual({ onHand: 1, reserved: 1 });
    },
  ],
  [
    24,
    "a confirm that races with the end of the reservation and five sweepers is paid, or takes no money",
    async () => {
      const adapter = { method: "TOSS", provider: "sandbox" } as const;
      const placed = await placedBy(adapter, 1);
      clock.advance(9 * MINUTE_MS);
      const approved = await shopper.approve(placed.payment.windowUrl);
      clock.advance(7 * MINUTE_MS);
      const [answer] = await Promise.all([
        confirm(adapter, { ...placed, approved }),
        ...Array.from({ length: 2 }, () => backstage.run("orders.expire")),
        ...Array.from({ length: 5 }, () => backstage.run("inventory.sweep")),
      ]);
      await reconcile();
      const isPaid = (await statusOf(placed)) === "paid";
      expect(answer?.status).toBeLessThan(500);
      await expect
        .poll(async () => (await bookOf(placed)).held, WITHIN)
        .toBe(isPaid ? placed.order.total.amount : 0);
    },
  ],
  [
    30,
    "no state is skipped: sent without money, claimed after the purchase was confirmed, reviewed unbought",
    async () => {
      const unpaid = await stage.place((await stage.stock(1)).id);
      expect((await desk().ship(unpaid.order.id)).status).toBe(409);
      expect((await desk().deliver("019aa000-0000-7000-8000-000000000009")).status).toBe(404);
      const placed = await paidBy({ method: "TOSS", provider: "sandbox" });
      const lineId = placed.order.items[0]?.id ?? "";
      const buyer = claimant(shopper);
      expect((await buyer.confirmPurchase(placed)).status).toBe(409);
      await desk().prepare(placed.order.id);
      const { body } = await desk().ship(placed.order.id);
      expect((await desk().deliver(body.shipments[0]?.id ?? "")).status).toBe(200);
      expect((await buyer.confirmPurchase(placed)).status).toBe(200);
      const lines = [{ lineId, quantity: 1 }];
      expect((await buyer.claim(placed, { lines })).status).toBe(409);
      const stranger = await shopper.signUp();
      const review = { orderLineId: lineId, rating: 5, text: "정말 마음에 들어요" };
      expect((await stranger.request("POST", "/api/v1/reviews", review)).status).toBe(404);
    },
  ],
  [
    31,
    "a key is one request of one client: repeated, refused for another body, and unknown to others",
    async () => {
      const { cartId } = await cartWith(5);
      const key = newKey();
      const answers = await many(10, () => shopper.placeOrder(cartId, {}, key));
      expect(statusesOf(answers).every((status) => status === 201 || status === 409)).toBe(true);
      const changed = await shopper.placeOrder(cartId, { points: 1 }, key);
      expect(changed.status).toBe(422);
      expect((await shopper.placeOrder(cartId, {}, "k".repeat(300))).status).toBe(400);
      const stranger = await shopper.signUp();
      const theirs = await stranger.createCart();
      await stranger.addItem(theirs.id, (await stage.stock(2)).id);
      const own = await stranger.placeOrder(theirs.id, {}, key);
      expect([201, 422]).toContain(own.status);
      expect(JSON.stringify(own.body)).not.toContain(answers[0]?.body.order?.number ?? "none");
    },
  ],
])("case %i: %s", (_case, _expected, run) => run());

test("after all cases both ledgers agree, and no invariant is broken", async () => {
  await reconcile();
  await backstage.expectSound();
});
