/**
 * What staff see of payments and decide: the room, the nightly comparison with the providers' lists, the
 * second person for large refunds, and disputes that are over. Time is passed in.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { runAudit } from "../../scripts/audit/run.ts";
import { type ApprovedPayment, type Client, client, newKey, type PlacedOrder } from "../support/client.ts";
import { sandboxDesk } from "../support/sandbox-desk.ts";
import { hire } from "./hire.ts";
import { openStage } from "./stage.ts";

/** Noon in Seoul, so that a purchase stays within its day. */
const clock = createTestClock(`${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T03:00:00Z`);
const DAY_MS = 24 * 3_600_000;
const environment = { PAYMENT_PROVIDERS: "toss,portone,stripe" };
const stage = await openStage({ clock, environment });
const { backstage, shopper } = stage;
const desk = sandboxDesk(stage.shop.sandbox.url);
afterEach(() => backstage.clearFaults());
afterAll(() => stage.close());

const LIMIT = 50_000;
const owner = async () => (await shopper.signIn("owner@jangteo.test", "a-password-for-tests")).proof;
const get = async <Body>(path: string) =>
  (await shopper.request<Body>("GET", path, undefined, await owner())).body;

beforeAll(async () => {
  const proof = await owner();
  const { headers } = await shopper.request("GET", "/api/v1/admin/settings", undefined, proof);
  const given = { ...proof, "if-match": headers.get("etag") ?? "" };
  const change = { payment: { approvalAbove: LIMIT } };
  expect((await shopper.request("PATCH", "/api/v1/admin/settings", change, given)).status).toBe(200);
});

type Paid = PlacedOrder & { approved: ApprovedPayment };

async function buy(method: "TOSS" | "PORTONE" | "STRIPE" = "TOSS", price = 10_000): Promise<Paid> {
  const placed = await stage.place((await stage.stock(3, price)).id, 1, method);
  const approved = await shopper.approve(placed.payment.windowUrl);
  const confirmed = await shopper.confirm(approved, newKey(), placed.payment.provider);
  expect(confirmed.status).toBe(200);
  await backstage.delivered();
  return { ...placed, approved };
}

interface Finding {
  readonly name: string;
  readonly kind: string;
  readonly ours: number;
  readonly theirs: number;
  readonly resolvedAt: string | null;
}
const findingsOf = async ({ payment }: PlacedOrder) =>
  (await get<{ items: Finding[] }>("/api/v1/admin/payments/findings")).items.filter(
    ({ name }) => name === payment.orderId,
  );
const attemptOf = async ({ order }: PlacedOrder) => {
  const [row] = await backstage.rows<{ id: string; state: string }>(
    "SELECT id, state FROM payments.attempts WHERE order_id = $1",
    [order.id],
  );
  if (!row) throw new Error("the order has no attempt");
  return row;
};

