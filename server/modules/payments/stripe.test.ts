import { describe, expect, test } from "vitest";
import { NoAnswer, type OutgoingRequest } from "../../platform/http/send.ts";
import { expectAnyOrder } from "./snapshot-orders.fixture.ts";
import { stripeProvider } from "./stripe.ts";
import { readStripeEvent } from "./stripe-event.ts";

const settings = {
  apiUrl: "https://api.example",
  secretKey: "sk_test_1",
  publishableKey: "pk_test_1",
  webhookSecret: "whsec_local_stripe_test",
  publicUrl: "https://shop.example",
  opener: { by: "page", url: "https://shop.example/sandbox/stripe/window" } as const,
  timeoutMs: 900,
};
const intent = {
  id: "pi_12345",
  object: "payment_intent",
  status: "requires_payment_method",
  amount: 28_800,
  amount_received: 0,
  currency: "krw",
  created: 1_767_225_600,
  client_secret: "pi_12345_secret_1",
  metadata: { order_id: "261122-7K3M9QX-1" },
  last_payment_error: null,
  latest_charge: null,
  a_key_from_the_future: 1,
};
const charge = { created: 1_767_225_700, disputed: false, payment_method_details: { type: "card" } };
const paid = { ...intent, status: "succeeded", amount_received: 28_800, latest_charge: charge };
const declined = { ...intent, last_payment_error: { code: "card_declined", decline_code: "lost_card" } };
const canceled = { ...declined, status: "canceled" };
const refundOf = (id: string, amount: number, status = "succeeded") => ({
  id,
  amount,
  status,
  created: 1_767_225_800,
  metadata: { refund_id: `of-${id}` },
});
const listOf = (...data: object[]) => ({ object: "list", has_more: false, data });

type Reply = readonly [status: number, body: unknown];

/** A provider whose API answers by the request. */
function provider(answer: (request: OutgoingRequest) => Reply | null) {
  const sent: OutgoingRequest[] = [];
  const stripe = stripeProvider(settings, async (request) => {
    sent.push(request);
    const reply = answer(request);
    if (!reply) throw new NoAnswer("reset");
    const [status, body] = reply;
    return { status, body: typeof body === "string" ? body : JSON.stringify(body) };
  });
  return { stripe, sent };
}
const isList = ({ method, url }: OutgoingRequest) => method === "GET" && url.pathname === "/v1/refunds";
const payment = { providerOrderId: "261122-7K3M9QX-1", openedKey: "pi_12345" };
const isDisputes = ({ url }: OutgoingRequest) => url.pathname === "/v1/disputes";
const needsResponse = listOf({ id: "du_1", status: "needs_response" });
const find = (body: unknown, refunds: object = listOf(), status = 200, disputes: object = needsResponse) =>
  provider((request) =>
    isList(request) ? [200, refunds] : isDisputes(request) ? [200, disputes] : [status, body],
  ).stripe.find(payment);
const errorOf = (type: string, code: string) => ({ error: { type, code, message: "" } });

