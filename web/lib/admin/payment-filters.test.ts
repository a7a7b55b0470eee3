import { expect, test } from "vitest";
import { paymentQueryOf, paymentSearchOf } from "./payment-filters.ts";

test("an address says what is looked for, and what the API would refuse is left out", () => {
  const search = paymentSearchOf({ q: " 261128-7KQ%4M2X ", provider: "bank", status: "deposit" });
  expect(search).toEqual({ q: "261128-7KQ4M2X", provider: "bank", status: "deposit" });
  expect(paymentQueryOf(search)).toEqual({ q: "261128-7KQ4M2X", provider: "bank", attention: "deposit" });
  expect(paymentQueryOf(paymentSearchOf({ q: "26", provider: "paypal", status: "new" }))).toEqual({});
});
