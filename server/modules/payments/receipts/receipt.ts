/**
 * What is to be done about the cash receipt of a payment. Pure.
 *
 * The receipt follows the money: what is captured and not given back is on it, once the buyer asked for one
 * or the law demands it. A provider that cannot take back a part takes back the whole, and the rest is on the
 * next receipt.
 */
import type { CashReceipt } from "../contract/cash-receipt.ts";

export interface ReceiptState {
  /** Captured and not given back, of an order that has it; minor units. */
  readonly kept: number;
  /** Whether there has to be a receipt. */
  readonly wanted: boolean;
  /** The sum of the current receipt, less what was taken back of it. */
  readonly open: number;
}

export interface ReceiptStep {
  readonly kind: "issue" | "cancel";
  /** Minor units. */
  readonly amount: number;
}

/** Null: the receipt is right. */
export function nextStep(
  { kept, wanted, open }: ReceiptState,
  { cancelsInPart }: { readonly cancelsInPart: boolean },
): ReceiptStep | null {
  const right = wanted ? kept : 0;
  if (open === right) return null;
  if (open === 0) return { kind: "issue", amount: right };
  const less = open - right;
  return { kind: "cancel", amount: less > 0 && cancelsInPart ? less : open };
}

/** Who is told the tax office when the buyer gave no number: the tax office's own number for this. */
export const VOLUNTARY_NUMBER = "0100001234";

interface KnownReceipt {
  readonly kind: CashReceipt["kind"];
  readonly hint: string | null;
  readonly issued: number;
  readonly canceled: number;
  readonly url: string | null;
  readonly failure: string | null;
  readonly isDue: boolean;
}

export function presentReceipt(row: KnownReceipt): CashReceipt {
  const amount = row.issued - row.canceled;
  const { kind, hint: number, url } = row;
  return { kind, number, status: statusOf(row, amount), amount, url };
}

function statusOf({ failure, issued, isDue }: KnownReceipt, amount: number): CashReceipt["status"] {
  if (failure !== null) return "failed";
  if (amount > 0) return "issued";
  return issued > 0 && !isDue ? "canceled" : "waiting";
}
