/** Webhooks over HTTP: what staff edit, what is sent, and what becomes of failures. */
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { openBackstage } from "../../../../tests/support/backstage.ts";
import { client, newKey, type Problem } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { webhookEvents } from "./events.ts";
import { openReceiver, type Receiver, type WebhookBody, webhookDesk } from "./webhooks.fixture.ts";

let offset = 0;
const now = (): number => Date.now() + offset;
const clock = { now: () => new Date(now()) };
const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  clock,
  environment: { WEBHOOK_TARGETS: "any" },
});
const backstage = await openBackstage({
  ...{ databaseUrl: shop.databaseUrl, sandboxUrl: shop.sandbox.url, environment: shop.environment, clock },
});
const desk = webhookDesk(shop, now);
const { call, register, read, deliveries, sendTest, demand } = desk;
const receivers: Receiver[] = [];
const PATIENCE = { timeout: 60_000 };
const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";

afterEach(async () => {
  for (const { id } of (await call<{ items: WebhookBody[] }>("GET", "")).body.items)
    await demand(204, call("DELETE", `/${id}`));
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

async function receiver(): Promise<Receiver> {
  const opened = await openReceiver();
  receivers.push(opened);
  return opened;
}

const pass = (ms: number): void => {
  offset += ms;
};

/** Throws unless the signature and the time are right: the reference implementation. */
const verify = (secret: string, { body, headers }: Receiver["received"][number]): unknown =>
  new Verifier(secret).verify(body, headers);

/** What a test's delivery has become, once it was tried `attempts` times. */
async function outcome(id: string, attempts: number) {
  await expect.poll(async () => (await deliveries(id))[0]?.attempts, PATIENCE).toBe(attempts);
  const [first] = await deliveries(id);
  if (!first) throw new Error("there is no delivery");
  return first;
}

describe("what is sent", () => {
  test("is signed as Standard Webhooks has it; the secret is shown once and stored sealed", async () => {
    const endpoint = await receiver();
    const { id, secret } = await register(endpoint.url);
    expect(secret).toMatch(/^whsec_/);
    expect(await read(id)).not.toHaveProperty("secret");
    const [row] = await backstage.rows<{ text: string }>(
      "SELECT w::text AS text FROM notifications.webhooks w",
    );
    expect(row?.text).not.toContain(secret.slice(6, 20));
    const sent = await sendTest(id);
    await expect.poll(() => endpoint.received.length, PATIENCE).toBe(1);
    const [got] = endpoint.received;
    if (!got) throw new Error("nothing came");
    expect(verify(secret, got)).toMatchObject({ type: "webhook.test" });
    expect(() => verify(`whsec_${Buffer.alloc(32).toString("base64")}`, got)).toThrow();
    expect([got.id, got.headers["content-type"]]).toEqual([sent.messageId, "application/json"]);
    expect(await outcome(id, 1)).toMatchObject({
      state: "delivered",
      dueAt: null,
      lastAttempt: { status: 204, failure: null },
    });
  });

  test("is signed with the old secret too for a day after a rotation", async () => {
    const endpoint = await receiver();
    const { id, secret } = await register(endpoint.url);
    const rotated = await demand(200, call<Required<WebhookBody>>("POST", `/${id}/rotate`));
    expect(rotated.oldSecretUntil).not.toBeNull();
    await sendTest(id);
    await expect.poll(() => endpoint.received.length, PATIENCE).toBe(1);
    for (const each of [secret, rotated.secret])
      expect(endpoint.received.map((got) => verify(each, got))).toHaveLength(1);
    pass(25 * 3_600_000);
    expect((await read(id)).oldSecretUntil).toBeNull();
    await sendTest(id);
    await expect.poll(() => endpoint.received.length, PATIENCE).toBe(2);
    expect(endpoint.received.map(({ headers }) => headers["webhook-signature"]?.split(" ").length)).toEqual([
      2, 1,
    ]);
  });

  test("are the events that the endpoint asked for, thin, each once", async () => {
    const [all, paidOnly] = [await receiver(), await receiver()];
    await register(all.url, webhookEvents);
    await register(paidOnly.url, ["order.paid", "order.paid"]);
    const api = client(shop.url);
    const product = await api.createProduct();
    const variantId = product.variants[0]?.id ?? "";
    const [sent, canceled] = [await api.buy(variantId), await api.buy(variantId)];
    const staff = (path: string, body: object = {}) =>
      desk.owner().then((headers) =>
        api.request<{ shipments: { id: string }[] }>("POST", `/api/v1/admin/${path}`, body, {
          ...headers,
          "idempotency-key": newKey(),
        }),
      );
    await staff(`orders/${sent.order.id}/prepare`);
    const parcel = { carrier: "CJ", trackingNumber: "123456789012" };
    const { body: shipped } = await staff(`orders/${sent.order.id}/shipments`, parcel);
    const shipmentId = shipped.shipments[0]?.id ?? "";
    await staff(`shipments/${shipmentId}/delivered`);
    await staff(`orders/${canceled.order.id}/cancel`, { reason: "품절" });
    await backstage.delivered();
    pass(9 * 24 * 3_600_000);
    await backstage.run("orders.complete");
    const order = { id: sent.order.id, number: sent.order.number };
    const gone = { id: canceled.order.id, number: canceled.order.number };
    const refund = { orderId: gone.id, number: gone.number, id: expect.any(String) };
    const expected = [
      { type: "product.changed", data: { id: product.id } },
      ...[
        { type: "order.paid", data: order },
        { type: "order.paid", data: gone },
      ],
      { type: "order.shipped", data: { ...order, shipmentId } },
      { type: "order.delivered", data: order },
      { type: "order.completed", data: order },
      { type: "order.canceled", data: gone },
      { type: "refund.created", data: refund },
    ];
    await expect.poll(() => all.received.length, PATIENCE).toBe(expected.length);
    const facts = ({ received }: Receiver) => received.map(({ type, data }) => ({ type, data }));
    expect(facts(all)).toEqual(expect.arrayContaining(expected));
    expect(new Set(all.received.map(({ id }) => id)).size).toBe(expected.length);
    expect(facts(paidOnly).map(({ type }) => type)).toEqual(["order.paid", "order.paid"]);
  });
});

describe("a failure", () => {
  test("is tried again later with the same webhook-id, and a redirect is one", async () => {
    const endpoint = await receiver();
    const { id } = await register(endpoint.url);
    endpoint.answer(302);
    await sendTest(id);
    const first = await outcome(id, 1);
    expect(first).toMatchObject({
      state: "waiting",
      lastAttempt: { status: 302, failure: "REDIRECT", response: "\u{FFFD}받음" },
    });
    expect((await read(id)).failingSince).not.toBeNull();
    endpoint.answer(500);
    pass(10_000);
    const second = await outcome(id, 2);
    expect(Date.parse(second.dueAt ?? "") - now()).toBeGreaterThan(4 * 60_000);
    endpoint.answer(200);
    pass(6 * 60_000 + 1_000);
    expect(await outcome(id, 3)).toMatchObject({ state: "delivered", lastAttempt: { status: 200 } });
    expect(new Set(endpoint.received.map((got) => got.id)).size).toBe(1);
    expect((await read(id)).failingSince).toBeNull();
  });

  test("is dead after ten attempts, and staff send it again with the same webhook-id", async () => {
    const endpoint = await receiver();
    const { id } = await register(endpoint.url);
    endpoint.answer(503);
    await sendTest(id);
    for (let attempts = 1; attempts < 10; attempts += 1) {
      const { dueAt } = await outcome(id, attempts);
      pass(Date.parse(dueAt ?? "") - now());
    }
    const dead = await outcome(id, 10);
    expect(dead).toMatchObject({ state: "dead", dueAt: null });
    endpoint.answer(200);
    await demand(202, call("POST", `/deliveries/${dead.id}/redeliver`));
    expect(await outcome(id, 1)).toMatchObject({ state: "delivered" });
    expect(new Set(endpoint.received.map((got) => got.id)).size).toBe(1);
    await demand(202, call("POST", `/deliveries/${dead.id}/redeliver`));
    await expect.poll(() => endpoint.received.length, PATIENCE).toBe(12);
  });

  test("410 disables the endpoint until staff switch it on again; nothing waits for it", async () => {
    const endpoint = await receiver();
    const { id } = await register(endpoint.url);
    endpoint.answer(500);
    await sendTest(id);
    await outcome(id, 1);
    endpoint.answer(410);
    await sendTest(id);
    await expect.poll(async () => (await read(id)).status, PATIENCE).toBe("disabled");
    expect((await read(id)).disabledReason).toBe("GONE");
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(["dead", "dead"]);
    const { status, body } = await call<Problem>("POST", `/${id}/test`);
    expect([status, body.code]).toEqual([409, "WEBHOOK_NOT_ACTIVE"]);
    const [last] = await deliveries(id);
    expect((await call<Problem>("POST", `/deliveries/${last?.id}/redeliver`)).status).toBe(409);
    expect(await demand(200, call("PATCH", `/${id}`, { status: "active" }))).toMatchObject({
      status: "active",
      disabledReason: null,
      failingSince: null,
    });
  });

  test("of every attempt for five days disables the endpoint", async () => {
    const endpoint = await receiver();
    const { id } = await register(endpoint.url);
    endpoint.answer(500);
    await sendTest(id);
    await outcome(id, 1);
    pass(5 * 24 * 3_600_000);
    await expect.poll(async () => (await read(id)).disabledReason, PATIENCE).toBe("FAILING");
  });

  test("of an endpoint that is silent holds up no other endpoint", async () => {
    const [silent, quick] = [await receiver(), await receiver()];
    silent.answer(null);
    const [one, other] = [await register(silent.url), await register(quick.url)];
    for (let count = 0; count < 8; count += 1) await sendTest(one.id);
    await expect.poll(() => silent.received.length, PATIENCE).toBe(4);
    for (let count = 0; count < 8; count += 1) await sendTest(other.id);
    await expect.poll(() => quick.received.length, PATIENCE).toBe(8);
    expect(silent.received).toHaveLength(4);
  });
});

describe("staff", () => {
  test("edit an endpoint, pause it and delete it; the audit log has it without the path", async () => {
    const endpoint = await receiver();
    const { id, etag } = await register(endpoint.url);
    const edited = await demand(
      200,
      call<WebhookBody>(
        "PATCH",
        `/${id}`,
        { events: ["order.canceled"], status: "paused" },
        { "if-match": etag },
      ),
    );
    expect(edited).toMatchObject({ events: ["order.canceled"], status: "paused", etag: '"2"' });
    expect((await call("POST", `/${id}/test`)).status).toBe(409);
    const stale = await call<Problem>("PATCH", `/${id}`, { status: "active" }, { "if-match": etag });
    expect([stale.status, stale.body]).toMatchObject([
      412,
      { code: "STALE_EDIT", differences: [{ pointer: "/events" }, { pointer: "/status" }] },
    ]);
    await demand(200, call("PATCH", `/${id}`, { status: "paused" }));
    await demand(204, call("DELETE", `/${id}`));
    const log = await client(shop.url).request<{ items: { action: string }[] }>(
      "GET",
      `/api/v1/admin/audit-log?subject=webhook%3A${id}`,
      undefined,
      await desk.owner(),
    );
    expect(log.body.items.map(({ action }) => action)).toEqual([
      ...["webhook.delete", "webhook.edit", "webhook.create"],
    ]);
    expect(JSON.stringify(log.body)).not.toContain("/hook");
  });

  test.each([
    [{ url: "ftp://example.com/", events: ["order.paid"] }, "/url"],
    [{ url: "https://한글.example/", events: ["order.paid"] }, "/url"],
    [{ url: "https://", events: ["order.paid"] }, "/url"],
    [{ url: "https://example.com/", events: [] }, "/events"],
    [{ url: "https://example.com/", events: ["order.placed"] }, "/events/0"],
    [{ events: ["order.paid"] }, "/url"],
    [{ url: "https://example.com/", events: ["order.paid"], secret: "whsec_" }, "/secret"],
  ])("cannot register %j: 400 at %s", async (input, pointer) => {
    const { status, body } = await call<Problem>("POST", "", input);
    expect([status, body.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  test("are 404 for what does not exist, and members and guests have no access", async () => {
    for (const [method, path, body] of [
      ["PATCH", `/${UNKNOWN}`, { status: "paused" }],
      ["DELETE", `/${UNKNOWN}`],
      ["POST", `/${UNKNOWN}/rotate`],
      ["POST", `/${UNKNOWN}/test`],
      ["GET", `/${UNKNOWN}/deliveries`],
      ["POST", `/deliveries/${UNKNOWN}/redeliver`],
    ] as const)
      expect((await call(method, path, body)).status).toBe(404);
    const api = client(shop.url);
    const member = await api.signUp();
    const input = { url: "https://example.com/", events: ["order.paid"] };
    expect((await api.request("POST", "/api/v1/admin/webhooks", input)).status).toBe(401);
    expect((await member.request("POST", "/api/v1/admin/webhooks", input)).status).toBe(403);
    expect((await call("GET", `/${UNKNOWN}/deliveries?cursor=no`)).status).toBe(400);
  });

  test("register twenty endpoints at most, also at once", async () => {
    const input = { url: "https://example.com/", events: ["order.paid"] };
    const answers = await Promise.all(Array.from({ length: 24 }, () => call<Problem>("POST", "", input)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(["WEBHOOK_LIMIT"]),
    );
  });

  test("that send one delivery again at once all succeed", async () => {
    const endpoint = await receiver();
    const { id } = await register(endpoint.url);
    await sendTest(id);
    const { id: delivery } = await outcome(id, 1);
    pass(1);
    await Promise.all(
      Array.from({ length: 5 }, () => demand(202, call("POST", `/deliveries/${delivery}/redeliver`))),
    );
    await expect.poll(async () => (await deliveries(id))[0]?.state, PATIENCE).toBe("delivered");
    expect(endpoint.received.length).toBeGreaterThan(1);
  });
});

test("ended deliveries are forgotten after the days of the setting, and waiting ones are not", async () => {
  const endpoint = await receiver();
  const { id } = await register(endpoint.url);
  await sendTest(id);
  await outcome(id, 1);
  endpoint.answer(500);
  await sendTest(id);
  await outcome(id, 1);
  await demand(200, call("PATCH", `/${id}`, { status: "paused" }));
  pass(31 * 24 * 3_600_000);
  await backstage.run("notifications.forgetDeliveries");
  expect((await deliveries(id)).map(({ state }) => state)).toEqual(["waiting"]);
});
