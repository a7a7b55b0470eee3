import { describe, expect, test } from "vitest";
import { NoAnswer, type OutgoingRequest } from "../../platform/http/send.ts";
import { portoneProvider } from "./portone.ts";
import { expectAnyOrder } from "./snapshot-orders.fixture.ts";

const settings = {
  apiUrl: "https://api.example",
  apiSecret: "secret",
  webhookSecret: "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
  storeId: "store-1",
  publicUrl: "https://shop.example",
  channelKey: "channel-1",
  companyHosts: [],
  opener: { by: "page", url: "https://shop.example/sandbox/portone/window" } as const,
  timeoutMs: 900,
};
const ORDER = "261122-7K3M9QX-1";
const ready = {
  status: "READY",
  id: ORDER,
  currency: "KRW",
  amount: { total: 28_800, paid: 0 },
  aFieldFromTheFuture: {},
};
const transaction = { transactionId: "try-1", method: { type: "PaymentMethodCard" } };
const paid = { ...ready, ...transaction, status: "PAID", paidAt: "2026-11-22T03:00:00.000Z" };
const cancelOf = (id: string, totalAmount: number, status = "SUCCEEDED") => ({
  id,
  status,
  totalAmount,
  requestedAt: "2026-11-22T04:00:00.000Z",
});

/** A provider whose requests get these answers in turn, and the last one again and again. */
function provider(...answers: (readonly [status: number, body: unknown] | null)[]) {
  const sent: OutgoingRequest[] = [];
  const portone = portoneProvider(settings, async (request) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push(request);
    if (!answer) throw new NoAnswer("reset");
    const [status, body] = answer;
    return { status, body: typeof body === "string" ? body : JSON.stringify(body) };
  });
  return { portone, sent };
}
const payment = { providerOrderId: ORDER, openedKey: null };
const confirm = { ...payment, attemptId: "a1", paymentKey: "try-1", amount: 28_800 };
const find = (status: number, body: unknown) => provider([status, body]).portone.find(payment);
const refusal = (type: string) => ({ type, message: "" });

describe("reading a payment", () => {
  test.each([
    ["READY", "ready"],
    ["PENDING", "processing"],
    ["VIRTUAL_ACCOUNT_ISSUED", "awaiting_deposit"],
    ["PAID", "captured"],
    ["PARTIAL_CANCELLED", "captured"],
    ["CANCELLED", "canceled"],
    ["FAILED", "ready"],
  ])("takes the status %s for %s", async (status, expected) => {
    expect(await find(200, { ...ready, status })).toMatchObject({ snapshot: { status: expected } });
  });

  test("takes only the cancels that are done for refunds", async () => {
    const cancellations = [
      cancelOf("c1", 800),
      cancelOf("c2", 900, "REQUESTED"),
      cancelOf("c3", 1, "FAILED"),
    ];
    expect(await find(200, { ...paid, status: "PARTIAL_CANCELLED", cancellations })).toEqual({
      kind: "snapshot",
      snapshot: {
        paymentKey: "try-1",
        providerOrderId: ORDER,
        status: "captured",
        amount: 28_800,
        currency: "KRW",
        method: "CARD",
        approvedAt: paid.paidAt,
        refunds: [{ reference: "c1", amount: 800, at: "2026-11-22T04:00:00.000Z" }],
        failure: null,
      },
    });
  });

  test.each([
    [200, { ...ready, status: "TELEPORTED" }],
    [200, "<html>"],
    [200, []],
    [200, { ...ready, amount: { total: "28800" } }],
    [401, refusal("UNAUTHORIZED")],
    [403, refusal("FORBIDDEN")],
    [404, "<html>"],
    [429, refusal("TOO_MANY_REQUESTS")],
    [500, refusal("INTERNAL")],
    [502, refusal("PG_PROVIDER")],
  ])("takes %i %j for unclear", async (status, body) => {
    expect((await find(status, body)).kind).toBe("unclear");
  });

  test("takes a payment that is not there for absent", async () => {
    expect((await find(404, refusal("PAYMENT_NOT_FOUND"))).kind).toBe("absent");
  });

  test("ends in the same state for every order of its snapshots", async () => {
    const part = { ...paid, status: "PARTIAL_CANCELLED", cancellations: [cancelOf("c1", 800)] };
    const all = {
      ...paid,
      status: "CANCELLED",
      cancellations: [cancelOf("c1", 800), cancelOf("c2", 28_000)],
    };
    const failed = { ...ready, transactionId: "try-0", status: "FAILED", failure: { pgCode: "F" } };
    await expectAnyOrder([ready, failed, { ...ready, status: "PENDING" }, paid, part, all], (body) =>
      find(200, body),
    );
  });
});

