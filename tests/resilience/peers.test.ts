/**
 * The shop as services: inventory, payments, and then members, run in a process of their own, and the way to
 * them is slow, dead or garbled. Shoppers go on browsing, an order is refused or placed once, and nothing is
 * lost.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ModuleName, moduleNames } from "../../server/module-names.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { openStage, type PurchaseStage } from "../purchase/stage.ts";
import { type Client, client, contact, newKey, shippingAddress } from "../support/client.ts";
import { type Replica, startReplica } from "../support/replica.ts";
import { type LineFault, startUnsoundLine, type UnsoundLine } from "../support/unsound-line.ts";

const DUE_NOW = "UPDATE payments.attempts SET next_check_at = now() WHERE next_check_at IS NOT NULL";

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface SplitShop {
  readonly shopper: Client;
  readonly line: UnsoundLine;
  stop(): Promise<void>;
}

/** Two processes on the stage's database: `apart`, and all others, which reach it by the line. */
async function split(apart: ModuleName): Promise<SplitShop> {
  const others = moduleNames.filter((name) => name !== apart);
  const [frontPort = 0, peerPort = 0] = await freePorts(2);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const peer: Replica = await startReplica(stage.shop, {
    ROLES: "api",
    MODULES: apart,
    INTERNAL_PORT: String(peerPort),
    PEERS: others.map((name) => `${name}=${at(frontPort)}`).join(","),
  });
  const line = await startUnsoundLine(at(peerPort));
  const front = await startReplica(stage.shop, {
    ROLES: "api",
    MODULES: others.join(","),
    INTERNAL_PORT: String(frontPort),
    PEERS: `${apart}=${line.url}`,
  });
  return {
    shopper: client(front.url),
    line,
    async stop() {
      await front.stop();
      await line.close();
      await peer.stop();
    },
  };
}

const order = ({ shopper }: SplitShop, cartId: string, key: string) =>
  shopper.request("POST", "/api/v1/orders", { cartId, contact, shippingAddress }, { "idempotency-key": key });

/** After failures the circuit of a peer stays open for a while: clients try again. */
const LATER = { timeout: 60_000, interval: 200 };

async function again(send: () => Promise<{ status: number }>, status: number): Promise<void> {
  await expect.poll(async () => (await send()).status, LATER).toBe(status);
}

describe.each<LineFault>(["dead", "garbled", "slow"])("while the way to inventory is %s", (fault) => {
  let shop: SplitShop;
  beforeAll(async () => {
    shop = await split("inventory");
  });
  afterAll(() => shop.stop());

  test("shoppers browse and fill carts; an order is 503, and placed once when sent again", async () => {
    const { shopper, line } = shop;
    const { id, sku } = await stage.stock(5);
    line.set(fault);
    const { body: list } = await shopper.request<{ items: { slug: string; inStock: boolean }[] }>(
      "GET",
      "/api/v1/products?limit=1",
    );
    expect(list.items[0]?.inStock).toBe(true);
    const page = await shopper.request<{ inStock: boolean }>(
      "GET",
      `/api/v1/products/${list.items[0]?.slug}`,
    );
    expect([page.status, page.body.inStock]).toEqual([200, true]);
    const { id: cartId } = await shopper.createCart();
    const filled = await shopper.addItem(cartId, id, 2);
    expect([filled.status, filled.body.items[0]?.problem]).toEqual([200, undefined]);

    const key = newKey();
    const refused = await order(shop, cartId, key);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(refused.body).toMatchObject({ code: "PEER_UNAVAILABLE" });

    line.set(null);
    await again(() => order(shop, cartId, key), 201);
    expect((await order(shop, cartId, key)).status).toBe(201);
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 2 });
    await stage.backstage.expectSound();
  });
});

describe.each<LineFault>(["dead", "cut", "slow"])("while the way to payments is %s", (fault) => {
  let shop: SplitShop;
  beforeAll(async () => {
    shop = await split("payments");
  });
  afterAll(() => shop.stop());

  test("no order is placed and no goods stay reserved; a paid order is confirmed once, later", async () => {
    const { shopper, line } = shop;
    const { id, sku } = await stage.stock(5);
    const { id: cartId } = await shopper.createCart();
    await shopper.addItem(cartId, id, 2);
    line.set(fault);
    const key = newKey();
    expect((await order(shop, cartId, key)).body).toMatchObject({ code: "PEER_UNAVAILABLE" });
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 0 });

    line.set(null);
    await again(() => order(shop, cartId, key), 201);
    const placed = await shopper.placeOrder((await refill(shopper, id)).id);
    const approved = await shopper.approve(placed.body.payment.windowUrl);
    line.set(fault);
    const confirmKey = newKey();
    expect([202, 503]).toContain((await shopper.confirm(approved, confirmKey)).status);
    line.set(null);
    // The page asks again after a 503; after a 202 the reconciler asks the provider, a minute later.
    const unsure = () => shopper.confirm(approved, confirmKey).then(({ status }) => status === 503);
    await expect.poll(unsure, LATER).toBe(false);
    await stage.backstage.rows(DUE_NOW);
    await stage.backstage.run("payments.reconcile");
    // A confirmation that never reached the provider is asked for again.
    await again(() => shopper.confirm(approved, confirmKey), 200);
    await stage.backstage.expectSound();
    const [paid] = (await stage.backstage.providerPayments()).filter(
      ({ paymentKey }) => paymentKey === approved.paymentKey,
    );
    expect(paid).toMatchObject({ held: approved.amount, ledger: [{ amount: approved.amount }] });
  });
});

describe("while members run elsewhere", () => {
  let shop: SplitShop;
  beforeAll(async () => {
    shop = await split("members");
  });
  afterAll(() => shop.stop());

  test("an order by phone is for a member they know, no other, and is 503 while they are away", async () => {
    const { shopper, line } = shop;
    const [{ sku }, member, owner] = [
      await stage.stock(5),
      await shopper.signUp(),
      await shopper.signInOwner(),
    ];
    const place = (memberId: string, key = newKey()) =>
      shopper.request(
        "POST",
        "/api/v1/admin/orders",
        { lines: [{ sku, quantity: 1 }], contact, shippingAddress, memberId },
        { ...owner, "idempotency-key": key },
      );
    expect(await place(newKey())).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT", errors: [{ pointer: "/memberId", code: "UNKNOWN" }] },
    });
    line.set("dead");
    const key = newKey();
    expect(await place(member.id, key)).toMatchObject({ status: 503, body: { code: "PEER_UNAVAILABLE" } });
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 0 });
    line.set(null);
    await again(() => place(member.id, key), 201);
    expect(await stage.levels(sku)).toEqual({ onHand: 5, reserved: 1 });
    await stage.backstage.expectSound();
  });
});

async function refill(shopper: Client, variantId: string): Promise<{ id: string }> {
  const cart = await shopper.createCart();
  await shopper.addItem(cart.id, variantId, 1);
  return cart;
}
