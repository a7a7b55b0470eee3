/** Exchanges for another option: reserved at the approval, sent once, each variant's stock right. */
import { afterAll, describe, expect, test } from "vitest";
import { priceMaker } from "../../server/modules/catalog/price-lists/price-lists.fixture.ts";
import { newKey } from "../support/client.ts";
import { claimant, claimDesk } from "./claim-desk.ts";
import { colouredGoods } from "./coloured-goods.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage({ webhooks: true });
afterAll(() => stage.close());
const { shopper, backstage } = stage;
const desk = orderDesk(shopper);
const claims = claimDesk(shopper);
const buyer = claimant(shopper);

const { product, arrivedRed } = colouredGoods(shopper);
type Goods = Awaited<ReturnType<typeof product>>;
type Order = Awaited<ReturnType<typeof arrivedRed>>;

const exchange = ({ placed, lineId }: Order, piece: object, quantity = 1, by = buyer) =>
  by.claim(placed, {
    ...{ kind: "exchange", fault: "seller" },
    lines: [{ lineId, quantity, ...piece }],
  });

/** An exchange of a red piece for the blue one, as it was asked for. */
async function asked(goods: Goods, pieces = 1) {
  const order = await arrivedRed(goods, pieces);
  const made = await exchange(order, { variantId: goods.blue.id }, pieces);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { ...order, claimId: made.body.claim.id };
}

async function finish({ claimId, lineId }: { claimId: string; lineId: string }, received = 1) {
  await claims.collected(claimId);
  const found = [{ lineId, received, resellable: received }];
  expect((await claims.inspected(claimId, found)).status).toBe(200);
  expect((await claims.reship(claimId)).status).toBe(200);
  expect((await claims.complete(claimId)).status).toBe(200);
  await backstage.delivered();
}

const levelsOf = async ({ red, blue }: Goods) => ({
  red: await stage.levels(red.sku),
  blue: await stage.levels(blue.sku),
});

describe("an exchange for another option", () => {
  test("reserves it at the approval, sends it, and takes back what was bought, each once", async () => {
    const goods = await product();
    const claim = await asked(goods);
    const { blue } = goods;
    expect((await stage.levels(blue.sku)).reserved).toBe(0);
    const approved = await claims.approve(claim.claimId);
    expect(approved).toMatchObject({
      status: 200,
      body: { lines: [{ sku: goods.red.sku, wanted: { variantId: blue.id, sku: blue.sku } }] },
    });
    await backstage.delivered();
    expect(await stage.levels(blue.sku)).toEqual({ onHand: 10, reserved: 1 });
    const [hold] = await backstage.rows<{ days: number }>(
      `SELECT extract(day FROM expires_at - now())::int AS days
       FROM inventory.reservations JOIN orders.claims ON coalesce(hold_id, id) = reservations.order_id
       WHERE id = $1`,
      [claim.claimId],
    );
    expect(hold?.days).toBeGreaterThan(80);
    await finish(claim);
    expect(await levelsOf(goods)).toEqual({
      red: { onHand: 10, reserved: 0 },
      blue: { onHand: 9, reserved: 0 },
    });
    const { timeline } = (await desk.read(claim.id)).body;
    expect(timeline.find(({ type }) => type === "claim_requested")?.text).toBe(
      `${goods.red.sku} → ${blue.sku}`,
    );
    expect((await claims.list(`?q=${claim.placed.order.number}`)).body.items).toMatchObject([
      { wanted: expect.stringContaining("파랑") },
    ]);
    await backstage.expectSound();
  });

  test("is released by a rejection, a withdrawal, and when it becomes a return", async () => {
    const goods = await product();
    const end = [
      ({ claimId }: { claimId: string }) => claims.reject(claimId),
      ({ claimId }: { claimId: string }) => claims.turn(claimId),
    ];
    for (const one of end) {
      const claim = await asked(goods);
      await claims.approve(claim.claimId);
      expect((await one(claim)).status).toBe(200);
      await backstage.delivered();
      expect((await stage.levels(goods.blue.sku)).reserved).toBe(0);
    }
    const claim = await asked(goods);
    expect((await buyer.withdraw(claim.placed, claim.claimId)).status).toBe(200);
    expect((await stage.levels(goods.blue.sku)).reserved).toBe(0);
    await backstage.expectSound();
  });

  test("of which fewer pieces come back sends so many, and the others stay in the stock", async () => {
    const goods = await product();
    const claim = await asked(goods, 3);
    await claims.approve(claim.claimId);
    await finish(claim, 2);
    expect(await levelsOf(goods)).toEqual({
      red: { onHand: 9, reserved: 0 },
      blue: { onHand: 8, reserved: 0 },
    });
    await backstage.expectSound();
  });

  test("that is sent back itself returns to its own stock, for the money of the line", async () => {
    const goods = await product();
    const claim = await asked(goods, 2);
    const { placed, lineId } = claim;
    await claims.approve(claim.claimId);
    await finish(claim, 2);
    const back = await buyer.claim(placed, { fault: "seller", lines: [{ lineId, quantity: 1 }] });
    expect(back).toMatchObject({ status: 201, body: { claim: { lines: [{ sku: goods.blue.sku }] } } });
    const { id } = back.body.claim;
    await claims.approve(id);
    await claims.collected(id);
    await claims.inspected(id, [{ lineId, received: 1, resellable: 1 }]);
    expect((await claims.complete(id)).body).toMatchObject({ refunded: { amount: 10_000 } });
    await backstage.delivered();
    expect(await levelsOf(goods)).toEqual({
      red: { onHand: 10, reserved: 0 },
      blue: { onHand: 9, reserved: 0 },
    });
    await backstage.expectSound();
  });

  test("of a line of which the buyer has two options is of the one that is named", async () => {
    const goods = await product();
    const order = await arrivedRed(goods, 2);
    const made = await exchange(order, { variantId: goods.blue.id });
    const { id: claimId } = made.body.claim;
    await claims.approve(claimId);
    await finish({ claimId, lineId: order.lineId });
    const lines = (piece: object, quantity = 1) => ({
      lines: [{ lineId: order.lineId, quantity, ...piece }],
    });
    expect(await buyer.claim(order.placed, lines({ heldVariantId: goods.blue.id }, 2))).toMatchObject({
      status: 409,
      body: { code: "TOO_MANY_PIECES", lines: [{ left: 1 }] },
    });
    expect(await buyer.claim(order.placed, lines({ heldVariantId: goods.gold.id }))).toMatchObject({
      status: 409,
      body: { lines: [{ left: 0 }] },
    });
    const blue = await buyer.claim(order.placed, lines({ heldVariantId: goods.blue.id }));
    expect(blue.body.claim.lines).toMatchObject([{ sku: goods.blue.sku, variantId: goods.blue.id }]);
    const red = await buyer.claim(order.placed, lines({}));
    expect(red.body.claim.lines).toMatchObject([{ sku: goods.red.sku }]);
    await backstage.expectSound();
  });
});

