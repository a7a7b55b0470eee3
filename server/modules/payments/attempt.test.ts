import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Attempt,
  applySnapshot,
  attemptStates,
  type Outcome,
  type Snapshot,
  transitions,
} from "./attempt.ts";

const AMOUNT = 28_800;
const attempt: Attempt = {
  id: "019aa000-0000-7000-8000-000000000001",
  providerOrderId: "261122-7K3M9QX-1",
  amount: AMOUNT,
  currency: "KRW",
  state: "CONFIRMING",
  captured: 0,
  refunded: 0,
  orphan: false,
  disputed: false,
  reserved: 0,
  reversals: 0,
};
const snapshot: Snapshot = {
  paymentKey: "tgen_1",
  providerOrderId: attempt.providerOrderId,
  status: "in_progress",
  amount: AMOUNT,
  currency: "KRW",
  method: "카드",
  approvedAt: null,
  refunds: [],
  failure: null,
};
const captured: Snapshot = { ...snapshot, status: "captured", approvedAt: "2026-11-22T12:00:00+09:00" };
const refundOf = (number: number, amount: number) => ({
  reference: `refund-${number}`,
  amount,
  at: "2026-11-22T13:00:00+09:00",
});

const after = (before: Attempt, outcome: Outcome): Attempt => ({
  ...before,
  state: outcome.state,
  captured: outcome.captured,
  refunded: outcome.refunded,
  orphan: outcome.orphan,
  disputed: outcome.disputed,
  reversals: outcome.reversals,
});
const replay = (begin: Attempt, snapshots: readonly Snapshot[]): Attempt =>
  snapshots.reduce((current, each) => after(current, applySnapshot(current, each)), begin);

/** The snapshots of one payment over its life; each later one contains the facts of the earlier ones. */
const lives = fc
  .record({
    deposit: fc.boolean(),
    end: fc.constantFrom("captured", "failed", "expired", "canceled", "open"),
    refunds: fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 3 }),
    refundsAll: fc.boolean(),
  })
  .map(({ deposit, end, refunds, refundsAll }): Snapshot[] => {
    const begun: Snapshot[] = [{ ...snapshot, status: "ready" }, snapshot];
    if (deposit) begun.push({ ...snapshot, status: "awaiting_deposit" });
    if (end === "open") return begun;
    if (end !== "captured") {
      // A payment that waits for its deposit cannot fail any more: it is canceled, or expires.
      const status = deposit && end === "failed" ? "canceled" : end;
      return [...begun, { ...snapshot, status, failure: { code: "REJECT_CARD_COMPANY", message: "" } }];
    }
    const refunded = refunds.map((amount, at) => refundOf(at, amount));
    if (refundsAll) refunded.push(refundOf(99, AMOUNT - refunds.reduce((sum, amount) => sum + amount, 0)));
    const later = refunded.map((_, at): Snapshot => {
      const all = refundsAll && at === refunded.length - 1;
      return { ...captured, status: all ? "canceled" : "captured", refunds: refunded.slice(0, at + 1) };
    });
    return [...begun, captured, ...later];
  });

/** The snapshots of one life in any order, each any number of times, all of them at least once. */
const arrivals = lives.chain((life) =>
  fc
    .array(fc.constantFrom(...life), { maxLength: 8 })
    .chain((repeated) =>
      fc.shuffledSubarray([...life, ...repeated], { minLength: life.length + repeated.length }),
    )
    .map((shuffled) => ({ life, shuffled })),
);

