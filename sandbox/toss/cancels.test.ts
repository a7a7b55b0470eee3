import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestClock } from "../testing.ts";
import { cancel } from "./cancels.ts";
import { TossError } from "./errors.ts";
import { newTransaction } from "./identifiers.ts";
import { balanceOf, confirm, type Payment } from "./payments.ts";

const clock = createTestClock();

function donePayment(amount: number, taxFreeAmount: number): Payment {
  const approved: Payment = {
    ...{
      paymentKey: "key",
      orderId: "order-1",
      orderName: "사과",
      customerName: null,
      currency: "KRW",
      method: "카드",
    },
    ...{ status: "IN_PROGRESS", amount, taxFreeAmount, requestedAt: clock.now().getTime(), approvedAt: null },
    ...{
      lastTransactionKey: null,
      virtualAccount: null,
      secret: null,
      failure: null,
      cancels: [],
      ledger: [],
    },
    ...{ session: null, mode: null },
  };
  return confirm(approved, { orderId: "order-1", amount }, newTransaction(clock));
}

const held = (payment: Payment): number => payment.ledger.reduce((sum, movement) => sum + movement.amount, 0);

test("any sequence of cancels refunds at most the paid amount; ledger, balance and status agree", () => {
  const requests = fc.array(
    fc.record(
      { cancelAmount: fc.integer({ min: 1, max: 1500 }), taxFreeAmount: fc.integer({ min: 0, max: 400 }) },
      { requiredKeys: [] },
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 2000 }),
      fc.integer({ min: 0, max: 100 }),
      requests,
      (paid, free, list) => {
        let payment = donePayment(paid, free);
        for (const request of list) {
          try {
            payment = cancel(payment, { cancelReason: "단순 변심", ...request }, newTransaction(clock));
          } catch (error) {
            expect(error).toBeInstanceOf(TossError);
          }
          expect(held(payment)).toBe(balanceOf(payment));
          expect(held(payment)).toBeGreaterThanOrEqual(0);
          const status =
            held(payment) === 0 ? "CANCELED" : payment.cancels.length > 0 ? "PARTIAL_CANCELED" : "DONE";
          expect(payment.status).toBe(status);
        }
      },
    ),
  );
});

test("cancelling the taxable part cannot eat into the tax-free part", () => {
  const payment = donePayment(1000, 400);
  expect(() => cancel(payment, { cancelReason: "변심", cancelAmount: 601 }, newTransaction(clock))).toThrow(
    "NOT_CANCELABLE_AMOUNT",
  );
  const rest = cancel(payment, { cancelReason: "변심", cancelAmount: 600 }, newTransaction(clock));
  expect(
    cancel(rest, { cancelReason: "변심" }, newTransaction(clock)).cancels.map((entry) => entry.taxFreeAmount),
  ).toEqual([0, 400]);
});