describe("an option that cannot be had", () => {
  test("of another price or product, or sold out, is refused, also in the quote", async () => {
    const [goods, other] = [await product({ blue: 0 }), await product()];
    const order = await arrivedRed(goods);
    const refusals = [
      [goods.gold.id, "EXCHANGE_PRICE_DIFFERS"],
      [other.blue.id, "EXCHANGE_VARIANT_REFUSED"],
      [newKey(), "EXCHANGE_VARIANT_REFUSED"],
      [goods.blue.id, "OUT_OF_STOCK"],
    ] as const;
    for (const [variantId, code] of refusals) {
      expect(await exchange(order, { variantId })).toMatchObject({ status: 409, body: { code } });
      const body = { kind: "exchange", lines: [{ lineId: order.lineId, quantity: 1, variantId }] };
      expect(await buyer.quote(order.placed, body)).toMatchObject({ status: 409, body: { code } });
    }
    expect((await exchange(order, { variantId: goods.red.id })).body.claim.lines).toMatchObject([
      { wanted: null },
    ]);
  });

  test("of another price for the group of its buyer is refused", async () => {
    const prices = priceMaker(shopper);
    const [goods, group, member] = [await product(), await prices.makeGroup(), await shopper.signUp()];
    await prices.putInto(member.id, group);
    await prices.makeList([{ sku: goods.blue.sku, price: 8_000 }], { memberGroup: group });
    const order = await arrivedRed(goods, 1, member);
    expect(await exchange(order, { variantId: goods.blue.id }, 1, claimant(member))).toMatchObject({
      status: 409,
      body: { code: "EXCHANGE_PRICE_DIFFERS", price: { amount: 8_000 } },
    });
  });

  test("that is no id, is asked for with a return, or twice for a line: bad input", async () => {
    const { placed, lineId, blue } = await arrivedRed(await product(), 2);
    const line = { lineId, quantity: 1 };
    const wrong = [
      { kind: "exchange", lines: [{ ...line, variantId: "blue" }] },
      { kind: "return", lines: [{ ...line, variantId: blue.id }] },
      { kind: "exchange", lines: [line, { ...line, variantId: blue.id }] },
    ];
    for (const body of wrong) {
      expect(await buyer.claim(placed, body)).toMatchObject({
        status: 400,
        body: { code: "INVALID_INPUT" },
      });
      expect((await buyer.quote(placed, body)).status).toBe(400);
    }
  });

  test("sells out before the approval: staff name another one, or turn it into a return", async () => {
    const goods = await product({ blue: 1 });
    const [first, second] = [await asked(goods), await asked(goods)];
    const answers = await Promise.all([claims.approve(first.claimId), claims.approve(second.claimId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [late, early] = answers[0]?.status === 409 ? [first, second] : [second, first];
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "OUT_OF_STOCK" });
    await backstage.delivered();
    expect(await stage.levels(goods.blue.sku)).toEqual({ onHand: 1, reserved: 1 });
    const named = await claims.name(late.claimId, [{ lineId: late.lineId, variantId: goods.red.id }]);
    expect(named).toMatchObject({ status: 200, body: { lines: [{ wanted: null }] } });
    expect((await claims.approve(late.claimId)).status).toBe(200);
    expect(await claims.turn(late.claimId)).toMatchObject({ body: { kind: "return" } });
    const turned = await claims.turn(early.claimId);
    expect(turned.body).toMatchObject({ kind: "return", lines: [{ wanted: null }] });
    const { body } = await claims.list(`?q=${early.placed.order.number}`);
    expect(body.items).toMatchObject([{ kind: "return", wanted: null }]);
    await backstage.expectSound();
  });
});

describe("staff name the option", () => {
  test("of the same price, until the approval, with entries in timeline and log", async () => {
    const goods = await product();
    const { claimId, lineId, id } = await asked(goods);
    const name = (variantId: string) => claims.name(claimId, [{ lineId, variantId }]);
    expect(await name(goods.gold.id)).toMatchObject({ body: { code: "EXCHANGE_PRICE_DIFFERS" } });
    expect((await name(goods.red.id)).status).toBe(200);
    expect((await name(goods.red.id)).status).toBe(200);
    expect((await name(goods.blue.id)).body.lines).toMatchObject([{ wanted: { sku: goods.blue.sku } }]);
    const { timeline } = (await desk.read(id)).body;
    expect(timeline.filter(({ type }) => type === "claim_options")).toHaveLength(2);
    const logged = await backstage.rows(
      "SELECT FROM platform.audit_log WHERE action = 'order.claim_options' AND subject = $1",
      [`order:${id}`],
    );
    expect(logged).toHaveLength(2);
    expect((await claims.approve(claimId)).status).toBe(200);
    expect(await name(goods.red.id)).toMatchObject({ status: 409, body: { code: "WRONG_CLAIM_STATUS" } });
    expect(await claims.name(claimId, [{ lineId: newKey(), variantId: goods.red.id }])).toMatchObject({
      status: 409,
    });
  });

  test("once more, which changes nothing, even when it has sold out meanwhile", async () => {
    const goods = await product({ blue: 1 });
    const { claimId, lineId, id } = await asked(goods);
    await shopper.buy(goods.blue.id, 1);
    expect(await claims.name(claimId, [{ lineId, variantId: goods.blue.id }])).toMatchObject({
      status: 200,
      body: { lines: [{ wanted: { sku: goods.blue.sku } }] },
    });
    const { timeline } = (await desk.read(id)).body;
    expect(timeline.filter(({ type }) => type === "claim_options")).toEqual([]);
  });

  test("of a line that is not in the claim, or twice: bad input", async () => {
    const goods = await product();
    const { claimId, lineId } = await asked(goods);
    const [known, unknown] = [lineId, newKey()].map((each) => ({ lineId: each, variantId: goods.red.id }));
    expect(await claims.name(claimId, [known ?? {}, unknown ?? {}, known ?? {}])).toMatchObject({
      status: 400,
      body: {
        code: "INVALID_INPUT",
        errors: [
          { pointer: "/lines/1/lineId", code: "UNKNOWN" },
          { pointer: "/lines/2/lineId", code: "DUPLICATE" },
        ],
      },
    });
    expect((await claims.read(claimId)).body.lines).toMatchObject([{ wanted: { sku: goods.blue.sku } }]);
  });

  test("while another one approves: the claim has its reservation, or none", async () => {
    for (let round = 0; round < 4; round += 1) {
      const goods = await product();
      const { claimId, lineId } = await asked(goods);
      await Promise.all([
        claims.approve(claimId),
        claims.name(claimId, [{ lineId, variantId: goods.red.id }]),
        claims.approve(claimId),
      ]);
      await backstage.delivered();
      const claim = (await claims.read(claimId)).body;
      const reserved = claim.status === "collecting" && claim.lines[0]?.wanted ? 1 : 0;
      expect((await stage.levels(goods.blue.sku)).reserved).toBe(reserved);
    }
    await backstage.expectSound();
  });

  test("is not for buyers, nor for those who are not signed in; another buyer finds no order", async () => {
    const goods = await product();
    const { claimId, lineId, placed } = await asked(goods);
    const body = { lines: [{ lineId, variantId: goods.red.id }] };
    const path = `/api/v1/admin/claims/${claimId}/options`;
    expect((await shopper.request("POST", path, body)).status).toBe(401);
    const stranger = await shopper.signUp();
    expect((await stranger.request("POST", path, body)).status).toBe(403);
    const lines = [{ lineId, quantity: 1, variantId: goods.blue.id }];
    const own = { kind: "exchange", reason: "색이 달라요", lines };
    const orders = `/api/v1/orders/${placed.order.id}/claims`;
    expect((await stranger.request("POST", orders, own, { "idempotency-key": newKey() })).status).toBe(404);
  });
});
