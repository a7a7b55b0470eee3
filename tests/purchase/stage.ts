/** For the tests of a purchase: a shop, a shopper, and access behind the counter. */
import { inject } from "vitest";
import type { PaymentMethod } from "../../server/modules/payments/contract.ts";
import { startTestShop, type TestShop, type TestShopOptions } from "../../server/testing.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { type ApprovedPayment, type Client, client, type PlacedOrder } from "../support/client.ts";

export interface PurchaseStage {
  readonly shop: TestShop;
  readonly shopper: Client;
  readonly backstage: Backstage;
  /** Makes a product with one variant and returns the variant. */
  stock(pieces: number, price?: number): Promise<{ id: string; sku: string }>;
  restock(sku: string, pieces: number): Promise<void>;
  levels(sku: string): Promise<{ onHand: number; reserved: number }>;
  /** Places an order of a cart with one line. */
  place(
    variantId: string,
    quantity?: number,
    paymentMethod?: PaymentMethod,
  ): Promise<PlacedOrder & { cartId: string }>;
  /** Places an order and approves it in the payment window. */
  approve(
    variantId: string,
    choice?: { mode?: string; method?: string },
  ): Promise<PlacedOrder & { approved: ApprovedPayment }>;
  read(placed: PlacedOrder): Promise<PlacedOrder["order"]>;
  close(): Promise<void>;
}

export async function openStage(options: Omit<TestShopOptions, "clusterUrl"> = {}): Promise<PurchaseStage> {
  const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), ...options });
  const shopper = client(shop.url);
  const { databaseUrl, environment, sandbox } = shop;
  const { clock } = options;
  const backstage = await openBackstage({
    databaseUrl,
    environment,
    sandboxUrl: sandbox.url,
    ...(clock ? { clock } : {}),
  });

  let staff = { client: shopper, since: Date.now() };
  /** Signs in again when the test's clock has moved: a sign-in lasts minutes, a test may pass hours. */
  async function owner(): Promise<Client> {
    const now = clock?.now().getTime() ?? Date.now();
    if (now - staff.since > 4 * 60_000) staff = { client: client(shop.url), since: now };
    return staff.client;
  }

  async function place(variantId: string, quantity = 1, paymentMethod: PaymentMethod = "CARD") {
    const { id: cartId } = await shopper.createCart();
    await shopper.addItem(cartId, variantId, quantity);
    const { status, body } = await shopper.placeOrder(cartId, { paymentMethod });
    if (status !== 201) throw new Error(`the order was not placed: ${JSON.stringify(body)}`);
    return { ...body, cartId };
  }

  return {
    shop,
    shopper,
    backstage,
    place,
    async stock(pieces, price = 10_000) {
      const { variants } = await (await owner()).createProduct({ variants: [{ stock: pieces, price }] });
      const [variant] = variants;
      if (!variant) throw new Error("a product has a variant");
      return variant;
    },
    async levels(sku) {
      const statement = `SELECT on_hand AS "onHand", reserved FROM inventory.stock WHERE sku = $1`;
      const [level] = await backstage.rows<{ onHand: number; reserved: number }>(statement, [sku]);
      if (!level) throw new Error(`${sku} has no stock`);
      return level;
    },
    async restock(sku, pieces) {
      const staff = await owner();
      const body = { delta: pieces, reason: "입고" };
      const { status } = await staff.request(
        "POST",
        `/api/v1/admin/stock/${sku}/adjust`,
        body,
        await staff.signInOwner(),
      );
      if (status !== 200) throw new Error(`${sku} was not restocked: ${status}`);
    },
    async approve(variantId, choice) {
      const placed = await place(variantId);
      return { ...placed, approved: await shopper.approve(placed.payment.windowUrl, choice) };
    },
    async read({ order, guestToken }) {
      const { status, body } = await shopper.request<PlacedOrder["order"]>(
        "GET",
        `/api/v1/orders/${order.id}`,
        undefined,
        {
          "x-guest-token": guestToken,
        },
      );
      if (status !== 200) throw new Error(`the order cannot be read: ${status}`);
      return body;
    },
    async close() {
      await backstage.close();
      await shop.stop();
    },
  };
}
