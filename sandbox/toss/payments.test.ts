import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestClock, type Refusal, startSandbox, type TestSandbox } from "../testing.ts";
import type { PaymentView } from "./payment-view.ts";

const MINUTE_MS = 60_000;
const clock = createTestClock();
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock, publicUrl: "https://shop.example/sandbox/" });
});
afterAll(() => sandbox.close());

describe("confirm", () => {
  test("approve, confirm, query, a partial cancel and the final cancel are consistent", async () => {
    const approved = await sandbox.approve("story-0001");
    expect(approved).toEqual({
      paymentKey: expect.stringMatching(/^tviva.{20,190}$/),
      orderId: "story-0001",
      amount: 12_900,
    });

    const confirmed = await sandbox.confirm(approved);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body).toMatchObject({
      ...{
        version: "2022-11-16",
        type: "NORMAL",
        method: "카드",
        status: "DONE",
        currency: "KRW",
        country: "KR",
      },
      ...{ totalAmount: 12_900, balanceAmount: 12_900, suppliedAmount: 11_727, vat: 1_173, cancels: null },
      ...{ requestedAt: "2026-01-02T14:46:43+09:00", approvedAt: "2026-01-02T14:46:43+09:00", failure: null },
      card: { amount: 12_900, cardType: "신용", approveNo: expect.stringMatching(/^\d{8}$/) },
      receipt: { url: `https://shop.example/sandbox/receipts/${approved.paymentKey}` },
    });
    expect((await sandbox.get(`/v1/payments/${approved.paymentKey}`)).text).toBe(confirmed.text);
    expect((await sandbox.get("/v1/payments/orders/story-0001")).text).toBe(confirmed.text);

    const part = await sandbox.cancel(approved.paymentKey, {
      cancelReason: "단순 변심",
      cancelAmount: 2_900,
    });
    expect(part.body).toMatchObject({
      status: "PARTIAL_CANCELED",
      balanceAmount: 10_000,
      suppliedAmount: 9_091,
      vat: 909,
    });
    const rest = await sandbox.cancel(approved.paymentKey, {
      cancelReason: "전체 취소",
      refundableAmount: 10_000,
    });
    expect(rest.body).toMatchObject({ status: "CANCELED", totalAmount: 12_900, balanceAmount: 0, vat: 0 });
    expect(rest.body.cancels).toMatchObject([
      { cancelAmount: 2_900, refundableAmount: 10_000, cancelReason: "단순 변심", cancelStatus: "DONE" },
      { cancelAmount: 10_000, refundableAmount: 0, cancelReason: "전체 취소", cancelStatus: "DONE" },
    ]);
    const audited = await sandbox.audit(approved.paymentKey);
    expect(audited.held).toBe(0);
    expect(audited.ledger.map((movement) => movement.amount)).toEqual([12_900, -2_900, -10_000]);
  });

  test("a second confirm is refused and captures nothing, and fifty parallel ones capture once", async () => {
    const approved = await sandbox.approve("twice-0001");
    const replies = await Promise.all(Array.from({ length: 50 }, () => sandbox.confirm<Refusal>(approved)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    const again = await sandbox.confirm<Refusal>(approved, { "idempotency-key": "another" });
    expect(again).toMatchObject({ status: 400, body: { code: "ALREADY_PROCESSED_PAYMENT" } });
    expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_900);
  });

  test("another amount, another order and an unknown payment are refused without effect", async () => {
    const approved = await sandbox.approve("wrong-0001");
    const refused = async (change: object) =>
      (await sandbox.confirm<Refusal>({ ...approved, ...change })).body.code;
    expect(await refused({ amount: 100 })).toBe("INVALID_REQUEST");
    expect(await refused({ orderId: "wrong-0002" })).toBe("INVALID_REQUEST");
    expect(await refused({ paymentKey: "tviva_unknown" })).toBe("NOT_FOUND_PAYMENT_SESSION");
    expect(await sandbox.audit(approved.paymentKey)).toMatchObject({ held: 0, status: "IN_PROGRESS" });
    expect((await sandbox.confirm(approved)).status).toBe(200);
  });

  test.each([{ amount: "12900" }, { amount: 1.5 }, { amount: -1 }, { amount: null }, { paymentKey: "" }])(
    "a malformed body is an INVALID_REQUEST: %j",
    async (change) => {
      const approved = await sandbox.approve(`malformed-${JSON.stringify(change).replace(/\W/g, "_")}`);
      const reply = await sandbox.post<Refusal>("/v1/payments/confirm", { ...approved, ...change });
      expect(reply).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
    },
  );

  test("a payment not confirmed within ten minutes expires, and its order id is free again", async () => {
    const approved = await sandbox.approve("late-0001");
    clock.advance(10 * MINUTE_MS - 1);
    expect((await sandbox.get<PaymentView>("/v1/payments/orders/late-0001")).body.status).toBe("IN_PROGRESS");
    clock.advance(1);
    const late = await sandbox.confirm<Refusal>(approved);
    expect(late).toMatchObject({ status: 404, body: { code: "NOT_FOUND_PAYMENT_SESSION" } });
    expect(await sandbox.audit(approved.paymentKey)).toMatchObject({ held: 0, status: "EXPIRED" });
    expect((await sandbox.confirm(await sandbox.approve("late-0001"))).status).toBe(200);
    expect((await sandbox.get<PaymentView>("/v1/payments/orders/late-0001")).body.status).toBe("DONE");
  });
});

