import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderStatuses } from "./contract.ts";
import { newOrderNumber, sourcesOf, transitions } from "./order.ts";
import { orderNameOf } from "./present.ts";

describe("an order's statuses", () => {
  test("lead from placing to completion, and money never lets an order go back", () => {
    const way = ["pending_payment", "paid", "preparing", "shipped", "delivered", "completed"] as const;
    for (const [at, to] of way.slice(1).entries()) expect(transitions[way[at] ?? "completed"]).toContain(to);
    for (const from of orderStatuses) expect(transitions[from]).not.toContain("pending_payment");
  });

  test("end where an order is completed, returned or canceled", () => {
    expect(orderStatuses.filter((status) => transitions[status].length === 0)).toEqual([
      "completed",
      "returned",
      "canceled",
    ]);
  });

  test("are reached exactly from where the table leads", () => {
    expect(sourcesOf("paid")).toEqual(["pending_payment", "awaiting_deposit", "expired"]);
    expect(sourcesOf("expired")).toEqual(["pending_payment", "awaiting_deposit"]);
    expect(sourcesOf("pending_payment")).toEqual([]);
    for (const to of orderStatuses) for (const from of sourcesOf(to)) expect(transitions[from]).toContain(to);
  });
});

describe("an order number", () => {
  test("begins with the day in the shop's time zone, not the server's", () => {
    expect(newOrderNumber(new Date("2026-11-22T14:59:59Z"))).toMatch(/^261122-/);
    expect(newOrderNumber(new Date("2026-11-22T15:00:00Z"))).toMatch(/^261123-/);
    expect(newOrderNumber(new Date("2026-12-31T15:00:00Z"))).toMatch(/^270101-/);
  });

  test("has no characters that look alike, and fits the provider's format with an attempt's number", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (now) => {
          const number = newOrderNumber(now);
          expect(number).toMatch(/^\d{6}-[0-9A-HJKMNP-TV-Z]{7}$/);
          expect(`${number}-100`).toMatch(/^[A-Za-z0-9_-]{6,64}$/);
        },
      ),
    );
  });

  test("cannot be guessed from another of the same moment", () => {
    const now = new Date();
    expect(new Set(Array.from({ length: 2_000 }, () => newOrderNumber(now))).size).toBe(2_000);
  });
});

describe("the order name", () => {
  test.each([
    [["주전자"], "ko", "주전자"],
    [["주전자", "컵"], "ko", "주전자 외 1건"],
    [["Kettle", "Cup", "Cup"], "en", "Kettle and 2 more"],
    [["Kettle"], "en", "Kettle"],
    [[], "ko", ""],
  ] as const)("of %j in %s is %s", (names, language, expected) => {
    expect(orderNameOf(names, language)).toBe(expected);
  });
});
