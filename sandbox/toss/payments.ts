/**
 * The payment state machine: pure decisions over immutable payments. Source: Toss Payments core API v1,
 * version 2022-11-16. READY does not occur here: a payment begins when the shopper approves it in the window.
 *
 * The sum of `ledger` is always the money that the shop has of the payment. Amounts are integers in minor
 * units, times are Unix milliseconds.
 */
import { TossError } from "./errors.ts";

export type Status =
  | "IN_PROGRESS"
  | "WAITING_FOR_DEPOSIT"
  | "DONE"
  | "PARTIAL_CANCELED"
  | "CANCELED"
  | "ABORTED"
  | "EXPIRED";

export const methods = ["카드", "간편결제", "계좌이체", "가상계좌"] as const;
export type Method = (typeof methods)[number];

/** Money moved: positive into the shop's account, negative out of it. `status` is the payment's after it. */
export interface Movement {
  readonly transactionKey: string;
  readonly amount: number;
  readonly at: number;
  readonly status: Status;
}

export interface Cancel {
  readonly transactionKey: string;
  readonly amount: number;
  readonly reason: string;
  readonly at: number;
  readonly taxFreeAmount: number;
  /** The amount left to cancel after this one. */
  readonly refundableAmount: number;
}

export interface RefundAccount {
  readonly bank: string;
  readonly accountNumber: string;
  readonly holderName: string;
}

export interface VirtualAccount {
  readonly accountNumber: string;
  readonly dueAt: number;
  readonly deposited: boolean;
  /** The due date passed without a deposit. The status stays: Toss sends no webhook for this. */
  readonly expired: boolean;
  readonly refundAccount: RefundAccount | null;
}

export interface Payment {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly orderName: string;
  readonly customerName: string | null;
  readonly currency: string;
  readonly method: Method;
  readonly status: Status;
  /** Never changes after approval. */
  readonly amount: number;
  readonly taxFreeAmount: number;
  readonly requestedAt: number;
  readonly approvedAt: number | null;
  readonly lastTransactionKey: string | null;
  readonly virtualAccount: VirtualAccount | null;
  readonly secret: string | null;
  readonly failure: string | null;
  readonly cancels: readonly Cancel[];
  readonly ledger: readonly Movement[];
  /** Names one opening of the payment window, so that a double click approves once. */
  readonly session: string | null;
  /** The fault that the shopper chose in the window, until a call uses it. */
  readonly mode: string | null;
  /** How long a virtual account waits; absent: as long as Toss lets it by default. */
  readonly validHours?: number | undefined;
}

/** The time and unused identifiers, passed into each decision. */
export interface NewTransaction {
  readonly now: number;
  readonly transactionKey: string;
  readonly secret: string;
  readonly accountNumber: string;
}

const CONFIRM_WITHIN_MS = 10 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const DEPOSIT_HOURS = 168;

const transitions: Readonly<Record<Status, readonly Status[]>> = {
  IN_PROGRESS: ["DONE", "WAITING_FOR_DEPOSIT", "ABORTED", "EXPIRED"],
  WAITING_FOR_DEPOSIT: ["DONE", "CANCELED"],
  DONE: ["PARTIAL_CANCELED", "CANCELED", "WAITING_FOR_DEPOSIT"],
  PARTIAL_CANCELED: ["PARTIAL_CANCELED", "CANCELED"],
  CANCELED: [],
  ABORTED: [],
  EXPIRED: [],
};

/** The only way to another status. An illegal move is a bug of this program, so it throws. */
export function move(payment: Payment, status: Status, change: Partial<Payment>): Payment {
  if (!transitions[payment.status].includes(status)) {
    throw new Error(`payment ${payment.paymentKey} cannot go from ${payment.status} to ${status}`);
  }
  return { ...payment, ...change, status };
}

const moneyMoved = (
  payment: Payment,
  amount: number,
  status: Status,
  transaction: NewTransaction,
): Partial<Payment> => ({
  lastTransactionKey: transaction.transactionKey,
  ledger: [
    ...payment.ledger,
    { transactionKey: transaction.transactionKey, amount, at: transaction.now, status },
  ],
});