describe("the nightly comparison", () => {
  async function nextNight(): Promise<void> {
    clock.advance(DAY_MS);
    await backstage.run("payments.compare");
    await backstage.delivered();
  }

  test("finds nothing where both ledgers agree, at every provider", async () => {
    for (const method of ["TOSS", "PORTONE", "STRIPE"] as const) await buy(method);
    await nextNight();
    expect(await get("/api/v1/admin/payments/findings")).toEqual({ items: [] });
    expect(
      await backstage.rows("SELECT DISTINCT provider FROM payments.comparisons ORDER BY provider"),
    ).toEqual(["portone", "sandbox", "stripe"].map((provider) => ({ provider })));
  });

  test("brings money that is known at the provider alone through the reducer", async () => {
    const placed = await stage.place((await stage.stock(3)).id, 1, "TOSS");
    const approved = await shopper.approve(placed.payment.windowUrl);
    // Another program confirms it with our key, and no word of it reaches the shop.
    await desk.confirm(approved);
    await nextNight();
    expect((await attemptOf(placed)).state).toBe("PAID");
    expect((await stage.read(placed)).status).toBe("paid");
    expect(await findingsOf(placed)).toEqual([]);
  });

  test.each(["TOSS", "PORTONE", "STRIPE"] as const)(
    "books a refund that was made at %s alone",
    async (method) => {
      const placed = await buy(method);
      if (method === "TOSS") await desk.cancel(placed.approved.paymentKey, 3_000);
      else await desk.refund(placed.payment.provider, placed, 3_000);
      await nextNight();
      expect((await attemptOf(placed)).state).toBe("PARTIALLY_REFUNDED");
      expect(await findingsOf(placed)).toEqual([]);
    },
  );

  test("reports money of ours that the provider does not know, and resolves it by itself", async () => {
    const placed = await buy();
    const { id } = await attemptOf(placed);
    const book = (amount: number, kind: string) =>
      backstage.rows(
        `INSERT INTO payments.ledger (attempt_id, kind, reference, amount, at)
         VALUES ($1, $2, 'unknown', $3, $4)`,
        [id, kind, amount, clock.now()],
      );
    await book(1_000, "capture");
    await nextNight();
    expect(await findingsOf(placed)).toMatchObject([
      { kind: "amount_differs", ours: 14_000, theirs: 13_000, resolvedAt: null },
    ]);
    await backstage.rows("DELETE FROM payments.ledger WHERE reference = 'unknown'");
    await nextNight();
    expect(await findingsOf(placed)).toMatchObject([
      { kind: "amount_differs", resolvedAt: expect.any(String) },
    ]);
  });

  test("reports a payment that is none of the shop's", async () => {
    const placed = await buy();
    await backstage.rows("UPDATE payments.attempts SET provider = 'toss' WHERE order_id = $1", [
      placed.order.id,
    ]);
    await nextNight();
    expect(await findingsOf(placed)).toMatchObject([{ kind: "missing_here", ours: 0, theirs: 13_000 }]);
    await backstage.rows("UPDATE payments.attempts SET provider = 'sandbox' WHERE order_id = $1", [
      placed.order.id,
    ]);
    await nextNight();
    expect(await findingsOf(placed)).toMatchObject([{ resolvedAt: expect.any(String) }]);
  });
});

