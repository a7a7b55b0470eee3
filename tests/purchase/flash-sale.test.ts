/** Many shoppers at once order more than there is. Real parallel HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChildShop, startChildShop } from "../support/child-shop.ts";
import type { ApiResponse, Client, PlacedOrder } from "../support/client.ts";
import { client } from "../support/client.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const GUESTS = 200;
const PIECES = 50;

describe("200 guests for 50 pieces", () => {
  let stage: PurchaseStage;
  let second: ChildShop;
  beforeAll(async () => {
    stage = await openStage();
    second = await startChildShop(stage.shop.environment);
  });
  afterAll(async () => {
    await second.end("SIGTERM");
    await stage.close();
  });

  async function rush(
    doors: readonly Client[],
    variantIds: readonly string[],
  ): Promise<ApiResponse<PlacedOrder>[]> {
    const carts = await Promise.all(
      Array.from({ length: GUESTS }, async (_, at) => {
        const door = doors[at % doors.length] as Client;
        const { id } = await door.createCart();
        const order = at % 2 === 0 ? variantIds : variantIds.toReversed();
        for (const variantId of order) await door.addItem(id, variantId);
        return { door, id };
      }),
    );
    return Promise.all(carts.map(({ door, id }) => door.placeOrder(id)));
  }

  async function expectFifty(
    answers: readonly ApiResponse<PlacedOrder>[],
    skus: readonly string[],
  ): Promise<void> {
    const outcomes = Object.groupBy(answers, ({ status, body }) =>
      `${status} ${"code" in body ? body.code : ""}`.trim(),
    );
    expect(
      Object.fromEntries(Object.entries(outcomes).map(([outcome, each]) => [outcome, each?.length])),
    ).toEqual({
      "201": PIECES,
      "409 OUT_OF_STOCK": GUESTS - PIECES,
    });
    for (const sku of skus) expect(await stage.levels(sku)).toEqual({ onHand: PIECES, reserved: PIECES });
    await stage.backstage.expectSound();
  }

  test("get 50 orders and 150 refusals from one process", async () => {
    const variant = await stage.stock(PIECES);
    await expectFifty(await rush([stage.shopper], [variant.id]), [variant.sku]);
  });

  test("get 50 orders and 150 refusals from two processes on one database", async () => {
    const variant = await stage.stock(PIECES);
    await expectFifty(await rush([stage.shopper, client(second.url)], [variant.id]), [variant.sku]);
  });

  test("get 50 orders of two products each, half of them in the other sequence", async () => {
    const [one, other] = [await stage.stock(PIECES), await stage.stock(PIECES)];
    await expectFifty(await rush([stage.shopper, client(second.url)], [one.id, other.id]), [
      one.sku,
      other.sku,
    ]);
  });

  test("pay for their orders in parallel, at two processes, and everything agrees", async () => {
    const variant = await stage.stock(PIECES);
    const doors = [stage.shopper, client(second.url)];
    const answers = await rush(doors, [variant.id]);
    const placed = answers.filter(({ status }) => status === 201);
    const statuses = await Promise.all(
      placed.map(async ({ body }, at) => {
        const door = doors[at % 2] as Client;
        return (await door.confirm(await door.approve(body.payment.windowUrl))).status;
      }),
    );
    expect(statuses).toEqual(Array.from({ length: PIECES }, () => 200));
    await stage.backstage.delivered();
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 0, reserved: 0 });
    await stage.backstage.expectSound();
  });
});
