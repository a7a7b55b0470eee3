import { describe, expect, it } from "vitest";
import type { Money } from "./api/types.ts";
import { discountPercent, formatMoney, plainAmount, priceText } from "./money.ts";

const won = (amount: number): Money => ({ amount, currency: "KRW" });

describe("formatMoney", () => {
  it("writes won as Korean shops do, and with the sign in English", () => {
    expect(formatMoney(won(12900), "ko")).toBe("12,900원");
    expect(formatMoney(won(12900), "en")).toBe("₩12,900");
    expect(formatMoney(won(0), "ko")).toBe("0원");
  });

  it("turns minor units into decimals only for currencies that have them", () => {
    expect(formatMoney({ amount: 1290050, currency: "USD" }, "en")).toBe("$12,900.50");
    expect(formatMoney({ amount: 1290050, currency: "USD" }, "ko")).toBe("US$12,900.50");
    expect(formatMoney({ amount: 12900, currency: "JPY" }, "en")).toBe("¥12,900");
  });
});

describe("plainAmount", () => {
  it("has no grouping and the currency's own decimals", () => {
    expect(plainAmount(won(1234567))).toBe("1234567");
    expect(plainAmount({ amount: 1250, currency: "EUR" })).toBe("12.50");
  });
});

describe("discountPercent", () => {
  it("never overstates a discount", () => {
    expect(discountPercent(won(12900), won(15000))).toBe(14);
    expect(discountPercent(won(9999), won(10000))).toBe(0);
  });

  it("is none without a higher price of the same currency", () => {
    expect(discountPercent(won(1000), undefined)).toBe(0);
    expect(discountPercent(won(1000), won(900))).toBe(0);
    expect(discountPercent(won(1000), { amount: 2000, currency: "USD" })).toBe(0);
  });
});

describe("priceText", () => {
  it("names the former price and the percent only for a discount", () => {
    expect(priceText(won(12900), won(15000), "ko")).toEqual({
      now: "12,900원",
      percent: 14,
      before: "15,000원",
    });
    expect(priceText(won(12900), won(12900), "ko")).toEqual({ now: "12,900원" });
    expect(priceText(won(12900), undefined, "en")).toEqual({ now: "₩12,900" });
  });
});