describe("a large refund", () => {
  let first: Client;
  let second: Client;
  beforeAll(async () => {
    [first, second] = [await hire(stage, "orders"), await hire(stage, "orders")];
  });
  const ask = (staff: Client, { order }: PlacedOrder, amount: number) =>
    staff.request(
      "POST",
      `/api/v1/admin/orders/${order.id}/refunds`,
      { amount, reason: "파손" },
      { "idempotency-key": newKey() },
    );
  const open = async ({ payment }: PlacedOrder) => {
    type Refund = { id: string; name: string; status: string; failure: string | null; own: boolean };
    const { items } = await get<{ items: Refund[] }>("/api/v1/admin/payments/refunds?limit=100");
    return items.find(({ name }) => name === payment.orderId);
  };
  const heldOf = async ({ payment }: PlacedOrder) =>
    (await backstage.providerPayments()).find(({ orderId }) => orderId === payment.orderId)?.held;
  const decide = (staff: Client, id: string | undefined, what: "approve" | "reject", body: object = {}) =>
    staff.request("POST", `/api/v1/admin/payments/refunds/${id}/${what}`, body);

  test("waits for another person, and is refunded once however often it is approved", async () => {
    const placed = await buy("TOSS", 80_000);
    expect((await ask(first, placed, LIMIT + 1)).status).toBe(201);
    await backstage.delivered();
    const refund = await open(placed);
    const path = `/api/v1/admin/orders/${placed.order.id}`;
    const booked = await get<{ refunds: { id: string }[] }>(path);
    const of = { reason: "STAFF", refundId: booked.refunds[0]?.id };
    expect(refund).toMatchObject({ status: "waiting", own: false, ...of });
    // A newer version may know more purposes: the list is there all the same.
    const rename = "UPDATE payments.refunds SET reason = replace(reason, $2, $3) WHERE id = $1";
    await backstage.rows(rename, [refund?.id, "STAFF", "NEWER"]);
    expect(await open(placed)).toMatchObject({ status: "waiting", reason: "OTHER", refundId: null });
    await backstage.rows(rename, [refund?.id, "NEWER", "STAFF"]);
    expect(await heldOf(placed)).toBe(80_000);
    expect(await decide(first, refund?.id, "approve")).toMatchObject({
      status: 409,
      body: { code: "OWN_REFUND" },
    });
    const answers = await Promise.all([1, 2, 3].map(() => decide(second, refund?.id, "approve")));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(80_000 - LIMIT - 1);
    expect(await open(placed)).toBeUndefined();
  });

  test("up to the limit, and of the buyer, goes at once", async () => {
    const placed = await buy("TOSS", 80_000);
    expect((await ask(first, placed, LIMIT)).status).toBe(201);
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(30_000);
    const other = await buy("TOSS", 80_000);
    const path = `/api/v1/orders/${other.order.id}/cancel`;
    const headers = { "x-guest-token": other.guestToken, "idempotency-key": newKey() };
    expect((await shopper.request("POST", path, { reason: "변심" }, headers)).status).toBe(200);
    await backstage.delivered();
    expect(await heldOf(other)).toBe(0);
  });

  test("of an API key is none that the key's maker approves", async () => {
    const placed = await buy("TOSS", 80_000);
    const { proof } = await shopper.signIn("owner@jangteo.test", "a-password-for-tests");
    const scopes = { name: "창고", permissions: ["order:refund"], expiresInDays: 1 };
    const made = await shopper.request<{ key: string }>("POST", "/api/v1/admin/api-keys", scopes, proof);
    expect(made.status).toBe(201);
    const canceled = await shopper
      .withToken(made.body.key)
      .request(
        "POST",
        `/api/v1/admin/orders/${placed.order.id}/cancel`,
        { reason: "품절" },
        { "idempotency-key": newKey() },
      );
    expect(canceled.status).toBe(200);
    await backstage.delivered();
    const refund = await open(placed);
    expect(refund).toMatchObject({ status: "waiting" });
    const maker = shopper.withToken(proof.authorization?.replace("Bearer ", "") ?? "");
    expect(await decide(maker, refund?.id, "approve")).toMatchObject({ body: { code: "OWN_REFUND" } });
    expect((await decide(second, refund?.id, "approve")).status).toBe(200);
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(0);
  });

  test("that is rejected gives nothing back, and can be asked for again", async () => {
    const placed = await buy("TOSS", 80_000);
    await ask(first, placed, 60_000);
    await backstage.delivered();
    const refund = await open(placed);
    expect((await decide(second, refund?.id, "reject")).status).toBe(400);
    expect((await decide(second, refund?.id, "reject", { reason: "사진이 없어요" })).status).toBe(200);
    expect(await open(placed)).toMatchObject({ status: "failed", failure: "REJECTED" });
    expect(await heldOf(placed)).toBe(80_000);
    const retry = `/api/v1/admin/orders/${placed.order.id}/refunds/retry`;
    expect((await second.request("POST", retry, {})).status).toBe(200);
    const again = await open(placed);
    expect(again).toMatchObject({ status: "waiting" });
    expect((await decide(second, again?.id, "approve")).status).toBe(409);
    expect((await decide(first, again?.id, "approve")).status).toBe(200);
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(20_000);
  });

  test("of small parts waits from the one that passes the limit, also of two at once", async () => {
    const placed = await buy("TOSS", 80_000);
    const part = LIMIT / 2 + 1;
    const answers = await Promise.all([ask(first, placed, part), ask(first, placed, part)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(80_000 - part);
    expect(await open(placed)).toMatchObject({ status: "waiting" });
  });

  test("of a canceled order that is rejected stays so when its payment is reported again", async () => {
    const placed = await buy("TOSS", 80_000);
    const cancel = `/api/v1/admin/orders/${placed.order.id}/cancel`;
    const key = { "idempotency-key": newKey() };
    expect((await first.request("POST", cancel, { reason: "품절" }, key)).status).toBe(200);
    await backstage.delivered();
    expect((await decide(second, (await open(placed))?.id, "reject", { reason: "있어요" })).status).toBe(200);
    const confirmed = await shopper.confirm(placed.approved, newKey());
    expect(confirmed).toMatchObject({ status: 409, body: { code: "ORDER_CLOSED" } });
    await backstage.delivered();
    expect(await heldOf(placed)).toBe(80_000);
    expect(await open(placed)).toMatchObject({ status: "failed", failure: "REJECTED" });
    const { modules } = await runAudit(stage.shop.databaseUrl, {}, 0);
    const violations = modules.flatMap((each) => each.violations);
    expect(violations.filter((each) => each.includes(placed.order.number))).toEqual([]);
  });

  test("is no decision of strangers, nor of staff without the permission", async () => {
    const support = await hire(stage, "support");
    const id = "019aa000-0000-7000-8000-000000000001";
    expect((await decide(shopper, id, "approve")).status).toBe(401);
    expect((await decide(support, id, "approve")).status).toBe(403);
    expect((await decide(first, id, "approve")).status).toBe(404);
    expect((await support.request("GET", "/api/v1/admin/payments")).status).toBe(403);
  });
});

test("a won dispute lets the payment be refunded again", async () => {
  const placed = await buy("STRIPE");
  const check = async () => {
    await backstage.rows("UPDATE payments.attempts SET next_check_at = $1 WHERE order_id = $2", [
      clock.now(),
      placed.order.id,
    ]);
    await backstage.run("payments.reconcile");
  };
  await desk.dispute(placed.approved.paymentKey, "");
  await check();
  const refund = async () => {
    const path = `/api/v1/admin/orders/${placed.order.id}/refunds`;
    const headers = { ...(await owner()), "idempotency-key": newKey() };
    return (await shopper.request("POST", path, { amount: 1_000, reason: "파손" }, headers)).status;
  };
  expect(await refund()).toBe(201);
  await backstage.delivered();
  expect((await attemptOf(placed)).state).toBe("PAID");
  await desk.dispute(placed.approved.paymentKey, "/won");
  await check();
  const retry = `/api/v1/admin/orders/${placed.order.id}/refunds/retry`;
  expect((await shopper.request("POST", retry, {}, await owner())).status).toBe(200);
  await backstage.delivered();
  expect((await attemptOf(placed)).state).toBe("PARTIALLY_REFUNDED");
});

test("the room finds payments by the order's number and the provider's key, and filters them", async () => {
  const placed = await buy();
  const list = (query: string) =>
    get<{ items: { orderId: string; status: string }[] }>(`/api/v1/admin/payments?${query}`);
  for (const q of [placed.order.number, placed.order.number.toLowerCase(), placed.approved.paymentKey])
    expect((await list(`q=${q}`)).items).toMatchObject([{ orderId: placed.order.id, status: "paid" }]);
  expect((await list("status=failed")).items).toEqual([]);
  expect((await list("provider=stripe&status=partially_refunded&limit=1")).items).toHaveLength(1);
  expect((await list("attention=orphan")).items).toEqual([]);
  const bad = await client(stage.shop.url).request(
    "GET",
    "/api/v1/admin/payments?q=%25",
    undefined,
    await owner(),
  );
  expect(bad.status).toBe(400);
});

test("after all this no finding is open", async () => {
  clock.advance(DAY_MS);
  await backstage.run("payments.compare");
  const { items } = await get<{ items: Finding[] }>("/api/v1/admin/payments/findings");
  expect(items.filter(({ resolvedAt }) => resolvedAt === null)).toEqual([]);
});
