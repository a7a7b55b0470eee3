import { describe, expect, test } from "vitest";
import { NoAnswer, type OutgoingRequest, type Send } from "../../platform/http/send.ts";
import { parseJson } from "./provider-http.ts";
import { tossProvider, understand } from "./toss.ts";

const payment = {
  version: "2022-11-16",
  paymentKey: "tgen_20261122",
  orderId: "261122-7K3M9QX-1",
  status: "DONE",
  currency: "KRW",
  totalAmount: 28_800,
  balanceAmount: 28_800,
  method: "카드",
  approvedAt: "2026-11-22T12:00:00+09:00",
  cancels: null,
  failure: null,
  aKeyFromTheFuture: { any: "thing" },
};
const refusal = (code: string): string => JSON.stringify({ code, message: "안내 문구" });
const answerTo = (status: number, text: string) => understand({ status, json: parseJson(text) });
const kindOf = (status: number, text: string): string => answerTo(status, text).kind;

describe("understand", () => {
  test.each([
    [500, "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING"],
    [500, "FAILED_INTERNAL_SYSTEM_PROCESSING"],
    [500, "UNKNOWN_PAYMENT_ERROR"],
    [500, "COMMON_ERROR"],
    [500, "FAILED_REFUND_PROCESS"],
    [500, "FAILED_METHOD_HANDLING_CANCEL"],
    [500, "FAILED_PARTIAL_REFUND"],
    [400, "PROVIDER_ERROR"],
    [400, "ALREADY_PROCESSED_PAYMENT"],
    [400, "ALREADY_PROCESSING_REQUEST"],
    [409, "IDEMPOTENT_REQUEST_PROCESSING"],
    [429, "TOO_MANY_REQUESTS"],
    [503, "REJECT_CARD_COMPANY"],
  ])("takes %i %s for unclear: money may have moved", (status, code) => {
    expect(answerTo(status, refusal(code))).toEqual({ kind: "unclear", code, message: "안내 문구" });
  });

  test.each([
    [403, "REJECT_CARD_PAYMENT"],
    [403, "REJECT_CARD_COMPANY"],
    [403, "REJECT_ACCOUNT_PAYMENT"],
    [403, "EXCEED_MAX_ONE_DAY_AMOUNT"],
    [403, "EXCEED_MAX_AUTH_COUNT"],
    [403, "NOT_AVAILABLE_BANK"],
    [403, "INVALID_PASSWORD"],
    [403, "FDS_ERROR"],
    [403, "REJECT_TOSSPAY_INVALID_ACCOUNT"],
    [400, "INVALID_REJECT_CARD"],
    [400, "INVALID_STOPPED_CARD"],
    [400, "INVALID_CARD_EXPIRATION"],
    [400, "INVALID_CARD_LOST_OR_STOLEN"],
    [400, "INVALID_CARD_NUMBER"],
    [400, "BELOW_MINIMUM_AMOUNT"],
    [400, "EXCEED_MAX_CARD_INSTALLMENT_PLAN"],
    [400, "INVALID_CARD_INSTALLMENT_PLAN"],
    [400, "NOT_SUPPORTED_METHOD"],
    [403, "NOT_CANCELABLE_AMOUNT"],
    [403, "NOT_CANCELABLE_PAYMENT"],
    [400, "ALREADY_CANCELED_PAYMENT"],
    [403, "A_CODE_FROM_THE_FUTURE"],
  ])("takes %i %s for a definite refusal", (status, code) => {
    expect(answerTo(status, refusal(code))).toEqual({ kind: "refused", code, message: "안내 문구" });
  });

  test.each([
    [404, "NOT_FOUND_PAYMENT_SESSION"],
    [404, "NOT_FOUND_PAYMENT"],
    [404, "NOT_FOUND"],
    [400, "INVALID_REQUEST"],
    [403, "FORBIDDEN_REQUEST"],
  ])("takes %i %s for a payment that is not there, or not ours", (status, code) => {
    expect(kindOf(status, refusal(code))).toBe("absent");
  });

  test.each([
    [401, "UNAUTHORIZED_KEY"],
    [400, "INVALID_API_KEY"],
    [403, "INCORRECT_BASIC_AUTH_FORMAT"],
  ])("does not blame the shopper for %i %s: our keys are wrong", (status, code) => {
    expect(kindOf(status, refusal(code))).toBe("unclear");
  });

  test.each([
    ["no JSON", "<html>200 OK</html>"],
    ["nothing", ""],
    ["half a payment", JSON.stringify(payment).slice(0, 60)],
    ["null", "null"],
    ["a list", "[]"],
    ["a payment without its sum", JSON.stringify({ ...payment, totalAmount: undefined })],
    ["a payment whose sum is text", JSON.stringify({ ...payment, totalAmount: "28800" })],
    ["a status from the future", JSON.stringify({ ...payment, status: "TELEPORTED" })],
  ])("takes a 200 with %s for unclear, never for a refusal", (_, text) => {
    expect(kindOf(200, text)).toBe("unclear");
  });

  test.each([301, 400, 403, 404, 408, 409, 429, 500, 502, 504])(
    "takes a %i that cannot be read for unclear",
    (status) => {
      expect(kindOf(status, "<html>")).toBe("unclear");
    },
  );

  test.each([
    ["READY", "ready"],
    ["IN_PROGRESS", "in_progress"],
    ["WAITING_FOR_DEPOSIT", "awaiting_deposit"],
    ["DONE", "captured"],
    ["PARTIAL_CANCELED", "captured"],
    ["CANCELED", "canceled"],
    ["ABORTED", "failed"],
    ["EXPIRED", "expired"],
  ])("reads the status %s as %s", (status, expected) => {
    expect(answerTo(200, JSON.stringify({ ...payment, status }))).toMatchObject({
      kind: "snapshot",
      snapshot: { status: expected },
    });
  });

  test("reads a payment, and only those refunds that are done", () => {
    const cancel = { cancelAmount: 800, canceledAt: "2026-11-22T13:00:00+09:00" };
    const cancels = [
      { ...cancel, transactionKey: "t1", cancelStatus: "DONE" },
      { ...cancel, transactionKey: "t2" },
      { ...cancel, transactionKey: "t3", cancelStatus: "IN_PROGRESS" },
      { ...cancel, transactionKey: "t4", cancelStatus: "ABORTED" },
    ];
    expect(answerTo(200, JSON.stringify({ ...payment, cancels }))).toEqual({
      kind: "snapshot",
      snapshot: {
        paymentKey: payment.paymentKey,
        providerOrderId: payment.orderId,
        status: "captured",
        amount: 28_800,
        currency: "KRW",
        method: "카드",
        approvedAt: payment.approvedAt,
        refunds: ["t1", "t2"].map((reference) => ({ reference, amount: 800, at: cancel.canceledAt })),
        failure: null,
      },
    });
  });
});