describe("idempotency keys", () => {
  test("a repeated key returns the same bytes, also after the payment has changed", async () => {
    const approved = await sandbox.approve("replay-0001");
    const first = await sandbox.confirm(approved, { "idempotency-key": "replay-1" });
    await sandbox.cancel(approved.paymentKey, { cancelReason: "취소" });
    expect(await sandbox.confirm(approved, { "idempotency-key": "replay-1" })).toEqual(first);
    clock.advance(15 * 24 * 60 * MINUTE_MS);
    const afterwards = await sandbox.confirm<Refusal>(approved, { "idempotency-key": "replay-1" });
    expect(afterwards.body.code).toBe("ALREADY_PROCESSED_PAYMENT");
  });

  test("a refusal is stored as well, and the body is no part of the identity", async () => {
    const approved = await sandbox.approve("replay-0002");
    const headers = { "idempotency-key": "replay-2" };
    const first = await sandbox.confirm<Refusal>({ ...approved, amount: 1 }, headers);
    expect(first.body.code).toBe("INVALID_REQUEST");
    expect(await sandbox.confirm(approved, { ...headers, "accept-language": "en" })).toEqual(first);
    const cancel = await sandbox.cancel<Refusal>(approved.paymentKey, { cancelReason: "다른 주소" }, headers);
    expect(cancel.body.code).toBe("NOT_CANCELABLE_PAYMENT");
  });

  test("twenty parallel cancels with one key refund once", async () => {
    const approved = await sandbox.approve("replay-0003");
    await sandbox.confirm(approved);
    const cancel = { cancelReason: "부분 취소", cancelAmount: 900 };
    const headers = { "idempotency-key": "replay-3" };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => sandbox.cancel(approved.paymentKey, cancel, headers)),
    );
    for (const { status } of replies) expect([200, 409]).toContain(status);
    expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_000);
  });

  test("a key has at most 300 characters", async () => {
    const approved = await sandbox.approve("replay-0004");
    const tooLong = await sandbox.confirm<Refusal>(approved, { "idempotency-key": "k".repeat(301) });
    expect(tooLong).toMatchObject({ status: 400, body: { code: "INVALID_IDEMPOTENCY_KEY" } });
    expect((await sandbox.confirm(approved, { "idempotency-key": "k".repeat(300) })).status).toBe(200);
  });
});

