/** Webhooks of providers that sign them, and that take the money before the shopper comes back. */
import { afterAll, describe, expect, test } from "vitest";
import { newKey } from "../support/client.ts";
import { type SignedWebhook, type SigningProvider, sign } from "./sign-webhook.ts";
import { openStage } from "./stage.ts";

const environment = { PAYMENT_PROVIDERS: "portone,stripe" };
const stage = await openStage({ webhooks: true, environment });
const { backstage, shopper } = stage;
afterAll(() => stage.close());

const WITHIN = { timeout: 60_000, interval: 50 };
const PROVIDERS = [
  ["PORTONE", "portone"],
  ["STRIPE", "stripe"],
] as const;

type Provider = SigningProvider;

const post = (provider: Provider, { body, headers }: SignedWebhook) =>
  shopper.request("POST", `/api/v1/payments/webhooks/${provider}`, body, headers);

const inbox = (provider: string) =>
  backstage.rows("SELECT event_id FROM payments.webhook_inbox WHERE provider = $1", [provider]);

async function approveBy(method: (typeof PROVIDERS)[number][0], mode: string) {
  const placed = await stage.place((await stage.stock(3)).id, 1, method);
  return { ...placed, approved: await shopper.approve(placed.payment.windowUrl, { mode }) };
}
type Approved = Awaited<ReturnType<typeof approveBy>>;
const nameAt = (provider: Provider, { approved }: Approved): string =>
  provider === "portone" ? approved.orderId : approved.paymentKey;

describe.each(PROVIDERS)("%s", (method, provider) => {
  const approve = (mode = "ok") => approveBy(method, mode);
  const nameOf = (placed: Approved) => nameAt(provider, placed);

  test.each(["ok", "webhook-duplicate:5", "webhook-before-response", "webhook-out-of-order"])(
    "pays the order of a shopper who does not come back: %s",
    async (mode) => {
      const placed = await approve(mode);
      await expect.poll(async () => (await stage.read(placed)).status, WITHIN).toBe("paid");
      await backstage.expectSound();
    },
  );

  test("and the shopper's own return agree, whichever is first", async () => {
    const placed = await approve("webhook-before-response");
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => shopper.confirm(placed.approved, newKey(), provider)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await backstage.expectSound();
  });

  test("is a 401, and nothing is stored, without the right signature", async () => {
    const placed = await approve();
    await expect.poll(async () => (await stage.read(placed)).status, WITHIN).toBe("paid");
    await backstage.delivered();
    const before = await inbox(provider);
    const about = nameOf(placed);
    const right = sign(provider, about);
    const hour = 3_600_000;
    const forged = [
      { ...right, headers: {} },
      { ...right, body: ` ${right.body}` },
      { ...right, body: JSON.stringify(JSON.parse(right.body), null, 1) },
      sign(provider, about, { secret: `whsec_${Buffer.alloc(32).toString("base64")}` }),
      sign(provider, about, { at: Date.now() - hour }),
      sign(provider, about, { at: Date.now() + hour }),
    ];
    for (const each of forged)
      expect(await post(provider, each)).toMatchObject({ status: 401, body: { code: "SIGNATURE_INVALID" } });
    expect(await inbox(provider)).toEqual(before);
    expect((await post(provider, right)).status).toBe(200);
    expect(await inbox(provider)).toHaveLength(before.length + 1);
  });

  test("is stored once when it comes fifty times, and not at all about a strange payment", async () => {
    const placed = await approve();
    await expect.poll(async () => (await stage.read(placed)).status, WITHIN).toBe("paid");
    await backstage.delivered();
    const before = (await inbox(provider)).length;
    const webhook = sign(provider, nameOf(placed), { id: newKey() });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(provider, webhook)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const strange = provider === "portone" ? "999999-NEVERWAS-1" : "pi_neverwas";
    expect((await post(provider, sign(provider, strange))).status).toBe(200);
    expect(await inbox(provider)).toHaveLength(before + 1);
  });

  test.each(["[]", "null", "1", "{", ""])("is a 400 when its body is %j", async (body) => {
    expect((await post(provider, { ...sign(provider, "x"), body })).status).toBe(400);
  });
});

test("a provider that the shop does not offer has no webhooks and no orders", async () => {
  expect((await shopper.request("POST", "/api/v1/payments/webhooks/toss", {})).status).toBe(404);
  const { id: cartId } = await shopper.createCart();
  await shopper.addItem(cartId, (await stage.stock(1)).id);
  expect(await shopper.placeOrder(cartId, { paymentMethod: "TOSS" })).toMatchObject({
    status: 409,
    body: { code: "PAYMENT_METHOD_UNAVAILABLE" },
  });
});

// Last, because an audit would report these orders: their money was refunded without the shop.
test.each(PROVIDERS)(
  "%s reports a refund in its console, also before the payment",
  async (method, provider) => {
    const placed = await approveBy(method, "webhook-out-of-order");
    const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;
    const path = `${stage.shop.sandbox.url}/sandbox/${provider}/payments/${nameAt(provider, placed)}/refund`;
    const headers = { authorization, "content-type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify({ amount: 13_000 }) });
    expect(answer.status).toBe(200);
    await expect.poll(async () => (await stage.read(placed)).payment?.status, WITHIN).toBe("refunded");
    await backstage.delivered();
  },
);
