/** Cancels a payment in whole or in part: the refusals, and the effect on the payment. */
import { TossError } from "./errors.ts";
import {
  balanceOf,
  type Cancel,
  move,
  type NewTransaction,
  type Payment,
  type RefundAccount,
  taxFreeBalanceOf,
} from "./payments.ts";

export interface CancelRequest {
  readonly cancelReason: string;
  /** When absent, the whole balance. */
  readonly cancelAmount?: number;
  readonly taxFreeAmount?: number;
  readonly refundableAmount?: number;
  readonly currency?: string;
  readonly refundReceiveAccount?: RefundAccount;
}

export function cancel(payment: Payment, request: CancelRequest, transaction: NewTransaction): Payment {
  checkCancelable(payment, request);
  const balance = balanceOf(payment);
  const amount = request.cancelAmount ?? balance;
  const refundableAmount = balance - amount;
  const entry: Cancel = {
    transactionKey: transaction.transactionKey,
    amount,
    reason: request.cancelReason,
    at: transaction.now,
    taxFreeAmount: taxFreePart(payment, request, amount),
    refundableAmount,
  };
  const status = refundableAmount === 0 ? "CANCELED" : "PARTIAL_CANCELED";
  const moved = payment.status !== "WAITING_FOR_DEPOSIT";
  return move(payment, status, {
    cancels: [...payment.cancels, entry],
    lastTransactionKey: transaction.transactionKey,
    ledger: moved
      ? [
          ...payment.ledger,
          { transactionKey: transaction.transactionKey, amount: -amount, at: transaction.now, status },
        ]
      : payment.ledger,
    virtualAccount:
      payment.virtualAccount === null
        ? null
        : { ...payment.virtualAccount, refundAccount: request.refundReceiveAccount ?? null },
  });
}

function checkCancelable(payment: Payment, request: CancelRequest): void {
  if (payment.status === "CANCELED") throw new TossError("ALREADY_CANCELED_PAYMENT");
  if (payment.status === "IN_PROGRESS" || payment.status === "ABORTED" || payment.status === "EXPIRED") {
    throw new TossError("NOT_CANCELABLE_PAYMENT");
  }
  if (request.currency !== undefined && request.currency !== payment.currency) {
    throw new TossError("INVALID_REQUEST", `the payment's currency is ${payment.currency}`);
  }
  const balance = balanceOf(payment);
  if (request.refundableAmount !== undefined && request.refundableAmount !== balance) {
    throw new TossError("NOT_MATCHES_REFUNDABLE_AMOUNT");
  }
  const amount = request.cancelAmount ?? balance;
  if (amount > balance) throw new TossError("NOT_CANCELABLE_AMOUNT");
  if (payment.status === "WAITING_FOR_DEPOSIT" && amount < balance) {
    throw new TossError("NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT");
  }
  if (payment.virtualAccount?.deposited) checkRefundAccount(request.refundReceiveAccount);
}

/** A deposit to a virtual account can only be refunded to an account that the request names. */
function checkRefundAccount(account: RefundAccount | undefined): void {
  if (account === undefined) throw new TossError("INVALID_REFUND_ACCOUNT_INFO");
  if (!/^\d{1,20}$/.test(account.accountNumber)) throw new TossError("INVALID_REFUND_ACCOUNT_NUMBER");
}

/** The tax-free part of this cancel; the taxable rest must be covered by the taxable balance. */
function taxFreePart(payment: Payment, request: CancelRequest, amount: number): number {
  const taxFreeBalance = taxFreeBalanceOf(payment);
  const everything = amount === balanceOf(payment);
  const part = request.taxFreeAmount ?? (everything ? taxFreeBalance : 0);
  if (part > amount || part > taxFreeBalance || amount - part > balanceOf(payment) - taxFreeBalance) {
    throw new TossError("NOT_CANCELABLE_AMOUNT", "the tax-free and taxable parts do not fit what is left");
  }
  return part;
}
