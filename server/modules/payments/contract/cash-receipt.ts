/**
 * Cash receipts: what the buyer of an order asks for, and what became of it. The tax office knows a payment
 * by transfer from them alone.
 */
import { type Static, Type } from "typebox";
import { hasCheckDigit } from "../../../platform/business-number.ts";
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { Closed, Nullable, Plain } from "../../../platform/schema.ts";

export const CashReceiptWish = Closed({
  kind: Type.Enum(["income", "expense"], {
    description: "income: a deduction of income tax; expense: proof of a business's expense",
  }),
  number: Plain("^[0-9]{3,4}-?[0-9]{2,4}-?[0-9]{4,5}$", {
    description: "a mobile number for income, a business number for expense",
  }),
});
export type CashReceiptWish = Static<typeof CashReceiptWish>;

/** The receipt of an order. `canceled`: the money was given back, and the receipt with it. */
export const CashReceipt = Closed({
  kind: Type.Enum(["income", "expense", "voluntary"], {
    description: "voluntary: the buyer gave no number, and the law demands a receipt",
  }),
  number: Nullable(Type.String({ description: "most digits are hidden" })),
  status: Type.Enum(["waiting", "issued", "canceled", "failed"]),
  amount: Type.Integer({ description: "what it is for now, minor units" }),
  url: Nullable(Type.String({ description: "where its issuer shows it" })),
});
export type CashReceipt = Static<typeof CashReceipt>;

/** Of what is transferred: the words of Toss, PortOne and the shop's own account. */
export const CASH_METHODS: readonly string[] = [
  "\uac00\uc0c1\uacc4\uc88c",
  "\uacc4\uc88c\uc774\uccb4",
  "VIRTUAL_ACCOUNT",
  "TRANSFER",
  "BANK_TRANSFER",
];
export const isCashMethod = (method: string | null): boolean =>
  method !== null && CASH_METHODS.includes(method);

/** The number in digits. */
export const receiptDigits = ({ number }: CashReceiptWish): string =>
  number.normalize("NFKC").replaceAll("-", "");

/** What is wrong with a wish beyond its schema; null: nothing. `at`: the pointer of the wish. */
export function receiptProblem(wish: CashReceiptWish, at: string): InputProblem | null {
  const digits = receiptDigits(wish);
  if (wish.kind === "income")
    return /^01[016-9][0-9]{7,8}$/.test(digits) ? null : inputProblem(`${at}/number`, "PHONE");
  const isBusiness = digits.length === 10 && hasCheckDigit(digits);
  return isBusiness ? null : inputProblem(`${at}/number`, "BUSINESS_NUMBER");
}

/** 010-****-5678, 123-**-***91: enough for its owner to know it. */
export function maskReceiptNumber({ kind }: Pick<CashReceiptWish, "kind">, digits: string): string {
  if (kind === "income") return `${digits.slice(0, 3)}-****-${digits.slice(-4)}`;
  return `${digits.slice(0, 3)}-**-***${digits.slice(-2)}`;
}