describe("reading a payment", () => {
  test.each([
    ["requires_payment_method", "ready"],
    ["requires_confirmation", "ready"],
    ["requires_action", "ready"],
    ["processing", "processing"],
    ["requires_capture", "processing"],
    ["canceled", "canceled"],
  ])("takes the status %s for %s", async (status, expected) => {
    expect(await find({ ...intent, status })).toMatchObject({ snapshot: { status: expected } });
  });

  test("takes only refunds that succeeded, with our ids, and won as they are", async () => {
    const refunds = listOf(
      refundOf("re_2", 900, "pending"),
      refundOf("re_1", 800),
      refundOf("re_0", 1, "failed"),
    );
    expect(await find(paid, refunds)).toEqual({
      kind: "snapshot",
      snapshot: {
        paymentKey: "pi_12345",
        providerOrderId: "261122-7K3M9QX-1",
        status: "captured",
        amount: 28_800,
        currency: "KRW",
        method: "CARD",
        approvedAt: "2026-01-01T00:01:40.000Z",
        refunds: [{ reference: "re_1", amount: 800, at: "2026-01-01T00:03:20.000Z", refundId: "of-re_1" }],
        failure: null,
        disputed: false,
      },
    });
  });

  test("reads every page of the refunds", async () => {
    const { stripe } = provider((request) => {
      if (!isList(request)) return [200, paid];
      const isSecond = request.url.searchParams.get("starting_after") === "re_1";
      return [
        200,
        isSecond ? listOf(refundOf("re_2", 900)) : { ...listOf(refundOf("re_1", 800)), has_more: true },
      ];
    });
    expect(await stripe.find(payment)).toMatchObject({
      snapshot: { refunds: [{ reference: "re_1" }, { reference: "re_2" }] },
    });
  });

  test.each([
    [200, { ...intent, status: "teleported" }],
    [200, "<html>"],
    [200, { ...intent, amount: "28800" }],
    [401, errorOf("invalid_request_error", "api_key_invalid")],
    [403, errorOf("invalid_request_error", "forbidden")],
    [409, errorOf("idempotency_error", "idempotency_key_in_use")],
    [429, errorOf("invalid_request_error", "rate_limit")],
    [500, errorOf("api_error", "api_error")],
    [404, "<html>"],
  ])("takes %i %j for unclear", async (status, body) => {
    expect((await find(body, listOf(), status)).kind).toBe("unclear");
  });

  test("is unclear without the list of refunds, and absent without an id", async () => {
    expect((await find(paid, { no: "list" })).kind).toBe("unclear");
    const { stripe, sent } = provider(() => [200, paid]);
    expect((await stripe.find({ ...payment, openedKey: null })).kind).toBe("absent");
    expect(sent).toEqual([]);
  });

  test.each([
    ["needs_response", true],
    ["under_review", true],
    ["lost", true],
    ["won", false],
    ["warning_closed", false],
  ])("takes a charge whose dispute is %s for disputed: %s", async (status, disputed) => {
    const body = { ...paid, latest_charge: { ...charge, disputed: true } };
    const answer = await find(body, listOf(), 200, listOf({ id: "du_1", status }));
    expect(answer).toMatchObject({ snapshot: { disputed } });
    expect((await find(body, listOf(), 200, { no: "list" })).kind).toBe("unclear");
  });

  test("ends in the same state for every order of its snapshots", async () => {
    const disputed = { ...paid, latest_charge: { ...charge, disputed: true } };
    const views = new Map<object, object>([
      [intent, listOf()],
      [declined, listOf()],
      [{ ...intent, status: "requires_action" }, listOf()],
      [{ ...intent, status: "processing" }, listOf()],
      [paid, listOf()],
      [{ ...paid }, listOf(refundOf("re_1", 800))],
      [disputed, listOf(refundOf("re_1", 800), refundOf("re_2", 28_000))],
    ]);
    await expectAnyOrder([...views.keys()], (body) => find(body, views.get(body)));
  });
});

