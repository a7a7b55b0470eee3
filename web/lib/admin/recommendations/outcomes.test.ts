import { expect, test } from "vitest";
import { differenceText, outcomeText } from "./outcomes.ts";

const korean = { locale: "ko", currency: "KRW" } as const;

test("a part of the persons is shown in percent, revenue in won", () => {
  expect(outcomeText("clicked", 0.0812, korean)).toBe("8.12%");
  expect(outcomeText("revenue", 1_234.6, korean)).toBe("1,235원");
  expect(outcomeText("revenue", 1_234.6, { locale: "en", currency: "USD" })).toBe("$12.35");
});

test("a difference has the signs of its ends, and is left out for too few persons", () => {
  const outcome = { metric: "clicked" as const, control: 0.08, treated: 0.09 };
  expect(differenceText({ ...outcome, interval: { low: -0.004, high: 0.03 } }, korean)).toBe("−0.4% … +3%");
  expect(differenceText({ ...outcome, interval: null }, korean)).toBeNull();
});
