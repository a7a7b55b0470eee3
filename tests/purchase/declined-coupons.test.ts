/**
 * A refused payment frees the order's coupons and points at once, for every cart. Paying again takes them
 * back before anything is captured, or is refused in words when others have them. A decline in a window that
 * stays open frees nothing: money may still come there.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHolding } from "../../server/modules/orders/service/holds.ts";
import { payments } from "../../server/modules/payments/contract.ts";
import { promotions } from "../../server/modules/promotions/contract.ts";
import { couponMaker } from "../../server/modules/promotions/coupons.fixture.ts";
import { grant, pointsOf } from "../../server/modules/promotions/points/points.fixture.ts";
import {
  type ApiResponse,
  type ApprovedPayment,
  type Client,
  newKey,
  type PlacedOrder,
  type Problem,
} from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

let stage: PurchaseStage;
let coupons: ReturnType<typeof couponMaker>;
beforeAll(async () => {
  stage = await openStage({ webhooks: true, environment: { PAYMENT_PROVIDERS: "toss,portone,stripe" } });
  coupons = couponMaker(stage.shopper);
});
afterAll(() => stage.close());

const WITHIN = { timeout: 60_000, interval: 50 };
const PROVIDERS = ["TOSS", "PORTONE", "STRIPE"] as const;
type Method = (typeof PROVIDERS)[number];

const onlyOne = () => coupons.make({ limits: { total: 1 } });
const used = async (id: string): Promise<number> => (await coupons.read(id)).used;

async function order(reduction: object, method: Method = "TOSS", shopper: Client = stage.shopper) {
  const cart = await shopper.createCart();
  await shopper.addItem(cart.id, (await stage.stock(50)).id);
  return shopper.placeOrder(cart.id, { paymentMethod: method, ...reduction });
}
async function placed(reduction: object, method: Method = "TOSS", shopper?: Client): Promise<PlacedOrder> {
  const { status, body } = await order(reduction, method, shopper);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
const payAgain = ({ order: { id }, guestToken }: PlacedOrder, shopper: Client = stage.shopper) =>
  shopper.request<Pick<PlacedOrder, "payment">>(
    "POST",
    `/api/v1/orders/${id}/payments`,
    {},
    { ...(guestToken && { "x-guest-token": guestToken }), "idempotency-key": newKey() },
  );
const cancel = ({ order: { id }, guestToken }: PlacedOrder) =>
  stage.shopper.request(
    "POST",
    `/api/v1/orders/${id}/cancel`,
    { reason: "마음이 바뀌었어요" },
    { "x-guest-token": guestToken, "idempotency-key": newKey() },
  );
const refusalOf = ({ status, body }: ApiResponse<unknown>) => {
  const { code, coupons: refused = [] } = body as Problem;
  return [status, code, ...refused.map(({ reason }) => reason)];
};
const USED_UP = [409, "COUPON_REFUSED", "USED_UP"];

function click(windowUrl: string | undefined, action: "approve" | "decline") {
  const { pathname, search } = new URL(windowUrl ?? "");
  return stage.shopper.request<ApprovedPayment>("POST", `${pathname}${search}`, { action });
}

/** Ends the attempt: the confirm is refused. */
async function refuse({ payment }: PlacedOrder, shopper: Client = stage.shopper): Promise<ApprovedPayment> {
  const approved = await shopper.approve(payment.windowUrl, { mode: "decline:REJECT_CARD_COMPANY" });
  expect((await shopper.confirm(approved, newKey(), payment.provider)).status).toBe(402);
  return approved;
}
async function pay({ payment }: PlacedOrder, shopper: Client = stage.shopper): Promise<number> {
  const approved = await shopper.approve(payment.windowUrl);
  return (await shopper.confirm(approved, newKey(), payment.provider)).status;
}
/** What the provider has of all payments of an order. */
async function heldOf({ order: { number } }: PlacedOrder): Promise<number> {
  const own = (await stage.backstage.providerPayments()).filter(({ orderId }) => orderId.startsWith(number));
  return own.reduce((sum, { held }) => sum + held, 0);
}