describe("a confirm", () => {
  test.each([
    ["paid under another key", { ...paid, transactionId: "try-2" }, "absent"],
    ["not paid", { ...ready, ...transaction }, "absent"],
    ["declined", { ...ready, ...transaction, status: "FAILED", failure: { pgCode: "LIMIT" } }, "refused"],
    ["paid", paid, "snapshot"],
    ["being paid", { ...ready, ...transaction, status: "PENDING" }, "snapshot"],
  ])("of a payment that is %s is %s", async (_, body, kind) => {
    expect((await provider([200, body]).portone.confirm(confirm)).kind).toBe(kind);
  });
});

describe("a request", () => {
  test("opens with the sum, our keys and an idempotency key in quotes", async () => {
    const { portone, sent } = provider([200, {}]);
    const opened = await portone.open({
      attemptId: "019aa000-0000-7000-8000-000000000001",
      providerOrderId: ORDER,
      orderId: "019aa000-0000-7000-8000-000000000002",
      orderNumber: "261122-7K3M9QX",
      orderName: "사과",
      amount: { amount: 28_800, currency: "KRW" },
      customer: { name: "김장터", email: "kim@shopper.test" },
      language: "ko",
      expiresAt: "2026-11-22T12:15:00.000Z",
    });
    expect(opened).toMatchObject({ kind: "opened", session: { provider: "portone", orderId: ORDER } });
    expect(sent[0]).toMatchObject({
      method: "POST",
      timeoutMs: 900,
      headers: {
        authorization: "PortOne secret",
        "idempotency-key": '"pre-register:019aa000-0000-7000-8000-000000000001"',
      },
    });
    expect(sent[0]?.url.href).toBe(`https://api.example/payments/${ORDER}/pre-register`);
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
      storeId: "store-1",
      totalAmount: 28_800,
      currency: "KRW",
    });
  });

  const refund = {
    ...payment,
    refundId: "r1",
    paymentKey: "try-1",
    amount: 800,
    taxFree: 300,
    balance: 28_800,
    account: null,
    reason: "LATE",
  };

  test("refunds only from the balance that we know, and reads the payment then", async () => {
    const done = { ...paid, cancellations: [cancelOf("c1", 800)] };
    const { portone, sent } = provider([200, { cancellation: cancelOf("c1", 800) }], [200, done]);
    expect(await portone.cancel(refund)).toMatchObject({ snapshot: { refunds: [{ reference: "c1" }] } });
    expect(sent.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({
      ...{ amount: 800, taxFreeAmount: 300, currentCancellableAmount: 28_800 },
    });
  });

  test.each([
    [null, "unclear"],
    [[409, refusal("IDEMPOTENCY_OUTSTANDING_REQUEST")], "unclear"],
    [[409, refusal("CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN")], "unclear"],
    [[502, refusal("PG_PROVIDER")], "unclear"],
    [[409, refusal("PAYMENT_ALREADY_CANCELLED")], "refused"],
    [[200, { cancellation: cancelOf("c1", 800, "FAILED") }], "refused"],
  ] as const)("takes %j to a refund for %s", async (answer, kind) => {
    expect((await provider(answer as readonly [number, unknown] | null).portone.cancel(refund)).kind).toBe(
      kind,
    );
  });
});
