/**
 * A declined payment frees the order's coupons and points at once, for every cart, as soon as the shop knows.
 * Paying again takes them back before anything is captured, or is refused in words when others have them.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
import { openStage, type PurchaseStage } from "./stage.ts";

let stage: PurchaseStage;
let coupons: ReturnType<typeof couponMaker>;
beforeAll(async () => {
  stage = await openStage({ webhooks: true, environment: { PAYMENT_PROVIDERS: "toss,portone,stripe" } });
  coupons = couponMaker(stage.shopper);
});
afterAll(() => stage.close());

const WITHIN = { timeout: 20_000, interval: 50 };
const PROVIDERS = [
  ["TOSS", "sandbox"],
  ["PORTONE", "portone"],
  ["STRIPE", "stripe"],
] as const;
type Method = (typeof PROVIDERS)[number][0];

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

/** At Toss the confirm is refused; the others are told of by webhook alone. */
async function decline({ payment }: PlacedOrder, shopper: Client = stage.shopper): Promise<void> {
  if (payment.provider !== "sandbox") {
    expect((await click(payment.windowUrl, "decline")).status).toBe(200);
    return;
  }
  const approved = await shopper.approve(payment.windowUrl, { mode: "decline:REJECT_CARD_COMPANY" });
  expect((await shopper.confirm(approved)).status).toBe(402);
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

describe.each(PROVIDERS)("a payment that is declined at %s", (method) => {
  test("frees its coupon for another cart; paying again is refused while that one has it", async () => {
    const { id, code } = await onlyOne();
    const mine = await placed({ coupons: [code] }, method);
    expect(refusalOf(await order({ coupons: [code] }))).toEqual(USED_UP);
    await decline(mine);
    // A refused confirm has freed it before it is answered.
    if (method === "TOSS") expect(await used(id)).toBe(0);
    await expect.poll(() => used(id), WITHIN).toBe(0);
    const other = await placed({ coupons: [code] }, method);
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
    const mine = await placed({ points: 5_000 }, method, member);
    expect(await pointsOf(member)).toMatchObject({ available: 0, held: 5_000 });
    await decline(mine, member);
    await expect.poll(() => pointsOf(member), WITHIN).toMatchObject({ available: 5_000, held: 0 });
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
});

describe.each(PROVIDERS.slice(1))("in the window of %s, which is open after a decline", (method) => {
  test.each([false, true])("another try pays; another order has the coupon: %s", async (isTaken) => {
    const { id, code } = await onlyOne();
    const mine = await placed({ coupons: [code] }, method);
    await decline(mine);
    await expect.poll(() => used(id), WITHIN).toBe(0);
    const other = isTaken ? await placed({ coupons: [code] }) : null;
    const { body, status } = await click(mine.payment.windowUrl, "approve");
    expect(status, JSON.stringify(body)).toBe(200);
    const confirmed = await stage.shopper.confirm(body, newKey(), mine.payment.provider);
    expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(isTaken ? 402 : 200);
    await stage.backstage.delivered();
    await expect.poll(() => heldOf(mine), WITHIN).toBe(isTaken ? 0 : body.amount);
    await stage.backstage.expectSound();
    if (!other) return expect([(await stage.read(mine)).status, await used(id)]).toEqual(["paid", 1]);
    // Its money is back, so it can be tried again when the coupon is free.
    expect((await stage.read(mine)).status).toBe("pending_payment");
    expect(refusalOf(await payAgain(mine))).toEqual(USED_UP);
    expect((await cancel(other)).status).toBe(200);
    const again = await payAgain(mine);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    expect(await pay({ ...mine, ...again.body })).toBe(200);
    await stage.backstage.expectSound();
  });
});

describe("races", () => {
  test.each(["PORTONE", "STRIPE"] as const)(
    "money after a decline at %s pays its order once, however many requests bring it",
    async (method) => {
      for (let round = 0; round < 3; round += 1) {
        const { id, code } = await onlyOne();
        const mine = await placed({ coupons: [code] }, method);
        await decline(mine);
        await expect.poll(() => used(id), WITHIN).toBe(0);
        const { body } = await click(mine.payment.windowUrl, "approve");
        const confirm = () => stage.shopper.confirm(body, newKey(), mine.payment.provider);
        const answers = await Promise.all(Array.from({ length: 8 }, confirm));
        for (const { status } of answers) expect([200, 202]).toContain(status);
        await stage.backstage.delivered();
        await expect.poll(async () => (await stage.read(mine)).status, WITHIN).toBe("paid");
        await stage.backstage.expectSound();
        expect(await heldOf(mine)).toBe(body.amount);
      }
    },
    60_000,
  );

  test("the news of a decline releases nothing of the attempt that followed", async () => {
    const { id, code } = await onlyOne();
    const port = stage.backstage.port(promotions);
    const mine = await placed({ coupons: [code] });
    await decline(mine);
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

  test("a decline, the retry, and orders of other carts: the first one has the coupon", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id, code } = await onlyOne();
      const mine = await placed({ coupons: [code] });
      const approved = await stage.shopper.approve(mine.payment.windowUrl, {
        mode: "decline:REJECT_CARD_COMPANY",
      });
      const tries = Array.from({ length: 3 }, () => payAgain(mine));
      const others = Array.from({ length: 3 }, () => order({ coupons: [code] }));
      const refused = await stage.shopper.confirm(approved);
      expect([402, 202]).toContain(refused.status);
      const answers = await Promise.all(others);
      await Promise.all(tries);
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
  }, 60_000);

  test.each(["PORTONE", "STRIPE"] as const)(
    "a decline beside an approval at %s: paid, or given back",
    async (method) => {
      for (let round = 0; round < 4; round += 1) {
        const { id, code } = await onlyOne();
        const mine = await placed({ coupons: [code] }, method);
        const { windowUrl, provider } = mine.payment;
        const [, approved, other] = await Promise.all([
          click(windowUrl, "decline"),
          click(windowUrl, "approve"),
          order({ coupons: [code] }),
        ]);
        if (approved.status === 200) await stage.shopper.confirm(approved.body, newKey(), provider);
        await stage.backstage.delivered();
        const settled = async () => {
          const [{ status }, held] = [await stage.read(mine), await heldOf(mine)];
          return status === "paid" ? held > 0 : held === 0;
        };
        await expect.poll(settled, WITHIN).toBe(true);
        await stage.backstage.expectSound();
        const { status } = await stage.read(mine);
        if (status === "paid") expect([other.status, await used(id)]).toEqual([409, 1]);
      }
    },
    60_000,
  );
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
}, 60_000);
