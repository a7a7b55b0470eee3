/** What buyers and staff are offered to exchange goods for is what the shop then accepts. */
import type { Static } from "typebox";
import { afterAll, describe, expect, test } from "vitest";
import { priceMaker } from "../../server/modules/catalog/price-lists/price-lists.fixture.ts";
import type { ExchangeOptions } from "../../server/modules/orders/claims/schemas.ts";
import { type Client, newKey } from "../support/client.ts";
import { claimant, claimDesk } from "./claim-desk.ts";
import { colouredGoods } from "./coloured-goods.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());
const { shopper } = stage;
const { product, arrivedRed } = colouredGoods(shopper);
type Order = Awaited<ReturnType<typeof arrivedRed>>;

const skusOf = ({ items }: Pick<Static<typeof ExchangeOptions>, "items">) => items.map(({ sku }) => sku);

async function offered({ placed, lineId }: Order, by: Client = shopper) {
  const { status, body } = await claimant(by).options(placed, lineId);
  expect(status).toBe(200);
  return body;
}

/** The variants for which the shop would exchange a piece of the line: what it says when it is asked. */
async function acceptedOf({ placed, lineId, ...goods }: Order, by: Client = shopper): Promise<string[]> {
  const accepted: string[] = [];
  for (const { id: variantId, sku } of [goods.red, goods.blue, goods.gold]) {
    const lines = [{ lineId, quantity: 1, variantId }];
    const { status } = await claimant(by).quote(placed, { kind: "exchange", lines });
    if (status === 200) accepted.push(sku);
  }
  return accepted;
}

async function archive(productId: string): Promise<void> {
  const [path, proof] = [`/api/v1/admin/products/${productId}`, await shopper.signInOwner()];
  const { headers } = await shopper.request("GET", path, undefined, proof);
  const version = { ...proof, "if-match": headers.get("etag") ?? "" };
  expect((await shopper.request("PATCH", path, { status: "archived" }, version)).status).toBe(200);
}

