/** The use cases of the sandbox. Each finds a payment, asks the state machine, and saves the result. */

import { type Fault, NO_FAULT, WRONG_AMOUNT_OFFSET } from "../faults.ts";
import type { Effect } from "./calls.ts";
import { type CancelRequest, cancel } from "./cancels.ts";
import type { TossContext } from "./context.ts";
import { type KnownCode, TossError } from "./errors.ts";
import { newPaymentKey, newTransaction } from "./identifiers.ts";
import {
  abort,
  type ConfirmRequest,
  confirm,
  deposit,
  expireIfDue,
  type Method,
  occupiesOrder,
  type Payment,
  reverseDeposit,
} from "./payments.ts";

/** The data of the shopper's approval in the window. */
interface Approval {
  readonly orderId: string;
  readonly orderName: string;
  readonly customerName: string | null;
  readonly amount: number;
  readonly taxFreeAmount: number;
  readonly currency: string;
  readonly method: Method;
  readonly mode: string | null;
  readonly session: string | null;
  readonly validHours?: number | undefined;
}

/** Every read of a payment goes through here, so that no read returns a payment past its time limit. */
function applyTimeLimits(sandbox: TossContext, payment: Payment): Payment {
  const current = expireIfDue(payment, sandbox.clock.now().getTime());
  if (current === payment) return payment;
  sandbox.store.save(current);
  if (current.status === "EXPIRED") void sandbox.webhooks.announce(current, NO_FAULT);
  return current;
}

export function getPayment(
  sandbox: TossContext,
  paymentKey: string,
  missing: KnownCode = "NOT_FOUND_PAYMENT",
): Payment {
  const payment = sandbox.store.find(paymentKey);
  if (payment === undefined) throw new TossError(missing);
  return applyTimeLimits(sandbox, payment);
}

export function getPaymentOfOrder(sandbox: TossContext, orderId: string): Payment {
  const payment = sandbox.store.findByOrder(orderId);
  if (payment === undefined) throw new TossError("NOT_FOUND_PAYMENT");
  return applyTimeLimits(sandbox, payment);
}

/**
 * Ends the payments that were not confirmed in time, so that their webhooks do not wait for the next read.
 */
export function expirePayments(sandbox: TossContext): void {
  for (const payment of sandbox.store.listInProgress()) applyTimeLimits(sandbox, payment);
}

const minimumAmount: Readonly<Record<Method, number>> = {
  카드: 100,
  간편결제: 100,
  계좌이체: 200,
  가상계좌: 200,
};

/** The shopper's approval. A repeat from the same opening of the window returns the same payment. */
export function approve(sandbox: TossContext, approval: Approval): Payment {
  const { store, clock } = sandbox;
  const earlier = store.findByOrder(approval.orderId);
  const current = earlier === undefined ? undefined : applyTimeLimits(sandbox, earlier);
  if (current !== undefined && occupiesOrder(current)) {
    if (approval.session !== null && current.session === approval.session) return current;
    throw new TossError("DUPLICATED_ORDER_ID");
  }
  if (approval.currency === "KRW" && approval.amount < minimumAmount[approval.method]) {
    throw new TossError("BELOW_MINIMUM_AMOUNT");
  }
  const payment: Payment = {
    ...approval,
    paymentKey: newPaymentKey(),
    status: "IN_PROGRESS",
    requestedAt: clock.now().getTime(),
    approvedAt: null,
    lastTransactionKey: null,
    virtualAccount: null,
    secret: null,
    failure: null,
    cancels: [],
    ledger: [],
  };
  store.save(payment);
  return payment;
}

export function confirmPayment(
  sandbox: TossContext,
  request: ConfirmRequest & { paymentKey: string },
  fault: Fault,
): Effect {
  const payment = getPayment(sandbox, request.paymentKey, "NOT_FOUND_PAYMENT_SESSION");
  if (fault.kind === "decline") {
    const aborted = abort(payment, request, fault.code);
    sandbox.store.save(aborted);
    return { payment: aborted, refusal: fault.code };
  }
  let confirmed = confirm(payment, request, newTransaction(sandbox.clock));
  if (fault.kind === "wrong-capture") {
    const wrong = { ...payment, amount: payment.amount + WRONG_AMOUNT_OFFSET };
    confirmed = confirm(wrong, { ...request, amount: wrong.amount }, newTransaction(sandbox.clock));
  }
  if (fault.kind === "deposit-reversed") confirmed = { ...confirmed, mode: fault.kind };
  sandbox.store.save(confirmed);
  return { payment: confirmed, refusal: null };
}

export function cancelPayment(
  sandbox: TossContext,
  paymentKey: string,
  request: CancelRequest,
  fault: Fault,
): Effect {
  const payment = getPayment(sandbox, paymentKey);
  if (fault.kind === "decline") throw new TossError(fault.code);
  const canceled = cancel(payment, request, newTransaction(sandbox.clock));
  sandbox.store.save(canceled);
  return { payment: canceled, refusal: null };
}

/** The customer transfers the money. In the mode `deposit-reversed` the bank takes it back at once. */
export async function receiveDeposit(sandbox: TossContext, paymentKey: string): Promise<Payment> {
  const { store, webhooks, clock } = sandbox;
  const deposited = deposit(getPayment(sandbox, paymentKey), newTransaction(clock));
  const reversing = deposited.mode === "deposit-reversed";
  const done = reversing ? { ...deposited, mode: null } : deposited;
  store.save(done);
  const firstAttempt = webhooks.announce(done, NO_FAULT);
  if (!reversing) return done;
  await firstAttempt;
  return returnDeposit(sandbox, paymentKey);
}

/** The payment that takes deposits to this account. */
export function getPaymentOfAccount(sandbox: TossContext, accountNumber: string): Payment {
  for (const payment of sandbox.store.list())
    if (payment.virtualAccount?.accountNumber === accountNumber) return applyTimeLimits(sandbox, payment);
  throw new TossError("NOT_FOUND_PAYMENT");
}

export function returnDeposit(sandbox: TossContext, paymentKey: string): Payment {
  const reversed = reverseDeposit(getPayment(sandbox, paymentKey), newTransaction(sandbox.clock));
  sandbox.store.save(reversed);
  void sandbox.webhooks.announce(reversed, NO_FAULT);
  return reversed;
}