/** The amount that can still be cancelled. */
export const balanceOf = (payment: Payment): number =>
  payment.cancels.reduce((left, cancel) => left - cancel.amount, payment.amount);

export const taxFreeBalanceOf = (payment: Payment): number =>
  payment.cancels.reduce((left, cancel) => left - cancel.taxFreeAmount, payment.taxFreeAmount);

/** True while the payment uses its order id: it is in progress, or it succeeded, even if cancelled later. */
export const occupiesOrder = (payment: Payment): boolean =>
  payment.status !== "ABORTED" && payment.status !== "EXPIRED";

/** Applies the time limits: a payment not confirmed within ten minutes of the approval expires. */
export function expireIfDue(payment: Payment, now: number): Payment {
  if (payment.status === "IN_PROGRESS" && now >= payment.requestedAt + CONFIRM_WITHIN_MS) {
    return move(payment, "EXPIRED", {});
  }
  const account = payment.virtualAccount;
  if (
    payment.status === "WAITING_FOR_DEPOSIT" &&
    account !== null &&
    !account.expired &&
    now >= account.dueAt
  ) {
    return { ...payment, virtualAccount: { ...account, expired: true } };
  }
  return payment;
}

export interface ConfirmRequest {
  readonly orderId: string;
  readonly amount: number;
}

function checkConfirmable(payment: Payment, request: ConfirmRequest): void {
  if (payment.orderId !== request.orderId)
    throw new TossError("INVALID_REQUEST", "orderId is not this payment's");
  if (payment.status === "EXPIRED" || payment.status === "ABORTED")
    throw new TossError("NOT_FOUND_PAYMENT_SESSION");
  if (payment.status !== "IN_PROGRESS") throw new TossError("ALREADY_PROCESSED_PAYMENT");
  if (payment.amount !== request.amount)
    throw new TossError("INVALID_REQUEST", "amount is not the approved amount");
}

/** Captures the money, or opens the virtual account. */
export function confirm(payment: Payment, request: ConfirmRequest, transaction: NewTransaction): Payment {
  checkConfirmable(payment, request);
  if (payment.method === "가상계좌") {
    return move(payment, "WAITING_FOR_DEPOSIT", {
      lastTransactionKey: transaction.transactionKey,
      secret: transaction.secret,
      virtualAccount: {
        accountNumber: transaction.accountNumber,
        dueAt: transaction.now + (payment.validHours ?? DEPOSIT_HOURS) * HOUR_MS,
        deposited: false,
        expired: false,
        refundAccount: null,
      },
    });
  }
  return move(payment, "DONE", {
    approvedAt: transaction.now,
    ...moneyMoved(payment, payment.amount, "DONE", transaction),
  });
}

/** The card company refuses at confirm: the payment is over. */
export function abort(payment: Payment, request: ConfirmRequest, code: string): Payment {
  checkConfirmable(payment, request);
  return move(payment, "ABORTED", { failure: code });
}

export function deposit(payment: Payment, transaction: NewTransaction): Payment {
  const account = payment.virtualAccount;
  if (account === null || account.expired || payment.status !== "WAITING_FOR_DEPOSIT") {
    throw new TossError("INVALID_REQUEST", "the payment has no virtual account that waits for a deposit");
  }
  return move(payment, "DONE", {
    approvedAt: transaction.now,
    virtualAccount: { ...account, deposited: true },
    ...moneyMoved(payment, payment.amount, "DONE", transaction),
  });
}

/** The bank takes a deposit back, which is rare. The payment waits again. */
export function reverseDeposit(payment: Payment, transaction: NewTransaction): Payment {
  const account = payment.virtualAccount;
  if (account === null || payment.status !== "DONE") {
    throw new TossError("INVALID_REQUEST", "the payment has no deposit to reverse");
  }
  return move(payment, "WAITING_FOR_DEPOSIT", {
    approvedAt: null,
    virtualAccount: { ...account, deposited: false },
    ...moneyMoved(payment, -payment.amount, "WAITING_FOR_DEPOSIT", transaction),
  });
}
