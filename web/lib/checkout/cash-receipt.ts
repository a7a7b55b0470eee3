/** The cash receipt that a shopper asks for in the checkout. Pure. The API has the last word. */
import type { OrderRequest, PaymentMethod } from "../api/types.ts";
import { type InputError, tidy } from "../fields.ts";

export type ReceiptWish = NonNullable<OrderRequest["cashReceipt"]>;
export type ReceiptField = "receiptNumber";
export const receiptKinds: readonly ReceiptWish["kind"][] = ["income", "expense"];

/** What the shop offers, and whether an order that is paid so may ask for a cash receipt. */
export type OfferedMethod = { method: PaymentMethod; cashReceipt: boolean };

/** Null: none is asked for, or the method has none. */
export function readReceipt(form: FormData): ReceiptWish | null {
  const kind = receiptKinds.find((each) => each === form.get("receiptKind"));
  return kind ? { kind, number: tidy(form.get("receiptNumber")) } : null;
}

export function receiptErrors(wish: ReceiptWish | null): Partial<Record<ReceiptField, InputError>> {
  if (!wish) return {};
  if (wish.number === "") return { receiptNumber: "required" };
  const digits = wish.number.replaceAll("-", "");
  if (wish.kind === "income") return /^01[016-9]\d{7,8}$/.test(digits) ? {} : { receiptNumber: "phone" };
  return hasCheckDigit(digits) ? {} : { receiptNumber: "businessNumber" };
}

/** The tenth digit follows from the nine before it. */
function hasCheckDigit(number: string): boolean {
  if (!/^\d{10}$/.test(number)) return false;
  const digits = [...number].map(Number);
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
  const weighted = weights.map((weight, at) => weight * (digits[at] ?? 0));
  const sum = weighted.reduce((total, each) => total + each, 0) + Math.floor((weighted[8] ?? 0) / 10);
  return (10 - (sum % 10)) % 10 === digits[9];
}