describe("a payment that is refused", () => {
  test("frees its coupon for another cart; paying again is refused while that one has it", async () => {
    const { id, code } = await onlyOne();
    const mine = await placed({ coupons: [code] });
    expect(refusalOf(await order({ coupons: [code] }))).toEqual(USED_UP);
    await refuse(mine);
    // Before it is answered.
    expect(await used(id)).toBe(0);
    const other = await placed({ coupons: [code] });
    const refused = await payAgain(mine);
    expect(refusalOf(refused)).toEqual(USED_UP);
    expect([(await stage.read(mine)).status, await heldOf(mine)]).toEqual(["pending_payment", 0]);
    expect((await cancel(other)).status).toBe(200);
    const again = await payAgain(mine);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    expect(refusalOf(await order({ coupons: [code] }))).toEqual(USED_UP);
    expect(await pay({ ...mine, ...again.body })).toBe(200);
    await stage.backstage.expectSound();
    expect([(await stage.read(mine)).status, await used(id)]).toEqual(["paid", 1]);
  });

  test("lets its points be spent, and takes them back when it is paid again", async () => {
    const member = await stage.shopper.signUp();
    await grant(stage.shopper, member.id, { amount: 5_000 });
    const mine = await placed({ points: 5_000 }, "TOSS", member);
    expect(await pointsOf(member)).toMatchObject({ available: 0, held: 5_000 });
    await refuse(mine, member);
    expect(await pointsOf(member)).toMatchObject({ available: 5_000, held: 0 });
    expect((await grant(stage.shopper, member.id, { amount: -1_000 })).status).toBe(201);
    expect(refusalOf(await payAgain(mine, member))).toEqual([409, "POINTS_REFUSED"]);
    expect([await heldOf(mine), await pointsOf(member)]).toMatchObject([0, { available: 4_000, held: 0 }]);
    expect((await grant(stage.shopper, member.id, { amount: 1_000 })).status).toBe(201);
    const again = await payAgain(mine, member);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    expect(await pay({ ...mine, ...again.body }, member)).toBe(200);
    await stage.backstage.expectSound();
    expect(await pointsOf(member)).toMatchObject({ balance: 0, available: 0, held: 0 });
  });

  test("is answered as refused while promotions are away, and is released by its event", async () => {
    const { id, code } = await onlyOne();
    const mine = await placed({ coupons: [code] });
    await stage.backstage.rows("ALTER TABLE promotions.uses RENAME TO uses_away");
    try {
      await refuse(mine);
    } finally {
      await stage.backstage.rows("ALTER TABLE promotions.uses_away RENAME TO uses");
    }
    await stage.backstage.delivered();
    expect(await used(id)).toBe(0);
    await stage.backstage.expectSound();
  });

  test("and is confirmed once more leaves its coupon to the attempt that followed", async () => {
    const { id, code } = await onlyOne();
    const mine = await placed({ coupons: [code] });
    const approved = await refuse(mine);
    const again = await payAgain(mine);
    expect(again.status).toBe(201);
    expect((await stage.shopper.confirm(approved, newKey())).status).toBe(402);
    await stage.backstage.delivered();
    expect(await used(id)).toBe(1);
    expect(await pay({ ...mine, ...again.body })).toBe(200);
    await stage.backstage.expectSound();
  });
});

/** The first attempt dies while the provider is about to take its money. */
async function dieWhilePaying(mine: PlacedOrder) {
  const first = await stage.shopper.approve(mine.payment.windowUrl);
  const port = stage.backstage.port(payments);
  const { attempt } = await port.beginConfirm({
    ...{ provider: "sandbox", paymentKey: first.paymentKey, providerOrderId: first.orderId, memberId: null },
    amount: { amount: first.amount, currency: "KRW" },
  });
  const { attemptId } = attempt;
  await port.cancelConfirm({ attemptId, code: "OUT_OF_STOCK" });
  await stage.backstage.delivered();
  return { first, status: async () => (await port.getAttempt({ attemptId })).status };
}

test("late money for a dead attempt keeps its coupon when a later refusal is read again", async () => {
  const { id, code } = await onlyOne();
  const mine = await placed({ coupons: [code] });
  const { first, status } = await dieWhilePaying(mine);
  expect(await used(id)).toBe(0);
  const again = await payAgain(mine);
  const second = await refuse({ ...mine, ...again.body });
  expect(await used(id)).toBe(0);
  await sandboxDesk(stage.shop.sandbox.url).confirm(first);
  await expect.poll(status, WITHIN).toBe("paid");
  // Its event comes a second later: until then the use is held, and not committed.
  expect((await stage.shopper.confirm(first)).status).toBe(200);
  expect((await stage.shopper.confirm(second, newKey())).status).toBe(409);
  await stage.backstage.port(promotions).release({ orderId: mine.order.id, attempt: 2 });
  expect([(await stage.read(mine)).status, await used(id)]).toEqual(["paid", 1]);
  await stage.backstage.delivered();
  expect([await heldOf(mine), await used(id)]).toEqual([first.amount, 1]);
  await stage.backstage.expectSound();
});

test("late money that goes back leaves the decline of a live attempt its effect", async () => {
  const { id, code } = await onlyOne();
  const mine = await placed({ coupons: [code] });
  const { first, status } = await dieWhilePaying(mine);
  const again = await payAgain(mine);
  await sandboxDesk(stage.shop.sandbox.url).confirm(first);
  await expect.poll(status, WITHIN).toBe("refunded");
  expect(await used(id)).toBe(1);
  await refuse({ ...mine, ...again.body });
  expect(await used(id)).toBe(0);
  await stage.backstage.delivered();
  await stage.backstage.expectSound();
});

