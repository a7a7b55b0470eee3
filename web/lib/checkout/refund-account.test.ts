import { expect, test } from "vitest";
import { refundAccountErrors, refundAccountOf } from "./refund-account.ts";

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test("an account is read without its hyphens, in any width", () => {
  const form = formOf({ bank: "88", accountNumber: "110-123-\uff14\uff15\uff16 ", holder: " 김서연 " });
  expect(refundAccountOf(form)).toEqual({ bank: "88", accountNumber: "110123456", holder: "김서연" });
  expect(refundAccountErrors(form)).toEqual([]);
});

test("what the API would refuse is said beside its field", () => {
  expect(refundAccountErrors(formOf({}))).toEqual(["bank", "accountNumber", "holder"]);
  expect(refundAccountErrors(formOf({ bank: "99", accountNumber: "12345", holder: "김" }))).toEqual([
    "bank",
    "accountNumber",
  ]);
});
