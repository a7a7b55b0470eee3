import { expect, test } from "vitest";
import { readReceipt, receiptErrors } from "./cash-receipt.ts";

function wish(kind: string, number: string) {
  const form = new FormData();
  form.set("receiptKind", kind);
  form.set("receiptNumber", number);
  return readReceipt(form);
}

test.each([
  ["none", "", {}],
  ["income", "", { receiptNumber: "required" }],
  ["income", "０１０-1234-5678", {}],
  ["income", "02-123-4567", { receiptNumber: "phone" }],
  ["expense", "220-81-62517", {}],
  ["expense", "220-81-62518", { receiptNumber: "businessNumber" }],
  ["expense", "01012345678", { receiptNumber: "businessNumber" }],
])("%s with the number %j: %j", (kind, number, expected) => {
  expect(receiptErrors(wish(kind, number))).toEqual(expected);
});
