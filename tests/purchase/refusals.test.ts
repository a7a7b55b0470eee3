/** The input that the shop refuses, and the form of its refusals. */
import { afterAll, describe, expect, test } from "vitest";
import { contact, newKey, type Problem, shippingAddress } from "../support/client.ts";
import { openStage } from "./stage.ts";

let cartId: string;
let variantId: string;
const stage = await openStage();
({ id: variantId } = await stage.stock(100));
({ id: cartId } = await stage.shopper.createCart());
await stage.shopper.addItem(cartId, variantId);
afterAll(() => stage.close());

const UNKNOWN_ID = "019aa000-0000-7000-8000-000000000000";

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return stage.shopper.request<Problem>("POST", path, body, { "idempotency-key": newKey(), ...headers });
}

function expectProblem(
  { status, headers, body }: Awaited<ReturnType<typeof post>>,
  expected: number,
  code: string,
): void {
  expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect({ status, code: body.code }).toEqual({ status: expected, code });
  expect(body.requestId).toBe(headers.get("x-request-id"));
  expect(JSON.stringify(body)).not.toMatch(/\.ts:\d|node_modules|at Object\./);
}

describe("an order's input", () => {
  const changes: [string, (body: Record<string, unknown>) => unknown, string][] = [
    ["no cart", ({ cartId: _, ...rest }) => rest, "/cartId"],
    ["a cart that is no id", (body) => ({ ...body, cartId: "1" }), "/cartId"],
    ["a cart of null", (body) => ({ ...body, cartId: null }), "/cartId"],
    ["no contact", ({ contact: _, ...rest }) => rest, "/contact"],
    ["no name", (body) => ({ ...body, contact: { ...contact, name: "" } }), "/contact/name"],
    ["a name of spaces", (body) => ({ ...body, contact: { ...contact, name: "   " } }), "/contact/name"],
    [
      "a name of 61 characters",
      (body) => ({ ...body, contact: { ...contact, name: "가".repeat(61) } }),
      "/contact/name",
    ],
    ["a name with NUL", (body) => ({ ...body, contact: { ...contact, name: "a\u0000b" } }), "/contact/name"],
    [
      "a name with half a character",
      (body) => ({ ...body, contact: { ...contact, name: "a\ud800b" } }),
      "/contact/name",
    ],
    [
      "an address that is no e-mail",
      (body) => ({ ...body, contact: { ...contact, email: "kim" } }),
      "/contact/email",
    ],
    [
      "a phone of letters",
      (body) => ({ ...body, contact: { ...contact, phone: "call me" } }),
      "/contact/phone",
    ],
    [
      "no recipient",
      (body) => ({ ...body, shippingAddress: { ...shippingAddress, recipient: 1 } }),
      "/shippingAddress/recipient",
    ],
    [
      "a postcode of four",
      (body) => ({ ...body, shippingAddress: { ...shippingAddress, postcode: "0452" } }),
      "/shippingAddress/postcode",
    ],
    [
      "an empty street",
      (body) => ({ ...body, shippingAddress: { ...shippingAddress, address1: "" } }),
      "/shippingAddress/address1",
    ],
    [
      "a long second line",
      (body) => ({ ...body, shippingAddress: { ...shippingAddress, address2: "가".repeat(201) } }),
      "/shippingAddress/address2",
    ],
    ["an unknown way to pay", (body) => ({ ...body, paymentMethod: "BARTER" }), "/paymentMethod"],
    ["a price of its own", (body) => ({ ...body, total: 1 }), "/total"],
    ["a status of its own", (body) => ({ ...body, status: "paid" }), "/status"],
    [
      "an unknown field in the address",
      (body) => ({ ...body, shippingAddress: { ...shippingAddress, price: 0 } }),
      "/shippingAddress/price",
    ],
    ["a list", () => [], ""],
  ];
  test.each(changes)("with %s is refused with its pointer", async (_, change, pointer) => {
    const answer = await post("/api/v1/orders", change({ cartId, contact, shippingAddress }));
    expectProblem(answer, 400, "INVALID_INPUT");
    expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
  });

  test.each([
    "{",
    "null",
    '"text"',
    '{"__proto__":{"paid":true}}',
    '{"constructor":{"prototype":{}}}',
    "\ufeff[",
    "",
  ])("that is %j is a 400, never a 500", async (text) =>
    expectProblem(await post("/api/v1/orders", text), 400, "INVALID_INPUT"),
  );

  test("as anything but JSON is a 415", async () => {
    expectProblem(
      await post("/api/v1/orders", "cartId=1", { "content-type": "text/plain" }),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
  });

  test("of megabytes is a 413", async () => {
    expectProblem(
      await post("/api/v1/orders", { cartId, contact, shippingAddress, memo: "x".repeat(400_000) }),
      413,
      "BODY_TOO_LARGE",
    );
  });

  test("with characters of every script is stored unchanged", async () => {
    const name = "김👩‍👩‍👧 O'Brien أحمد";
    const cart = await stage.shopper.createCart();
    await stage.shopper.addItem(cart.id, variantId);
    const placed = await stage.shopper.placeOrder(cart.id, { contact: { ...contact, name } });
    expect(placed.status).toBe(201);
    expect((await stage.read(placed.body)).contact.name).toBe(name);
  });
});

describe("a confirm's input", () => {
  const good = { provider: "sandbox", paymentKey: "tgen_1", orderId: "261122-7K3M9QX-1", amount: 13_000 };
  const changes: [string, object, string][] = [
    ["an unknown provider", { provider: "paypal" }, "/provider"],
    ["an empty key", { paymentKey: "" }, "/paymentKey"],
    ["a key that leaves its address", { paymentKey: "../../v1/payments" }, "/paymentKey"],
    ["a key of 201 characters", { paymentKey: "k".repeat(201) }, "/paymentKey"],
    ["an order id that is a statement", { orderId: "1' OR '1'='1" }, "/orderId"],
    ["an amount of -1", { amount: -1 }, "/amount"],
    ["an amount of 1.5", { amount: 1.5 }, "/amount"],
    ["an amount of text", { amount: "13000" }, "/amount"],
    ["an amount of null", { amount: null }, "/amount"],
    ["an amount of 1e400", { amount: Number.POSITIVE_INFINITY }, "/amount"],
    ["an unknown currency", { amount: { amount: 13_000, currency: "DOGE" } }, "/amount/currency"],
    ["an unknown field", { paid: true }, "/paid"],
  ];
  test.each(changes)("with %s is refused with its pointer", async (_, change, pointer) => {
    const answer = await post("/api/v1/payments/confirm", { ...good, ...change });
    expectProblem(answer, 400, "INVALID_INPUT");
    expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
  });

  test("in another currency is an amount that does not match", async () => {
    const { approved } = await stage.approve(variantId);
    const answer = await post("/api/v1/payments/confirm", {
      provider: "sandbox",
      ...approved,
      amount: { amount: approved.amount, currency: "USD" },
    });
    expectProblem(answer, 422, "AMOUNT_MISMATCH");
  });

  test("about an unknown payment is a 422", async () => {
    expectProblem(await post("/api/v1/payments/confirm", good), 422, "PAYMENT_NOT_FOUND");
  });
});

describe("a quantity", () => {
  test.each(["0", "-1", "1.5", '"2"', "1e9", "NaN", "null", "1000", "9007199254740992", "[1]"])(
    "of %s is refused",
    async (text) => {
      const path = `/api/v1/carts/${cartId}/items`;
      const answer = await stage.shopper.request<Problem>(
        "POST",
        path,
        `{"variantId":"${variantId}","quantity":${text}}`,
      );
      expectProblem(answer, 400, "INVALID_INPUT");
      const pointer = text === "NaN" ? "" : "/quantity";
      expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
    },
  );
});

describe("an unknown object", () => {
  test("is a 404: cart, order, and a payment for an order", async () => {
    expectProblem(
      await post("/api/v1/orders", { cartId: UNKNOWN_ID, contact, shippingAddress }),
      404,
      "NOT_FOUND",
    );
    expectProblem(
      await post(`/api/v1/orders/${UNKNOWN_ID}/payments`, {}, { "x-guest-token": "x" }),
      404,
      "NOT_FOUND",
    );
    for (const path of [
      `/api/v1/orders/${UNKNOWN_ID}`,
      "/api/v1/orders/1",
      `/api/v1/carts/${UNKNOWN_ID}`,
      "/api/v1/nothing",
    ]) {
      expectProblem(await stage.shopper.request<Problem>("GET", path), 404, "NOT_FOUND");
    }
    expectProblem(await post("/api/v1/payments/webhooks/paypal", {}), 404, "NOT_FOUND");
  });

  test("is also an order without its guest token or with a wrong one", async () => {
    const [mine, other] = [await stage.place(variantId), await stage.place(variantId)];
    for (const token of [undefined, "", "wrong", other.guestToken]) {
      const headers: Record<string, string> = token === undefined ? {} : { "x-guest-token": token };
      expectProblem(
        await stage.shopper.request<Problem>("GET", `/api/v1/orders/${mine.order.id}`, undefined, headers),
        404,
        "NOT_FOUND",
      );
      expectProblem(await post(`/api/v1/orders/${mine.order.id}/payments`, {}, headers), 404, "NOT_FOUND");
    }
  });

  test("is not the same as a wrong method, which is a 405", async () => {
    const answer = await stage.shopper.request<Problem>("DELETE", "/api/v1/orders");
    expectProblem(answer, 405, "METHOD_NOT_ALLOWED");
    expect(answer.headers.get("allow")).toContain("POST");
  });
});

describe("a cart", () => {
  test("that is empty cannot be ordered", async () => {
    const { id } = await stage.shopper.createCart();
    expectProblem(await post("/api/v1/orders", { cartId: id, contact, shippingAddress }), 409, "CART_EMPTY");
  });

  test("with a changed price is refused with both prices, and accepted at the next attempt", async () => {
    const variant = await stage.stock(5, 10_000);
    const { id } = await stage.shopper.createCart();
    await stage.shopper.addItem(id, variant.id);
    const owner = await stage.shopper.signInOwner();
    expect(
      (await stage.shopper.request("PATCH", `/api/v1/admin/variants/${variant.id}`, { price: 12_000 }, owner))
        .status,
    ).toBe(204);
    const refused = await post("/api/v1/orders", { cartId: id, contact, shippingAddress });
    expectProblem(refused, 409, "PRICE_CHANGED");
    expect(refused.body.items).toEqual([
      {
        variantId: variant.id,
        was: { amount: 10_000, currency: "KRW" },
        now: { amount: 12_000, currency: "KRW" },
      },
    ]);
    expect(await stage.levels(variant.sku)).toEqual({ onHand: 5, reserved: 0 });
    const accepted = await stage.shopper.placeOrder(id);
    expect(accepted.body.order).toMatchObject({
      subtotal: { amount: 12_000 },
      items: [{ unitPrice: { amount: 12_000 } }],
    });
  });

  test("with a product that is no longer for sale is refused with its variant", async () => {
    const variant = await stage.stock(5);
    const { id } = await stage.shopper.createCart();
    await stage.shopper.addItem(id, variant.id);
    await stage.backstage.rows(
      `UPDATE catalog.products SET status = 'archived'
       WHERE id = (SELECT product_id FROM catalog.variants WHERE id = $1)`,
      [variant.id],
    );
    const refused = await post("/api/v1/orders", { cartId: id, contact, shippingAddress });
    expectProblem(refused, 409, "NOT_FOR_SALE");
    expect(refused.body).toMatchObject({ variantIds: [variant.id] });
  });
});

test("an order that is paid takes no further payment", async () => {
  const { order, guestToken } = await stage.shopper.buy(variantId);
  const answer = await post(`/api/v1/orders/${order.id}/payments`, {}, { "x-guest-token": guestToken });
  expectProblem(answer, 409, "ORDER_CLOSED");
});

test("refusals are in English when the request prefers it", async () => {
  const answer = await post(
    "/api/v1/orders",
    { cartId: UNKNOWN_ID, contact, shippingAddress },
    { "accept-language": "en-GB,ko;q=0.5" },
  );
  expect(answer.body.title).toBe("Not found");
});
