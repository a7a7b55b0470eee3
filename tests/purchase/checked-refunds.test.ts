/** A large refund that a second person checks: its buyer is told "done" when it has the money. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, newKey, type PlacedOrder } from "../support/client.ts";
import { arrived, claimant } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { hire } from "./hire.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());
const { backstage, shopper, shop } = stage;
const desk = orderDesk(shopper);
const LIMIT = 50_000;
const owner = async () => (await shopper.signIn("owner@jangteo.test", "a-password-for-tests")).proof;

let first: Client;
let second: Client;
beforeAll(async () => {
  const proof = await owner();
  const { headers } = await shopper.request("GET", "/api/v1/admin/settings", undefined, proof);
  const given = { ...proof, "if-match": headers.get("etag") ?? "" };
  const change = { payment: { approvalAbove: LIMIT } };
  expect((await shopper.request("PATCH", "/api/v1/admin/settings", change, given)).status).toBe(200);
  [first, second] = [await hire(stage, "orders"), await hire(stage, "orders")];
});

const keyed = () => ({ "idempotency-key": newKey() });
const subjectsOf = async (placed: PlacedOrder) => {
  await backstage.delivered();
  const mails = shop.mailbox.list({ to: placed.order.contact.email });
  return mails
    .filter(({ subject }) => subject.endsWith(placed.order.number))
    .map(({ subject }) => subject.replace(/^\[.*\] |: .*$/g, ""))
    .filter((subject) => /환불|취소/.test(subject))
    .reverse();
};
const waiting = async ({ payment }: PlacedOrder) => {
  type Refund = { id: string; name: string };
  const path = "/api/v1/admin/payments/refunds?limit=100";
  const { body } = await shopper.request<{ items: Refund[] }>("GET", path, undefined, await owner());
  return body.items.find(({ name }) => name === payment.orderId)?.id;
};
const decide = async (placed: PlacedOrder, what: "approve" | "reject") => {
  await backstage.delivered();
  const body = what === "reject" ? { reason: "사진이 없어요" } : undefined;
  const path = `/api/v1/admin/payments/refunds/${await waiting(placed)}/${what}`;
  expect((await second.request("POST", path, body)).status).toBe(200);
  await backstage.delivered();
};
const timelineOf = async ({ order }: PlacedOrder) =>
  (await desk.read(order.id)).body.timeline
    .filter(({ type }) => type.startsWith("refund"))
    .map(({ type, by }) => `${type} ${by?.kind}`);
const money = (refunded: number, refundPending: number) => ({
  refunded: { amount: refunded },
  refundPending: { amount: refundPending },
});

describe("a refund by staff", () => {
  const bought = async () => {
    const placed = await shopper.buy((await stage.stock(3, 80_000)).id);
    const path = `/api/v1/admin/orders/${placed.order.id}/refunds`;
    expect((await first.request("POST", path, { amount: 60_000, reason: "파손" }, keyed())).status).toBe(201);
    return placed;
  };

  test("is being checked until it is approved, and done then", async () => {
    const placed = await bought();
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요"]);
    expect(await stage.read(placed)).toMatchObject(money(0, 60_000));
    await decide(placed, "approve");
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요", "환불했어요"]);
    expect(await stage.read(placed)).toMatchObject(money(60_000, 0));
    expect(await timelineOf(placed)).toEqual([
      "refund_requested staff",
      "refund_waiting shop",
      "refund_approved staff",
      "refunded shop",
    ]);
    // The buyer does not read how the shop decides.
    const types = (await stage.read(placed)).events.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("refund"))).toEqual(["refund_requested", "refunded"]);
    await backstage.expectSound();
  });

  test("that is rejected is never told as done, also when it is asked for again", async () => {
    const placed = await bought();
    await decide(placed, "reject");
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요"]);
    expect(await stage.read(placed)).toMatchObject(money(0, 60_000));
    const { timeline } = (await desk.read(placed.order.id)).body;
    expect(timeline.at(-1)).toMatchObject({
      type: "refund_rejected",
      by: { kind: "staff" },
      text: "사진이 없어요",
    });
    const retry = `/api/v1/admin/orders/${placed.order.id}/refunds/retry`;
    expect((await first.request("POST", retry)).status).toBe(200);
    await decide(placed, "approve");
    expect((await subjectsOf(placed)).at(-1)).toBe("환불했어요");
    expect(await stage.read(placed)).toMatchObject(money(60_000, 0));
    await backstage.expectSound();
  });

  test("that is withdrawn is told so where its buyer knows of it, once", async () => {
    const withdraw = async ({ order: { id } }: PlacedOrder) => {
      const refundId = (await desk.read(id)).body.refunds[0]?.id;
      const path = `/api/v1/admin/orders/${id}/refunds/${refundId}/withdraw`;
      const by = await shopper.signInOwner();
      expect((await shopper.request("POST", path, { reason: "새 상품을 보냈어요" }, by)).status).toBe(200);
    };
    const placed = await bought();
    await backstage.delivered();
    for (let time = 0; time < 2; time += 1) await withdraw(placed);
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요", "환불 요청이 취소됐어요"]);
    const [mail] = shop.mailbox.list({ to: placed.order.contact.email });
    expect(mail?.text).toContain("취소된 환불 금액: 60,000원");
    // It is the first mail where the refund was withdrawn before its waiting was told.
    expect(mail?.text).toContain("이 주문의 환불 요청을 받아 확인했고");
    const failed = await shopper.buy((await stage.stock(3)).id);
    await backstage.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
    expect((await desk.refund(failed.order.id, { amount: 2_000 })).status).toBe(201);
    await backstage.delivered();
    await withdraw(failed);
    expect(await subjectsOf(failed)).toEqual([]);
    await backstage.expectSound();
  });

  test("is rejected by who said so, also where the job was told before the event", async () => {
    const placed = await bought();
    await backstage.delivered();
    const refundId = await waiting(placed);
    await decide(placed, "reject");
    const { id } = placed.order;
    const entries = async () =>
      (await desk.read(id)).body.timeline.filter(({ type }) => type === "refund_rejected");
    const [told] = await entries();
    expect(told).toMatchObject({ by: { kind: "staff" }, text: "사진이 없어요" });
    const [refund] = await backstage.rows<{ id: string }>(
      `WITH forgotten AS (DELETE FROM orders.events WHERE order_id = $1 AND type = 'refund_rejected')
       UPDATE orders.refunds SET state = 'waiting', at = at - interval '2 minutes' WHERE order_id = $1
       RETURNING id`,
      [id],
    );
    await backstage.run("orders.reconcileRefunds");
    expect(await entries()).toMatchObject([{ by: { kind: "shop" }, text: null }]);
    const by = { kind: "staff", id, name: told?.by?.name };
    const moved = {
      ...{ orderId: id, refundId, reason: `STAFF ${refund?.id}`, step: "rejected" },
      ...{ wasApproved: false, by, decision: "사진이 없어요" },
    };
    for (const payload of [moved, moved, { ...moved, by: null, decision: null }]) {
      await backstage.rows("SELECT platform.publish('payments.refundMoved', 1, $1::jsonb)", [payload]);
      await backstage.delivered();
      expect(await entries()).toEqual([{ ...told, at: expect.any(String) }]);
    }
  });
});

test("canceled goods are told as canceled at once, and as refunded after the approval", async () => {
  const placed = await shopper.buy((await stage.stock(3, 80_000)).id);
  const path = `/api/v1/admin/orders/${placed.order.id}/cancel`;
  expect((await first.request("POST", path, { reason: "품절" }, keyed())).status).toBe(200);
  expect(await subjectsOf(placed)).toEqual(["주문이 취소됐어요"]);
  expect(await stage.read(placed)).toMatchObject({ status: "canceled", ...money(0, 80_000) });
  await decide(placed, "approve");
  expect(await subjectsOf(placed)).toEqual(["주문이 취소됐어요", "환불했어요"]);
  expect(await stage.read(placed)).toMatchObject(money(80_000, 0));
});

describe("a return", () => {
  async function completed() {
    const { placed, lineId } = await arrived(stage, 2, { price: 40_000 });
    const claim = { lines: [{ lineId, quantity: 2 }], fault: "seller" };
    const { id } = (await claimant(shopper).claim(placed, claim)).body.claim;
    const step = (name: string, body?: object) =>
      first.request<{ status: string }>("POST", `/api/v1/admin/claims/${id}/${name}`, body);
    await step("approve");
    await step("collected", {});
    await step("inspected", { lines: [{ lineId, received: 2, resellable: 2 }] });
    expect((await step("complete")).body).toMatchObject({
      status: "refunding",
      refunded: null,
      refunding: { amount: 80_000 },
    });
    return { placed, id };
  }
  const claimOf = async (placed: PlacedOrder) => (await claimant(shopper).list(placed)).body.items[0];

  test("is refunded when the money is back", async () => {
    const { placed } = await completed();
    expect(await claimOf(placed)).toMatchObject({ status: "refunding", refunded: null });
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요"]);
    await decide(placed, "approve");
    expect(await claimOf(placed)).toMatchObject({ status: "refunded", refunded: { amount: 80_000 } });
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요", "반품 환불을 마쳤어요"]);
    await backstage.expectSound();
  });

  test("whose refund was rejected stays unrefunded, and a second click changes nothing", async () => {
    const { placed, id } = await completed();
    await decide(placed, "reject");
    const again = await first.request("POST", `/api/v1/admin/claims/${id}/complete`);
    expect(again).toMatchObject({ status: 200, body: { status: "refunding" } });
    expect(await claimOf(placed)).toMatchObject({ status: "refunding", refunded: null });
    expect(await stage.read(placed)).toMatchObject(money(0, 80_000));
    expect(await subjectsOf(placed)).toEqual(["환불을 확인하고 있어요"]);
  });
});
