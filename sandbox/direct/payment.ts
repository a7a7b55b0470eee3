/**
 * The payments of providers that take the money as soon as the shopper agrees: pure decisions over immutable
 * payments. The sum of `ledger` is always the money that the shop has of the payment. Amounts are integers in
 * minor units, times are Unix milliseconds.
 */
import type { Method } from "../toss/payments.ts";

export type DirectStatus = "open" | "paid" | "failed" | "canceled";

/** Money moved: positive into the shop's account, negative out of it. */
interface Movement {
  readonly reference: string;
  readonly amount: number;
  readonly at: number;
}

export interface DirectRefund {
  readonly id: string;
  readonly amount: number;
  /** Of the amount, where the protocol tells it. */
  readonly taxFree?: number;
  readonly reason: string;
  readonly at: number;
  /** The shop's id of the refund, if the protocol has a place for it. */
  readonly tag: string | null;
}

export interface DirectPayment {
  /** The provider's name for it, which is the order id where the shop chooses it. */
  readonly id: string;
  readonly orderId: string;
  readonly orderName: string;
  /** Fixed when the payment was made. */
  readonly amount: number;
  /** Of the amount, where the protocol tells it. */
  readonly taxFree?: number;
  readonly currency: string;
  /** What the shopper's browser shows as its right to pay. */
  readonly secret: string;
  readonly createdAt: number;
  readonly status: DirectStatus;
  /** Names the latest try; of a paid payment, the one that paid. */
  readonly tryId: string | null;
  readonly paidAt: number | null;
  readonly captured: number;
  /** How it was paid, where the protocol tells it. */
  readonly method?: Method;
  readonly failure: string | null;
  /** The bank has decided the dispute for the shop. */
  readonly disputeWon?: boolean;
  readonly disputed: boolean;
  readonly refunds: readonly DirectRefund[];
  readonly ledger: readonly Movement[];
  /** The fault that the shopper chose in the window, until a call uses it. */
  readonly mode: string | null;
}

/** A payment that the shop has just made: nothing is paid yet. */
export const openPayment = (
  given: Pick<
    DirectPayment,
    "id" | "orderId" | "orderName" | "amount" | "taxFree" | "currency" | "secret" | "createdAt"
  >,
): DirectPayment => ({
  ...given,
  status: "open",
  tryId: null,
  paidAt: null,
  captured: 0,
  failure: null,
  disputed: false,
  refunds: [],
  ledger: [],
  mode: null,
});

/** A decision that is refused; each protocol has its own words for it. */
export class DirectRefusal extends Error {
  override readonly name = "DirectRefusal";
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

const sum = (amounts: readonly { readonly amount: number }[]): number =>
  amounts.reduce((total, { amount }) => total + amount, 0);

const taxFreeIn = (parts: readonly { readonly taxFree?: number }[]): number =>
  parts.reduce((total, { taxFree = 0 }) => total + taxFree, 0);

export const taxFreeBalanceOf = ({ taxFree = 0, refunds }: DirectPayment): number =>
  taxFree - taxFreeIn(refunds);
export const balanceOf = ({ captured, refunds }: DirectPayment): number => captured - sum(refunds);
export const heldOf = ({ ledger }: DirectPayment): number => sum(ledger);

/** A payment may be paid after a failed try, once. `captured` differs from the amount by a fault only. */
export function pay(
  payment: DirectPayment,
  paid: {
    readonly tryId: string;
    readonly now: number;
    readonly captured: number;
    readonly method: Method;
  },
): DirectPayment {
  if (payment.status === "paid") throw new DirectRefusal("ALREADY_PAID");
  if (payment.status === "canceled") throw new DirectRefusal("PAYMENT_CANCELED");
  const { tryId, now, captured, method } = paid;
  const ledger = [{ reference: tryId, amount: captured, at: now }];
  return { ...payment, status: "paid", tryId, paidAt: now, captured, method, failure: null, ledger };
}

export function fail(payment: DirectPayment, tryId: string, code: string): DirectPayment {
  if (payment.status === "paid" || payment.status === "canceled") throw new DirectRefusal("NOT_PAYABLE");
  return { ...payment, status: "failed", tryId, failure: code };
}

export function close(payment: DirectPayment): DirectPayment {
  if (payment.status === "paid" || payment.status === "canceled") throw new DirectRefusal("NOT_CLOSABLE");
  return { ...payment, status: "canceled" };
}

export function refund(payment: DirectPayment, entry: DirectRefund): DirectPayment {
  if (payment.status !== "paid") throw new DirectRefusal("NOT_PAID");
  const balance = balanceOf(payment);
  if (balance === 0) throw new DirectRefusal("ALREADY_REFUNDED");
  if (entry.amount > balance) throw new DirectRefusal("AMOUNT_EXCEEDS_BALANCE");
  const { taxFree = 0 } = entry;
  const taxFreeBalance = taxFreeBalanceOf(payment);
  if (taxFree > taxFreeBalance) throw new DirectRefusal("TAX_FREE_EXCEEDS_BALANCE");
  if (entry.amount - taxFree > balance - taxFreeBalance) throw new DirectRefusal("TAXED_EXCEEDS_BALANCE");
  return {
    ...payment,
    refunds: [...payment.refunds, entry],
    ledger: [...payment.ledger, { reference: entry.id, amount: -entry.amount, at: entry.at }],
  };
}
