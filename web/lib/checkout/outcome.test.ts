import { describe, expect, it } from "vitest";
import { type OrderPayment, outcomeOf, refusedBy } from "./outcome.ts";

const order = (changes: Partial<OrderPayment>): OrderPayment => ({
  id: "order",
  number: "261122-ABCDEFG",
  status: "pending_payment",
  paidAt: null,
  payment: { status: "confirming", failure: null },
  ...changes,
});

describe("the outcome of a payment", () => {
  it("is paid as soon as the order is, and stays paid", () => {
    const paidAt = "2026-11-22T12:00:00Z";
    expect(outcomeOf(order({ status: "shipped", paidAt }), null)?.state).toBe("paid");
    expect(
      outcomeOf(order({ paidAt, payment: { status: "partially_refunded", failure: null } }), null)?.state,
    ).toBe("paid");
  });

  it("is a deposit to make while the order waits for it", () => {
    const payment = { status: "awaiting_deposit" as const, failure: null };
    expect(outcomeOf(order({ status: "awaiting_deposit", payment }), null)?.state).toBe("deposit");
  });

  it("is open while the provider has not decided, even after the order expired", () => {
    expect(outcomeOf(order({}), null)).toBeUndefined();
    expect(outcomeOf(order({ status: "expired" }), null)).toBeUndefined();
    expect(outcomeOf(order({ payment: { status: "ready", failure: null } }), null)).toBeUndefined();
  });

  it("is failed with a reason that the shopper can act on", () => {
    const failed = { status: "failed" as const, failure: { code: "REJECT_CARD_COMPANY", message: "" } };
    expect(outcomeOf(order({ payment: failed }), null)).toMatchObject({ state: "failed", reason: "refused" });
    expect(outcomeOf(order({ status: "expired", payment: null }), null)).toMatchObject({ reason: "expired" });
  });

  it("of a refused confirmation takes the provider's reason before ours", () => {
    const refusal = { status: 402, code: "PAYMENT_REFUSED", title: "" };
    const reason = { code: "PAY_PROCESS_CANCELED", message: "" };
    expect(refusedBy({ ...refusal, reason }, null)).toMatchObject({ reason: "canceled" });
    expect(refusedBy({ ...refusal, code: "AMOUNT_MISMATCH" }, null)).toMatchObject({ reason: "mismatch" });
    expect(refusedBy({ ...refusal, reason: { code: "SOMETHING_NEW", message: "" } }, null)).toMatchObject({
      reason: "unknown",
    });
  });
});