describe("what an exchange is offered", () => {
  test("to a guest is what the claim accepts: the same price, for sale and in stock", async () => {
    const goods = await product();
    const order = await arrivedRed(goods);
    const body = await offered(order);
    expect(body).toEqual({
      items: [goods.red, goods.blue].map(({ id, sku }, at) =>
        expect.objectContaining({
          variantId: id,
          sku,
          options: ["빨강", "파랑"][at],
          available: 1,
        }),
      ),
      forSale: 3,
    });
    expect(skusOf(body)).toEqual(await acceptedOf(order));
    await shopper.buy(goods.blue.id, 10);
    expect(skusOf(await offered(order))).toEqual([goods.red.sku]);
    expect(await acceptedOf(order)).toEqual([goods.red.sku]);
  });

  test("to a member of a price group is what the claim accepts for the prices of the group", async () => {
    const prices = priceMaker(shopper);
    const [goods, group, member] = [await product(), await prices.makeGroup(), await shopper.signUp()];
    await prices.putInto(member.id, group);
    await prices.makeList(
      [
        { sku: goods.blue.sku, price: 8_000 },
        { sku: goods.gold.sku, price: 10_000 },
      ],
      { memberGroup: group },
    );
    const order = await arrivedRed(goods, 1, member);
    const expected = [goods.red.sku, goods.gold.sku];
    expect(await acceptedOf(order, member)).toEqual(expected);
    expect(skusOf(await offered(order, member))).toEqual(expected);
    const { body } = await claimant(member).claim(order.placed, {
      kind: "exchange",
      lines: [{ lineId: order.lineId, quantity: 1 }],
    });
    const { lines } = (await claimDesk(shopper).options(body.claim.id)).body;
    expect(lines.map((line) => [line.lineId, skusOf(line)])).toEqual([[order.lineId, expected]]);
  });

  test("counts the pieces of the line: a price for many is not the price of one", async () => {
    const goods = await product();
    await priceMaker(shopper).makeList([{ sku: goods.blue.sku, minQuantity: 2, price: 9_000 }]);
    const [one, two] = [await arrivedRed(goods, 1), await arrivedRed(goods, 2)];
    expect(skusOf(await offered(one))).toEqual([goods.red.sku, goods.blue.sku]);
    expect(skusOf(await offered(two))).toEqual([goods.red.sku]);
    expect(await acceptedOf(two)).toEqual([goods.red.sku]);
  });

  test("is nothing of goods that are sold no more, and is for the buyer alone", async () => {
    const goods = await product();
    const order = await arrivedRed(goods);
    const path = `/api/v1/orders/${order.id}/lines/${order.lineId}/exchange-options`;
    expect((await shopper.request("GET", path)).status).toBe(404);
    const stranger = await shopper.signUp();
    expect((await stranger.request("GET", path)).status).toBe(404);
    const token = { "x-guest-token": order.placed.guestToken };
    for (const line of [newKey(), "first"])
      expect(await shopper.request("GET", path.replace(order.lineId, line), undefined, token)).toMatchObject({
        ...{ status: 404, body: { code: "NOT_FOUND" } },
      });
    await archive(goods.productId);
    expect(await offered(order)).toEqual({ items: [], forSale: 0 });
  });

  test("tells of a large stock no more than the pieces that the order has of the product", async () => {
    const goods = await product();
    const order = await arrivedRed(goods, 3);
    await shopper.buy(goods.blue.id, 8);
    expect((await offered(order)).items.map(({ available }) => available)).toEqual([3, 2]);
  });

  test("is nothing before goods are sent, after they were claimed, and when the order is over", async () => {
    const goods = await product();
    const nothing = { items: [], forSale: 0 };
    const cart = await shopper.createCart();
    await shopper.addItem(cart.id, goods.red.id, 1);
    const unpaid = (await shopper.placeOrder(cart.id, {}, newKey())).body;
    const unpaidLine = unpaid.order.items[0]?.id ?? "";
    expect((await claimant(shopper).options(unpaid, unpaidLine)).body).toEqual(nothing);
    const paid = await shopper.buy(goods.red.id, 1);
    expect((await claimant(shopper).options(paid, paid.order.items[0]?.id ?? "")).body).toEqual(nothing);

    const order = await arrivedRed(goods);
    const lines = [{ lineId: order.lineId, quantity: 1 }];
    const { body } = await claimant(shopper).claim(order.placed, { kind: "exchange", lines });
    expect(await offered(order)).toEqual(nothing);
    await claimant(shopper).withdraw(order.placed, body.claim.id);
    expect(skusOf(await offered(order))).toHaveLength(2);
    expect((await claimant(shopper).confirmPurchase(order.placed)).status).toBe(200);
    expect(await offered(order)).toEqual(nothing);
  });

  test("to staff: the last piece, which another line has, is not accepted once more", async () => {
    const { variants } = await shopper.createProduct({
      options: [{ name: "색상", values: ["빨강", "파랑", "초록"] }],
      variants: ["빨강", "파랑", "초록"].map((색상) => ({
        ...{ options: { 색상 }, price: 10_000, stock: 색상 === "초록" ? 1 : 5 },
      })),
    });
    const [red, blue, green] = variants.map(({ id }) => id);
    const cart = await shopper.createCart();
    for (const id of [red, blue]) await shopper.addItem(cart.id, id ?? "", 1);
    const { body: placed } = await shopper.placeOrder(cart.id, {}, newKey());
    await shopper.confirm(await shopper.approve(placed.payment.windowUrl));
    const orders = orderDesk(shopper);
    await orders.prepare(placed.order.id);
    await orders.deliver((await orders.ship(placed.order.id)).body.shipments[0]?.id ?? "");
    const lines = placed.order.items.map(({ id: lineId }) => ({ lineId, quantity: 1 }));
    const { body } = await claimant(shopper).claim(placed, { kind: "exchange", lines });
    const desk = claimDesk(shopper);
    const { id } = body.claim;
    const name = (at: number, variantId = green) => desk.name(id, [{ lineId: lines[at]?.lineId, variantId }]);
    expect((await name(0)).status).toBe(200);
    const asked = { variantId: green, requested: 2, available: 1 };
    expect(await name(1)).toMatchObject({ status: 409, body: { code: "OUT_OF_STOCK", lines: [asked] } });
    expect((await name(0)).status).toBe(200);
    const swapped = lines.map(({ lineId }, at) => ({ lineId, variantId: [red, green][at] }));
    expect((await desk.name(id, swapped)).status).toBe(200);
    expect((await desk.approve(id)).status).toBe(200);
    await stage.backstage.delivered();
    await stage.backstage.expectSound();
  });

  test("to staff is nothing for a return, and for an exchange that is decided", async () => {
    const desk = claimDesk(shopper);
    const linesOf = async (kind: string, decided: boolean) => {
      const order = await arrivedRed(await product());
      const lines = [{ lineId: order.lineId, quantity: 1 }];
      const { body } = await claimant(shopper).claim(order.placed, { kind, lines });
      if (decided) expect((await desk.approve(body.claim.id)).status).toBe(200);
      const { status, body: answer } = await desk.options(body.claim.id);
      return [status, answer.lines.length];
    };
    expect(await linesOf("exchange", false)).toEqual([200, 1]);
    expect(await linesOf("exchange", true)).toEqual([200, 0]);
    expect(await linesOf("return", false)).toEqual([200, 0]);
  });
});