describe("a payment", () => {
  test("is opened once for an attempt, with our names in it and the key's version", async () => {
    const { stripe, sent } = provider(() => [200, intent]);
    const opened = await stripe.open({
      attemptId: "a1",
      providerOrderId: payment.providerOrderId,
      orderId: "019aa000-0000-7000-8000-000000000002",
      orderNumber: "261122-7K3M9QX",
      orderName: "사과",
      amount: { amount: 28_800, currency: "KRW" },
      customer: { name: "김장터", email: "kim@shopper.test" },
      language: "ko",
      expiresAt: "2026-11-22T12:15:00.000Z",
    });
    expect(opened).toMatchObject({ kind: "opened", openedKey: "pi_12345" });
    expect(sent[0]?.headers).toMatchObject({
      authorization: "Bearer sk_test_1",
      "idempotency-key": "open:a1",
      "stripe-version": "2026-10-28.endive",
    });
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toMatchObject({
      amount: "28800",
      currency: "krw",
      "metadata[order_id]": payment.providerOrderId,
    });
  });

  test.each([
    ["is closed when Stripe canceled it", canceled, { kind: "snapshot", snapshot: { status: "canceled" } }],
    ["is not closed when it was paid before", paid, { kind: "snapshot", snapshot: { status: "captured" } }],
    ["is not closed while it is payable", intent, { kind: "unclear" }],
  ])("%s", async (_, after, expected) => {
    const { stripe } = provider((request) => (isList(request) ? [200, listOf()] : [200, after]));
    expect(await stripe.close?.(payment)).toMatchObject(expected);
  });

  const confirm = { ...payment, attemptId: "a1", paymentKey: "pi_12345", amount: 28_800 };

  test("that was declined is ended before it is called refused", async () => {
    let isCanceled = false;
    const { stripe } = provider((request) => {
      if (request.url.pathname.endsWith("/cancel")) isCanceled = true;
      return [200, isCanceled ? canceled : declined];
    });
    expect(await stripe.confirm(confirm)).toEqual({
      kind: "refused",
      code: "REJECT_CARD_PAYMENT",
      message: "lost_card",
    });
    expect(isCanceled).toBe(true);
  });

  test.each([
    ["with another key", { ...confirm, paymentKey: "pi_other" }, paid, "absent"],
    ["that is not paid", confirm, intent, "absent"],
    ["that is paid", confirm, paid, "snapshot"],
  ])("%s is %s", async (_, request, body, kind) => {
    const { stripe } = provider((each) => (isList(each) ? [200, listOf()] : [200, body]));
    expect((await stripe.confirm(request)).kind).toBe(kind);
  });

  const refund = { ...confirm, refundId: "r1", amount: 800, taxFree: 0, balance: 28_800, account: null };

  test.each([
    [null, "unclear"],
    [[402, errorOf("card_error", "expired_or_canceled_card")], "refused"],
    [[400, errorOf("invalid_request_error", "charge_already_refunded")], "refused"],
    [[400, errorOf("idempotency_error", "idempotency_error")], "unclear"],
    [[404, errorOf("invalid_request_error", "resource_missing")], "absent"],
    [[500, errorOf("api_error", "api_error")], "unclear"],
  ] as const)("takes %j to a refund for %s", async (reply, kind) => {
    expect(
      (await provider(() => reply as Reply | null).stripe.cancel({ ...refund, reason: "LATE" })).kind,
    ).toBe(kind);
  });
});

describe("an event", () => {
  const eventOf = (type: string, object: object) => ({ id: "evt_1", type, data: { object } });
  const about = { kind: "taken", eventId: "evt_1", about: { openedKey: "pi_12345" } };

  test.each([
    eventOf("payment_intent.succeeded", { object: "payment_intent", id: "pi_12345" }),
    eventOf("refund.updated", { object: "refund", id: "re_1", payment_intent: "pi_12345" }),
    eventOf("charge.refunded", { object: "charge", id: "ch_1", payment_intent: "pi_12345" }),
    eventOf("charge.dispute.created", { object: "dispute", id: "du_1", payment_intent: "pi_12345" }),
  ])("is about its payment: %j", (event) => {
    expect(readStripeEvent(event)).toEqual(about);
  });

  test.each([
    eventOf("customer.created", { object: "customer", id: "cus_1" }),
    eventOf("charge.succeeded", { object: "charge", id: "ch_1", payment_intent: null }),
    eventOf("payment_intent.succeeded", { object: "payment_intent", id: "../../x" }),
    { id: "evt_1" },
    null,
  ])("is not used: %j", (event) => {
    expect(readStripeEvent(event)).toEqual({ kind: "unused" });
  });
});