describe("applySnapshot", () => {
  test("ends in the same state for every order and number of a payment's snapshots", () => {
    fc.assert(
      fc.property(arrivals, ({ life, shuffled }) => {
        expect(replay(attempt, shuffled)).toEqual(replay(attempt, life));
      }),
      { numRuns: 1_000 },
    );
  });

  test("never lets captured or refunded sums fall, and makes only the moves of the table", () => {
    const anySnapshot = fc.record({
      status: fc.constantFrom<Snapshot["status"]>(
        "ready",
        "in_progress",
        "processing",
        "awaiting_deposit",
        "captured",
        "canceled",
        "failed",
        "expired",
      ),
      amount: fc.constantFrom(AMOUNT, AMOUNT + 100, 1),
      currency: fc.constantFrom("KRW", "USD"),
      approved: fc.boolean(),
      refunds: fc.array(fc.integer({ min: 1, max: AMOUNT }), { maxLength: 3 }),
    });
    const begin = fc.constantFrom(
      ...attemptStates.filter((state) => !["PAID", "PARTIALLY_REFUNDED", "REFUNDED"].includes(state)),
    );
    fc.assert(
      fc.property(begin, fc.array(anySnapshot, { maxLength: 12 }), (state, seen) => {
        let current: Attempt = { ...attempt, state };
        for (const { approved, refunds, ...rest } of seen) {
          const outcome = applySnapshot(current, {
            ...snapshot,
            ...rest,
            approvedAt: approved ? captured.approvedAt : null,
            refunds: refunds.map((amount, at) => refundOf(at, amount)),
          });
          expect(outcome.captured).toBeGreaterThanOrEqual(current.captured);
          expect(outcome.refunded).toBeGreaterThanOrEqual(current.refunded);
          if (outcome.state !== current.state) expect(transitions[current.state]).toContain(outcome.state);
          if (current.orphan) expect(outcome.orphan).toBe(true);
          current = after(current, outcome);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("pays with the agreed sum, and books it under the payment's key", () => {
    expect(applySnapshot(attempt, captured)).toEqual({
      state: "PAID",
      captured: AMOUNT,
      refunded: 0,
      orphan: false,
      disputed: false,
      reversals: 0,
      failure: null,
      entries: [{ kind: "capture", reference: "tgen_1", amount: AMOUNT, at: captured.approvedAt }],
    });
  });

  test.each([{ amount: AMOUNT + 100 }, { amount: 1 }, { currency: "USD" }])(
    "takes %o for money that pays nothing",
    (change) => {
      const outcome = applySnapshot(attempt, { ...captured, ...change });
      expect(outcome).toMatchObject({ state: "PAID", orphan: true, failure: { code: "AMOUNT_MISMATCH" } });
    },
  );

  test.each(["FAILED", "EXPIRED", "CANCELED"] as const)(
    "takes money for an attempt that is %s for an orphan",
    (state) => {
      expect(applySnapshot({ ...attempt, state }, captured)).toMatchObject({
        state: "PAID",
        orphan: true,
        captured: AMOUNT,
      });
    },
  );

  test.each(["failed", "expired", "canceled", "in_progress", "ready", "awaiting_deposit"] as const)(
    "does not let %s undo a capture",
    (status) => {
      const paid = after(attempt, applySnapshot(attempt, captured));
      expect(after(paid, applySnapshot(paid, { ...snapshot, status }))).toEqual(paid);
    },
  );

  test("adds partial refunds up until all is refunded", () => {
    const part = replay(attempt, [captured, { ...captured, refunds: [refundOf(1, 800)] }]);
    expect(part).toMatchObject({ state: "PARTIALLY_REFUNDED", captured: AMOUNT, refunded: 800 });
    const all = replay(part, [
      { ...captured, status: "canceled", refunds: [refundOf(1, 800), refundOf(2, 28_000)] },
    ]);
    expect(all).toMatchObject({ state: "REFUNDED", captured: AMOUNT, refunded: AMOUNT });
  });

  describe("of a deposit that its bank takes back", () => {
    const waiting: Snapshot = { ...snapshot, status: "awaiting_deposit" };
    const paid = replay(attempt, [waiting, captured]);

    test("lets the payment wait again, and books each deposit", () => {
      const outcome = applySnapshot(paid, waiting, true);
      expect(outcome).toMatchObject({ state: "AWAITING_DEPOSIT", captured: 0, reversals: 1 });
      expect(outcome.entries).toEqual([
        { kind: "reversal", reference: "tgen_1:1", amount: AMOUNT, at: null },
      ]);
      const again = applySnapshot(after(paid, outcome), captured, true);
      expect(again).toMatchObject({ state: "PAID", captured: AMOUNT });
      expect(again.entries).toMatchObject([{ kind: "capture", reference: "tgen_1:2" }]);
    });

    test("believes no snapshot that may be older than the deposit", () => {
      expect(after(paid, applySnapshot(paid, waiting))).toEqual(paid);
    });

    test.each([
      { ...paid, refunded: 100, state: "PARTIALLY_REFUNDED" as const },
      { ...paid, reserved: 100 },
    ])("leaves money that is given back to staff", (refunding) => {
      expect(after(refunding, applySnapshot(refunding, waiting, true))).toEqual(refunding);
    });
  });

  test("ends a dispute that the bank decided for the shop, and not by an older snapshot", () => {
    const disputed = replay(attempt, [{ ...captured, disputed: true }]);
    expect(disputed.disputed).toBe(true);
    const won: Snapshot = { ...captured, disputed: false };
    expect(applySnapshot(disputed, won).disputed).toBe(true);
    expect(applySnapshot(disputed, won, true).disputed).toBe(false);
    expect(applySnapshot(disputed, captured, true).disputed).toBe(true);
  });

  test("refuses a snapshot of another payment", () => {
    expect(() => applySnapshot(attempt, { ...captured, providerOrderId: "261122-OTHER00-1" })).toThrow(
      /cannot be applied/,
    );
  });
});
