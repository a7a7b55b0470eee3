/** Exchanges: the same goods go out once more, or become a return when there are none. */
import { afterAll, describe, expect, test } from "vitest";
import { arrived, claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const desk = orderDesk(stage.shopper);
const claims = claimDesk(stage.shopper);
const buyer = claimant(stage.shopper);

const found = (lineId: string, received: number, resellable: number) => [{ lineId, received, resellable }];

/** An exchange of pieces that are back and inspected. */
async function inspected(pieces: number, claimed: number, resellable = 0) {
  const order = await arrived(stage, pieces);
  const { lineId } = order;
  const made = await buyer.claim(order.placed, {
    ...{ kind: "exchange", fault: "seller" },
    lines: [{ lineId, quantity: claimed }],
  });
  const { id: claimId } = made.body.claim;
  await claims.approve(claimId);
  await claims.collected(claimId);
  expect((await claims.inspected(claimId, found(lineId, claimed, resellable))).status).toBe(200);
  return { ...order, claimId };
}

const sellAll = async ({ id, sku }: { id: string; sku: string }) => {
  await stage.backstage.delivered();
  const { onHand } = await stage.levels(sku);
  await stage.shopper.buy(id, onHand);
  await stage.backstage.delivered();
};

describe("an exchange", () => {
  test("sends the goods once more, out of the stock, and moves no money", async () => {
    const { placed, variant, id, lineId, claimId } = await inspected(3, 2, 1);
    const sent = await claims.reship(claimId);
    expect(sent).toMatchObject({ status: 200, body: { status: "reshipping", expected: null } });
    await stage.backstage.delivered();
    // 10 − 3 sold + 1 that is in order − 2 that replace it.
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 6, reserved: 0 });
    const { shipmentId } = sent.body;
    expect((await stage.read(placed)) as object).toMatchObject({
      status: "delivered",
      items: [{ shipped: 3, claimed: 2, returned: 0 }],
      shipments: [
        { claimId: null },
        { id: shipmentId, claimId, trackingNumber: "555566667777", lines: [{ lineId, quantity: 2 }] },
      ],
    });
    expect((await claims.complete(claimId)).body.status).toBe("done");
    const order = (await desk.read(id)).body;
    expect(order.refunds).toEqual([]);
    expect(order.shipments.every(({ deliveredAt }) => deliveredAt !== null)).toBe(true);
    expect((await buyer.confirmPurchase(placed)).status).toBe(200);
    await stage.backstage.expectSound();
  });

  test("is done when its parcel is marked delivered: then the purchase can be confirmed", async () => {
    const { placed, id, lineId, claimId } = await inspected(2, 1);
    const { shipmentId } = (await claims.reship(claimId)).body;
    const confirmed = () => buyer.confirmPurchase(placed);
    expect(await confirmed()).toMatchObject({ status: 409, body: { code: "CLAIM_OPEN" } });
    const marked = await Promise.all(Array.from({ length: 4 }, () => desk.deliver(shipmentId ?? "")));
    expect(marked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await claims.read(claimId)).body.status).toBe("done");
    expect((await stage.read(placed)) as object).toMatchObject({ items: [{ id: lineId, exchanged: 1 }] });
    const { events } = (await desk.read(id)).body;
    expect(events.filter(({ type }) => type === "claim_done")).toHaveLength(1);
    // Staff that close it by hand afterwards change nothing.
    expect((await claims.complete(claimId)).body.status).toBe("done");
    expect((await confirmed()).status).toBe(200);
    await stage.backstage.expectSound();
  });

  test("sends one parcel when staff click in parallel", async () => {
    const { variant, id, claimId } = await inspected(2, 1);
    const sent = await Promise.all(Array.from({ length: 6 }, () => claims.reship(claimId)));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
    await stage.backstage.delivered();
    expect((await desk.read(id)).body.shipments).toHaveLength(2);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 7, reserved: 0 });
    await stage.backstage.expectSound();
  });

  test("whose goods are sold out waits, or becomes a return without a fee", async () => {
    const { placed, variant, id, claimId } = await inspected(2, 1);
    await sellAll(variant);
    expect(await claims.reship(claimId)).toMatchObject({ status: 409, body: { code: "OUT_OF_STOCK" } });
    expect((await claims.read(claimId)).body.status).toBe("inspected");
    const turned = await claims.turn(claimId);
    expect(turned.body).toMatchObject({
      kind: "return",
      expected: { returnFee: { amount: 0 }, amount: { amount: 10_000 } },
    });
    expect((await claims.turn(claimId)).body).toEqual(turned.body);
    expect((await claims.complete(claimId)).body).toMatchObject({ refunded: { amount: 10_000 } });
    expect(await claims.reship(claimId)).toMatchObject({ status: 409, body: { claimStatus: "refunded" } });
    await stage.backstage.delivered();
    expect((await stage.read(placed)) as object).toMatchObject({ items: [{ returned: 1 }] });
    expect((await desk.read(id)).body.refunds).toMatchObject([{ kind: "return", status: "succeeded" }]);
    await stage.backstage.expectSound();
  });

  test("is either sent again or turned into a return, never both", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { claimId, variant } = await inspected(1, 1);
      const answers = await Promise.all([claims.reship(claimId), claims.turn(claimId)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      await stage.backstage.delivered();
      // What the one that lost had reserved is free at once.
      expect((await stage.levels(variant.sku)).reserved).toBe(0);
    }
    await stage.backstage.delivered();
  });

  test("that was sent cannot become a return, and is not refunded", async () => {
    const { claimId } = await inspected(1, 1);
    expect(await claims.complete(claimId)).toMatchObject({ status: 409, body: { claimStatus: "inspected" } });
    await claims.reship(claimId);
    expect(await claims.turn(claimId)).toMatchObject({ status: 409, body: { claimStatus: "reshipping" } });
    expect((await claims.complete(claimId)).body).toMatchObject({ status: "done", refunded: null });
    expect((await claims.complete(claimId)).status).toBe(200);
    await stage.backstage.expectSound();
  });
});
