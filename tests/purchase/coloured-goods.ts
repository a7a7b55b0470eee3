/** Goods in several colours, for the tests of exchanges. */
import { expect } from "vitest";
import type { Client } from "../support/client.ts";
import { orderDesk } from "./desk.ts";

export function colouredGoods(shopper: Client) {
  const desk = orderDesk(shopper);

  /** A product with a red, a blue and a dearer gold variant: 10, 10 and 10 pieces unless said. */
  async function product(stocks: { blue?: number } = {}) {
    const { variants, id } = await shopper.createProduct({
      options: [{ name: "색상", values: ["빨강", "파랑", "금"] }],
      variants: [
        { options: { 색상: "빨강" }, stock: 10, price: 10_000 },
        { options: { 색상: "파랑" }, stock: stocks.blue ?? 10, price: 10_000 },
        { options: { 색상: "금" }, stock: 10, price: 15_000 },
      ],
    });
    const [red, blue, gold] = variants;
    if (!red || !blue || !gold) throw new Error("the product has three variants");
    return { productId: id, red, blue, gold };
  }

  /** An order of red pieces that has arrived. */
  async function arrivedRed(goods: Awaited<ReturnType<typeof product>>, pieces = 1, by = shopper) {
    const placed = await by.buy(goods.red.id, pieces);
    const { id } = placed.order;
    await desk.prepare(id);
    const { body } = await desk.ship(id);
    expect((await desk.deliver(body.shipments[0]?.id ?? "")).status).toBe(200);
    return { ...goods, placed, id, lineId: placed.order.items[0]?.id ?? "" };
  }

  return { product, arrivedRed };
}