describe("cancel", () => {
  test("an unknown, unpaid or cancelled payment and too much money have their own codes", async () => {
    const refused = async (paymentKey: string, request: object) =>
      (await sandbox.cancel<Refusal>(paymentKey, { cancelReason: "취소", ...request })).body.code;
    const { paymentKey, ...rest } = await sandbox.approve("cancel-0001");
    expect(await refused("tviva_unknown", {})).toBe("NOT_FOUND_PAYMENT");
    expect(await refused(paymentKey, {})).toBe("NOT_CANCELABLE_PAYMENT");
    await sandbox.confirm({ paymentKey, ...rest });
    expect(await refused(paymentKey, { cancelAmount: 12_901 })).toBe("NOT_CANCELABLE_AMOUNT");
    expect(await refused(paymentKey, { refundableAmount: 12_899 })).toBe("NOT_MATCHES_REFUNDABLE_AMOUNT");
    expect(await refused(paymentKey, { currency: "USD" })).toBe("INVALID_REQUEST");
    expect(await refused(paymentKey, { cancelAmount: 0 })).toBe("INVALID_REQUEST");
    expect(await refused(paymentKey, { cancelReason: "" })).toBe("INVALID_REQUEST");
    expect((await sandbox.cancel(paymentKey, { cancelReason: "취소" })).status).toBe(200);
    expect(await refused(paymentKey, {})).toBe("ALREADY_CANCELED_PAYMENT");
    expect((await sandbox.audit(paymentKey)).held).toBe(0);
  });
});

describe("virtual accounts", () => {
  test("confirm opens an account; the deposit makes it DONE, a reversal puts it back", async () => {
    const approved = await sandbox.approve("account-0001", { method: "가상계좌" });
    const waiting = await sandbox.confirm(approved);
    expect(waiting.body).toMatchObject({
      ...{ status: "WAITING_FOR_DEPOSIT", method: "가상계좌", approvedAt: null, card: null },
      ...{
        secret: expect.stringMatching(/^ps_.{10,47}$/),
        virtualAccount: { accountNumber: expect.stringMatching(/^X\d+$/) },
      },
    });
    const { paymentKey } = approved;
    const control = async (action: string) =>
      (await sandbox.post(`/sandbox/payments/${paymentKey}/${action}`, {})).body;
    expect(await control("deposit")).toMatchObject({ status: "DONE", held: 12_900 });
    expect(await control("reverse")).toMatchObject({
      status: "WAITING_FOR_DEPOSIT",
      held: 0,
      approvedAt: null,
    });
    expect(await control("deposit")).toMatchObject({ status: "DONE", held: 12_900 });
    const homeless = await sandbox.cancel<Refusal>(paymentKey, { cancelReason: "환불" });
    expect(homeless.body.code).toBe("INVALID_REFUND_ACCOUNT_INFO");
    const refundReceiveAccount = { bank: "20", accountNumber: "1002003004", holderName: "김장터" };
    const refunded = await sandbox.cancel(paymentKey, { cancelReason: "환불", refundReceiveAccount });
    expect(refunded.body).toMatchObject({
      status: "CANCELED",
      virtualAccount: { refundStatus: "COMPLETED" },
    });
  });

  test("an account without a deposit can only be cancelled as a whole, and no money moves", async () => {
    const approved = await sandbox.approve("account-0002", { method: "VIRTUAL_ACCOUNT" });
    await sandbox.confirm(approved);
    const part = await sandbox.cancel<Refusal>(approved.paymentKey, {
      cancelReason: "취소",
      cancelAmount: 100,
    });
    expect(part.body.code).toBe("NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT");
    expect((await sandbox.cancel(approved.paymentKey, { cancelReason: "취소" })).body.status).toBe(
      "CANCELED",
    );
    expect(await sandbox.audit(approved.paymentKey)).toMatchObject({ held: 0, ledger: [] });
  });
});
