import { expect, test } from "vitest";
import { orderQueryOf, orderSearchOf } from "./order-filters.ts";

test("days are the shop's, and the last one is searched as a whole", () => {
  const search = orderSearchOf({ q: " 2611 ", from: "2026-11-28", to: "2026-11-28", status: "paid" });
  expect(orderQueryOf(search)).toEqual({
    q: "2611",
    from: "2026-11-27T15:00:00.000Z",
    to: "2026-11-28T15:00:00.000Z",
    status: "paid",
  });
});

test("orders without their deposit are of any status", () => {
  expect(orderQueryOf(orderSearchOf({ status: "deposit_lost" }))).toEqual({ attention: "deposit_lost" });
});

test("what no list has is left out", () => {
  expect(orderQueryOf(orderSearchOf({ from: "yesterday", status: "lost", to: ["2026-13-01"] }))).toEqual({});
});