describe("the provider", () => {
  const settings = {
    name: "toss",
    clientKey: "ck",
    secretKey: "sk",
    apiUrl: "https://api.example",
    publicUrl: "https://shop.example",
    timeoutMs: 900,
    depositHours: 72,
  } as const;
  function provider(answer: () => Promise<{ status: number; body: string }>) {
    const sent: OutgoingRequest[] = [];
    const send: Send = (request) => {
      sent.push(request);
      return answer();
    };
    return { sent, toss: tossProvider(settings, send) };
  }
  const done = async () => ({ status: 200, body: JSON.stringify(payment) });
  const confirm = {
    attemptId: "a1",
    paymentKey: "tgen_1",
    providerOrderId: "261122-7K3M9QX-1",
    openedKey: null,
    amount: 28_800,
  };

  test("confirms with our keys, the agreed sum, a time limit, and a payment's idempotency key", async () => {
    const { sent, toss } = provider(done);
    expect((await toss.confirm(confirm)).kind).toBe("snapshot");
    await toss.confirm({ ...confirm, paymentKey: "tgen_2" });
    expect(sent[0]).toMatchObject({
      method: "POST",
      timeoutMs: 900,
      headers: { authorization: `Basic ${Buffer.from("sk:").toString("base64")}` },
    });
    expect(sent[0]?.url.href).toBe("https://api.example/v1/payments/confirm");
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
      paymentKey: "tgen_1",
      orderId: confirm.providerOrderId,
      amount: 28_800,
    });
    expect(sent[0]?.headers["idempotency-key"]).not.toBe(sent[1]?.headers["idempotency-key"]);
    for (const { headers } of sent) expect(headers["idempotency-key"]?.length).toBeLessThanOrEqual(300);
  });

  test("refunds with the refund's own idempotency key, and encodes names in addresses", async () => {
    const { sent, toss } = provider(done);
    const payment = { providerOrderId: "a/b", openedKey: null };
    const refund = { ...payment, paymentKey: "../x?y", amount: 5, balance: 9, account: null };
    const of = { reason: "LATE", taxFree: 0 };
    await toss.cancel({ ...refund, ...of, refundId: "r1" });
    await toss.find(payment);
    await toss.cancel({ ...refund, ...of, taxFree: 3, refundId: "r2" });
    expect(sent.map(({ url }) => url.pathname)).toEqual([
      "/v1/payments/..%2Fx%3Fy/cancel",
      "/v1/payments/orders/a%2Fb",
      "/v1/payments/..%2Fx%3Fy/cancel",
    ]);
    expect(sent[0]?.headers["idempotency-key"]).toBe("cancel:r1");
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({ cancelReason: "LATE", cancelAmount: 5 });
    expect(JSON.parse(sent[2]?.body ?? "")).toMatchObject({ cancelAmount: 5, taxFreeAmount: 3 });
  });

  test("is unclear when no response came, and does not hide an error of its own", async () => {
    expect(await provider(() => Promise.reject(new NoAnswer("reset"))).toss.confirm(confirm)).toMatchObject({
      kind: "unclear",
      code: "NO_ANSWER",
    });
    await expect(provider(() => Promise.reject(new TypeError("bug"))).toss.confirm(confirm)).rejects.toThrow(
      "bug",
    );
  });

  test.each([
    [{ data: { orderId: "261122-7K3M9QX-1" } }, "261122-7K3M9QX-1"],
    [{ orderId: "261122-7K3M9QX-1", secret: "ps_1", status: "DONE" }, "261122-7K3M9QX-1"],
    [{ orderId: "261122-7K3M9QX-1" }, null],
    [{ data: { orderId: "../../faults" } }, null],
    [{ data: { orderId: "short" } }, null],
    [{ data: null }, null],
    [null, null],
    ["text", null],
  ])("reads the webhook %j as being about %s", (body, orderId) => {
    const webhook = { headers: {}, rawBody: JSON.stringify(body), body, now: new Date() };
    const reading = provider(done).toss.readWebhook(webhook);
    expect(reading.kind === "taken" ? reading.about : null).toEqual(orderId && { providerOrderId: orderId });
  });
});
