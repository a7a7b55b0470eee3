/** One cart is ordered many times at the same moment, each time with a key of its own. Real parallel HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChildShop, startChildShop } from "../support/child-shop.ts";
import { type ApiResponse, type Client, client, type PlacedOrder } from "../support/client.ts";
import { whileLocked } from "../support/while-locked.ts";
import { openStage, type PurchaseStage } from "./stage.ts";

const PIECES = 1_000;
/** 200 tries in all: each kind of shopper in each shape. */
const rushes = [
  { atOnce: 2, tries: 20 },
  { atOnce: 5, tries: 20 },
  { atOnce: 20, tries: 10 },
];
const LIMIT_MS = 180_000;

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

/** A shopper at one process or at two, with a cart of one piece. */
interface Rush {
  readonly doors: readonly Client[];
  readonly cartId: string;
  readonly sku: string;
}

async function prepare(kind: string, processes: number): Promise<Rush> {
  const variant = await stage.stock(PIECES);
  const member = kind === "member" ? await stage.shopper.signUp() : null;
  const first: Client = member ?? stage.shopper;
  const doors = [first, client(second.url, member?.proof ?? {})].slice(0, processes);
  const { id: cartId } = await first.createCart();
  await first.addItem(cartId, variant.id);
  return { doors, cartId, sku: variant.sku };
}

const orderAtOnce = ({ doors, cartId }: Rush, count: number): Promise<ApiResponse<PlacedOrder>[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) => (doors[at % doors.length] as Client).placeOrder(cartId)),
  );

const openOrders = (cartId: string): Promise<{ id: string }[]> =>
  stage.backstage.rows("SELECT id FROM orders.orders WHERE cart_id = $1 AND status = 'pending_payment'", [
    cartId,
  ]);

const placedOf = (answers: readonly ApiResponse<PlacedOrder>[]): PlacedOrder[] =>
  answers.filter(({ status }) => status === 201).map(({ body }) => body);

describe.each([1, 2])("in %s process(es)", (processes) => {
  describe.each(["guest", "member"])("a %s", (kind) => {
    test.each(rushes)(
      "that orders one cart $atOnce times at once has one payable order and one reserved piece",
      async ({ atOnce, tries }) => {
        const rush = await prepare(kind, processes);
        let last: PlacedOrder[] = [];
        for (let each = 0; each < tries; each += 1) {
          const answers = await orderAtOnce(rush, atOnce);
          expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
          last = placedOf(answers);
          const open = await openOrders(rush.cartId);
          expect(open).toHaveLength(1);
          expect(last.map(({ order }) => order.id)).toContain(open[0]?.id);
          expect(await stage.levels(rush.sku)).toEqual({ onHand: PIECES, reserved: 1 });
        }
        await expectOnePayment(rush, last);
      },
      LIMIT_MS,
    );
  });
});

test("the last piece stays in the cart's hands: five orders at once succeed, one is payable", async () => {
  const { doors, cartId } = await prepare("guest", 1);
  const last = await stage.stock(1);
  await stage.shopper.addItem(cartId, last.id);
  const answers = await orderAtOnce({ doors, cartId, sku: last.sku }, 5);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(await openOrders(cartId)).toHaveLength(1);
  expect(await stage.levels(last.sku)).toEqual({ onHand: 1, reserved: 1 });
});

/** Another process stores an order of the cart: the row of an order that exists, without its lines. */
const rivalOf = (orderId: string, cartId: string): string => `
  WITH rival AS (
    INSERT INTO orders.orders (id, number, status, cart_id, sole_of_cart, guest_token_hash, language, contact,
      shipping_address, currency, subtotal, delivery_fee, total, placed_at, expires_at)
    SELECT uuidv7(), 'rival', status, '${cartId}', true, sha256('rival'), language, contact, shipping_address,
      currency, 0, delivery_fee, delivery_fee, placed_at, expires_at
    FROM orders.orders WHERE id = '${orderId}' RETURNING id, placed_at)
  INSERT INTO orders.events (order_id, seq, type, at) SELECT id, 1, 'placed', placed_at FROM rival`;

test("an order that another process stores at the same moment is noticed, and replaced", async () => {
  const { doors, cartId, sku } = await prepare("guest", 1);
  const { order } = await stage.place((await stage.stock(1)).id);
  const { databaseUrl } = stage.shop;
  const [answer] = await whileLocked(databaseUrl, rivalOf(order.id, cartId), 1, () =>
    orderAtOnce({ doors, cartId, sku }, 1),
  );
  expect(answer?.status).toBe(201);
  expect(await openOrders(cartId)).toEqual([{ id: answer?.body.order.id }]);
  expect(await stage.levels(sku)).toEqual({ onHand: PIECES, reserved: 1 });
  await stage.backstage.expectSound();
});

/** Every window is approved and confirmed: one order is paid, and the provider keeps one payment. */
async function expectOnePayment({ doors, cartId, sku }: Rush, placed: readonly PlacedOrder[]): Promise<void> {
  const [open] = await openOrders(cartId);
  const statuses = await Promise.all(
    placed.map(async ({ order, payment }, at) => {
      const door = doors[at % doors.length] as Client;
      const { status } = await door.confirm(await door.approve(payment.windowUrl));
      return [order.id, status];
    }),
  );
  expect(statuses).toEqual(placed.map(({ order }) => [order.id, order.id === open?.id ? 200 : 409]));
  await stage.backstage.expectSound();
  expect(await stage.levels(sku)).toEqual({ onHand: PIECES - 1, reserved: 0 });
}