describe("paying again", () => {
  test.each(["portone", "stripe"] as const)(
    "while %s opens nothing keeps the coupon for the order",
    async (provider) => {
      const { id, code } = await onlyOne();
      const mine = await placed({ coupons: [code] }, provider === "portone" ? "PORTONE" : "STRIPE");
      await stage.backstage.fault("open", "500-before-effect", 1, provider);
      expect((await payAgain(mine)).status).toBe(503);
      expect([refusalOf(await order({ coupons: [code] })), await used(id)]).toEqual([USED_UP, 1]);
      const again = await payAgain(mine);
      expect(await pay({ ...mine, ...again.body })).toBe(200);
      await stage.backstage.expectSound();
    },
  );

  test("gives no window for an attempt whose coupon was lost while it was opened", async () => {
    const { code } = await onlyOne();
    const mine = await placed({ coupons: [code] });
    const [port, uses] = [stage.backstage.port(payments), stage.backstage.port(promotions)];
    const orderId = mine.order.id;
    const order = { id: orderId, discounts: [], pointsSpent: 1, expiresAt: new Date(Date.now() + 60_000) };
    const orders = { payments: port, promotions: uses };
    const opening = openHolding(orders, order, undefined, async () => {
      await uses.release({ orderId });
      await placed({ coupons: [code] });
    });
    await expect(opening).rejects.toMatchObject({ code: "COUPON_REFUSED" });
    await stage.backstage.expectSound();
  });
});

test.each(PROVIDERS)(
  "a decline in the window of %s frees nothing, since money may come there",
  async (method) => {
    const { id, code } = await onlyOne();
    const mine = await placed({ coupons: [code] }, method);
    expect((await click(mine.payment.windowUrl, "decline")).status).toBe(200);
    await stage.backstage.delivered();
    expect([refusalOf(await order({ coupons: [code] })), await used(id)]).toEqual([USED_UP, 1]);
    const again = await payAgain(mine);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    expect(await pay({ ...mine, ...again.body })).toBe(200);
    await stage.backstage.expectSound();
    expect([(await stage.read(mine)).status, await used(id)]).toEqual(["paid", 1]);
  },
);

describe("races", () => {
  test("the news of a decline releases nothing of the attempt that followed", async () => {
    const { id, code } = await onlyOne();
    const port = stage.backstage.port(promotions);
    const mine = await placed({ coupons: [code] });
    await refuse(mine);
    const late = () => port.release({ orderId: mine.order.id, attempt: 1 });
    const [again] = await Promise.all([payAgain(mine), ...Array.from({ length: 10 }, late)]);
    expect(again.status).toBe(201);
    await late();
    expect(await used(id)).toBe(1);
    expect(refusalOf(await order({ coupons: [code] }))).toEqual(USED_UP);
    expect(await pay({ ...mine, ...again.body })).toBe(200);
    await late();
    await stage.backstage.expectSound();
    expect(await used(id)).toBe(1);
  });

  test("a decline, the retry, and orders of other carts: one has the coupon", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id, code } = await onlyOne();
      const mine = await placed({ coupons: [code] });
      const approved = await stage.shopper.approve(mine.payment.windowUrl, {
        mode: "decline:REJECT_CARD_COMPANY",
      });
      const tries = Array.from({ length: 3 }, () => payAgain(mine));
      const others = Array.from({ length: 3 }, () => order({ coupons: [code] }));
      const refused = await stage.shopper.confirm(approved);
      expect(refused.status).toBe(402);
      const answers = await Promise.all(others);
      await Promise.all(tries);
      await stage.backstage.delivered();
      const holders = answers.filter(({ status }) => status === 201);
      const again = await payAgain(mine);
      // Never both, and nothing is paid without the coupon.
      expect(holders.length + (again.status === 201 ? 1 : 0)).toBe(1);
      if (again.status === 201) expect(await pay({ ...mine, ...again.body })).toBe(200);
      else expect(refusalOf(again)).toEqual(USED_UP);
      await stage.backstage.delivered();
      expect(await used(id)).toBe(1);
      await stage.backstage.expectSound();
    }
  });
});

test("in several processes a decline frees the coupon, and the retry takes it back", async () => {
  const apart = await openStage({ apart: [["promotions"], ["payments"], ["cart", "orders"]] });
  const { make, read } = couponMaker(apart.shopper);
  const { id, code } = await make({ limits: { total: 1 } });
  const cart = await apart.shopper.createCart();
  await apart.shopper.addItem(cart.id, (await apart.stock(5)).id);
  const { body } = await apart.shopper.placeOrder(cart.id, { coupons: [code] });
  const declined = await apart.shopper.approve(body.payment.windowUrl, {
    mode: "decline:REJECT_CARD_COMPANY",
  });
  expect((await apart.shopper.confirm(declined)).status).toBe(402);
  expect((await read(id)).used).toBe(0);
  const path = `/api/v1/orders/${body.order.id}/payments`;
  const headers = { "x-guest-token": body.guestToken, "idempotency-key": newKey() };
  const again = await apart.shopper.request<PlacedOrder>("POST", path, {}, headers);
  expect((await read(id)).used).toBe(1);
  const approved = await apart.shopper.approve(again.body.payment.windowUrl);
  expect((await apart.shopper.confirm(approved)).status).toBe(200);
  await apart.backstage.delivered();
  await apart.backstage.expectSound();
  await apart.close();
});
