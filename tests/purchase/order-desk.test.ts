/** Holds, many orders at once, and packing slips. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import { afterAll, describe, expect, test } from "vitest";
import type { PackingSlips, PreparedMany } from "../../server/modules/orders/desk/schemas.ts";
import { newKey, type PlacedOrder } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const desk = orderDesk(stage.shopper);

async function buy(pieces = 1) {
  const variant = await stage.stock(10);
  const placed = await stage.shopper.buy(variant.id, pieces);
  return { variant, placed, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}

const cancel = ({ order, guestToken }: PlacedOrder) =>
  stage.shopper.request(
    "POST",
    `/api/v1/orders/${order.id}/cancel`,
    { reason: "늦었어요" },
    { "x-guest-token": guestToken, "idempotency-key": newKey() },
  );

const asOwner = async <Body>(path: string, body: object) =>
  stage.shopper.request<Body>("POST", path, body, await stage.shopper.signInOwner());

const wrongStatus = (orderStatus: string) => ({
  status: 409,
  body: { code: "WRONG_ORDER_STATUS", orderStatus },
});

describe("an order on hold", () => {
  test("is not prepared, sent or canceled by its buyer, and goes on where it was", async () => {
    const { placed, id } = await buy(2);
    expect((await desk.hold(id)).body).toMatchObject({ status: "on_hold" });
    expect(await desk.prepare(id)).toMatchObject(wrongStatus("on_hold"));
    expect(await desk.hold(id)).toMatchObject(wrongStatus("on_hold"));
    expect(await cancel(placed)).toMatchObject({ status: 409, body: { code: "NOT_CANCELABLE" } });
    const listed = (await desk.list(`?q=${placed.order.number}&status=on_hold`)).body;
    expect(listed).toMatchObject({ items: [{ id }], counts: { on_hold: 1, paid: 0 } });
    const released = await desk.release(id);
    expect(released.body).toMatchObject({ status: "paid", paidAt: (await stage.read(placed)).paidAt });
    const [held, freed] = released.body.timeline.slice(-2);
    expect(held).toMatchObject({ type: "on_hold", text: "입금자가 달라요", by: { kind: "staff" } });
    expect(freed).toMatchObject({ type: "released", by: { kind: "staff" } });
    expect(await desk.release(id)).toMatchObject(wrongStatus("paid"));
    expect(JSON.stringify(await stage.read(placed))).not.toContain("입금자가 달라요");

    await desk.prepare(id);
    await desk.hold(id);
    expect(await desk.ship(id)).toMatchObject(wrongStatus("on_hold"));
    expect((await desk.release(id)).body.status).toBe("preparing");
    expect((await desk.ship(id)).body.status).toBe("shipped");
    expect(await desk.hold(id)).toMatchObject(wrongStatus("shipped"));
    await stage.backstage.expectSound();
    const audited = await stage.backstage.rows<{ action: string }>(
      "SELECT action FROM platform.audit_log WHERE subject = $1 ORDER BY seq",
      [`order:${id}`],
    );
    expect(audited.map(({ action }) => action.slice("order.".length))).toEqual([
      "hold",
      "release",
      "prepare",
      "hold",
      "release",
      "ship",
    ]);
  });

  test("is shipped at its release when staff canceled the rest, or is canceled as a whole", async () => {
    const { id, lineId } = await buy(2);
    await desk.prepare(id);
    const { body } = await desk.ship(id, { lines: [{ lineId, quantity: 1 }] });
    await desk.hold(id);
    await desk.deliver(body.shipments[0]?.id ?? "");
    expect((await desk.cancel(id, {})).body).toMatchObject({ order: { status: "on_hold" } });
    expect((await desk.release(id)).body.status).toBe("delivered");
    const whole = await buy();
    await desk.hold(whole.id);
    expect((await desk.cancel(whole.id, {})).body).toMatchObject({ order: { status: "canceled" } });
    await stage.backstage.expectSound();
  });

  test("is either held or sent, and released once, when both come at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await buy();
      await desk.prepare(id);
      const raced = await Promise.all([desk.hold(id), desk.ship(id)]);
      expect(raced.map(({ status }) => status).toSorted()).not.toEqual([200, 201]);
      const { status, shipments } = (await desk.read(id)).body;
      expect([status, shipments.length]).toEqual(raced[0].status === 200 ? ["on_hold", 0] : ["shipped", 1]);
      if (status !== "on_hold") continue;
      const released = await Promise.all([desk.release(id), desk.release(id), desk.release(id)]);
      expect(released.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409]);
    }
    await stage.backstage.expectSound();
  });

  test("needs a reason and the permission", async () => {
    const { id } = await buy();
    expect((await desk.hold(id, " ")).status).toBe(400);
    expect((await desk.hold(randomUUID())).status).toBe(404);
    expect((await desk.release(randomUUID())).status).toBe(404);
    const member = await stage.shopper.signUp();
    for (const step of ["hold", "release"]) {
      const path = `/api/v1/admin/orders/${id}/${step}`;
      expect((await stage.shopper.request("POST", path, { reason: "?" })).status).toBe(401);
      expect((await member.request("POST", path, { reason: "?" })).status).toBe(403);
    }
  });
});

describe("many orders", () => {
  const prepareMany = (ids: unknown[]) =>
    asOwner<Static<typeof PreparedMany>>("/api/v1/admin/orders/prepare", { ids });

  test("are prepared each by itself: one that cannot be stops no other", async () => {
    const [first, held, last] = [await buy(), await buy(), await buy()];
    await desk.hold(held.id);
    const unknown = randomUUID();
    const ids = [unknown, first.id, held.id, last.id];
    const { body } = await prepareMany(ids);
    expect(body.results).toEqual([
      { id: unknown, outcome: "refused", code: "NOT_FOUND", status: null },
      { id: first.id, outcome: "prepared", code: null, status: "preparing" },
      { id: held.id, outcome: "refused", code: "WRONG_ORDER_STATUS", status: "on_hold" },
      { id: last.id, outcome: "prepared", code: null, status: "preparing" },
    ]);
    const repeated = (await prepareMany(ids)).body.results.map(({ outcome }) => outcome);
    expect(repeated).toEqual(["refused", "refused", "refused", "refused"]);
  });

  test("are named once each, 100 at most, by staff", async () => {
    const id = randomUUID();
    const bad = [[], [id, id], ["?"], Array.from({ length: 101 }, () => randomUUID())];
    for (const ids of bad) expect((await prepareMany(ids)).status).toBe(400);
    for (const path of ["prepare", "packing-slips"]) {
      const url = `/api/v1/admin/orders/${path}`;
      expect((await stage.shopper.request("POST", url, { ids: [id] })).status).toBe(401);
      expect((await (await stage.shopper.signUp()).request("POST", url, { ids: [id] })).status).toBe(403);
    }
  });
});

describe("packing slips", () => {
  const slips = (body: object) =>
    asOwner<Static<typeof PackingSlips>>("/api/v1/admin/orders/packing-slips", body);

  test("name goods and address, a price only where it is chosen, and each print is recorded", async () => {
    const { placed, id, lineId } = await buy(3);
    const [unpaid, held] = [(await stage.place((await stage.stock(1)).id)).order, await buy()];
    await desk.hold(held.id);
    await desk.cancel(id, { lines: [{ lineId, quantity: 1 }] });
    await desk.prepare(id);
    await desk.ship(id, { lines: [{ lineId, quantity: 1 }] });
    const { body } = await slips({ ids: [unpaid.id, id, held.id] });
    expect(body.left).toEqual([unpaid.id, held.id]);
    expect(body.items).toMatchObject([
      {
        number: placed.order.number,
        shippingAddress: placed.order.shippingAddress,
        lines: [{ sku: placed.order.items[0]?.sku, quantity: 2, unsent: 1, lineTotal: null }],
        total: null,
      },
    ]);
    const priced = (await slips({ ids: [id], prices: true })).body.items[0];
    expect(priced?.lines[0]?.lineTotal).toEqual({ amount: 20_000, currency: "KRW" });
    const audited = await stage.backstage.rows(
      "SELECT 1 AS one FROM platform.audit_log WHERE subject = $1 AND action = 'order.print_slip'",
      [`order:${id}`],
    );
    expect(audited).toHaveLength(2);
  });
});
