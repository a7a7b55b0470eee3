import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskReceiptNumber, receiptProblem } from "../contract/cash-receipt.ts";
import { nextStep, presentReceipt } from "./receipt.ts";

const inPart = { cancelsInPart: true };
const asWhole = { cancelsInPart: false };

test.each([
  [
    { kept: 13_000, wanted: true, open: 0 },
    { kind: "issue", amount: 13_000 },
  ],
  [{ kept: 13_000, wanted: true, open: 13_000 }, null],
  [
    { kept: 10_000, wanted: true, open: 13_000 },
    { kind: "cancel", amount: 3_000 },
  ],
  [
    { kept: 0, wanted: true, open: 13_000 },
    { kind: "cancel", amount: 13_000 },
  ],
  [{ kept: 13_000, wanted: false, open: 0 }, null],
  [
    { kept: 15_000, wanted: true, open: 13_000 },
    { kind: "cancel", amount: 13_000 },
  ],
] as const)("after %j comes %j", (state, expected) => {
  expect(nextStep(state, inPart)).toEqual(expected);
});

test("where no part can be taken back, the whole is, and the rest is issued", () => {
  const first = nextStep({ kept: 10_000, wanted: true, open: 13_000 }, asWhole);
  expect(first).toEqual({ kind: "cancel", amount: 13_000 });
  expect(nextStep({ kept: 10_000, wanted: true, open: 0 }, asWhole)).toEqual({
    kind: "issue",
    amount: 10_000,
  });
});

test("two steps bring any receipt in line with the money, and then none is left", () => {
  const sums = fc.integer({ min: 0, max: 1_000_000 });
  const given = fc.record({ kept: sums, open: sums, wanted: fc.boolean(), cancelsInPart: fc.boolean() });
  fc.assert(
    fc.property(given, ({ kept, open: before, wanted, cancelsInPart }) => {
      let open = before;
      for (let steps = 0; steps < 2; steps += 1) {
        const step = nextStep({ kept, wanted, open }, { cancelsInPart });
        if (step) open += step.kind === "issue" ? step.amount : -step.amount;
        expect(open).toBeGreaterThanOrEqual(0);
      }
      expect(open).toBe(wanted ? kept : 0);
    }),
  );
});

test("a receipt is shown as what it is now", () => {
  const row = { kind: "income" as const, hint: "010-****-5678", url: null, failure: null };
  expect(presentReceipt({ ...row, issued: 0, canceled: 0, isDue: true }).status).toBe("waiting");
  expect(presentReceipt({ ...row, issued: 5, canceled: 2, isDue: false })).toMatchObject({
    status: "issued",
    amount: 3,
  });
  expect(presentReceipt({ ...row, issued: 5, canceled: 5, isDue: false }).status).toBe("canceled");
  expect(presentReceipt({ ...row, issued: 0, canceled: 0, isDue: true, failure: "X" }).status).toBe("failed");
});

describe("the number of a wish", () => {
  test.each([
    ["income", "010-1234-5678", null],
    ["income", "01012345678", null],
    ["income", "02-1234-56789", "PHONE"],
    ["income", "123-45-67891", "PHONE"],
    ["expense", "123-45-67891", null],
    ["expense", "220-81-62517", null],
    ["expense", "220-81-62518", "BUSINESS_NUMBER"],
    ["expense", "010-1234-5678", "BUSINESS_NUMBER"],
  ] as const)("%s %s: %s", (kind, number, code) => {
    expect(receiptProblem({ kind, number }, "/cashReceipt")?.code ?? null).toBe(code);
  });

  test("is shown with most digits hidden", () => {
    expect(maskReceiptNumber({ kind: "income" }, "01012345678")).toBe("010-****-5678");
    expect(maskReceiptNumber({ kind: "expense" }, "2208162517")).toBe("220-**-***17");
  });
});
