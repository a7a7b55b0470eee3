import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import { isCashMethod } from "../contract/cash-receipt.ts";
import type { AttemptRequest, PaymentMethod, PaymentSession } from "../contract.ts";
import type { PaymentProvider } from "../provider.ts";
import * as queries from "../queries.ts";
import { storeWish } from "../receipts/service.ts";

/**
 * Opens the next attempt of an order, or finds the live one. Returns the data of the payment window. Throws
 * PAYMENT_METHOD_UNAVAILABLE, and PEER_UNAVAILABLE when the provider did not open it: the shopper has no
 * window then, and a repeat opens the same payment.
 */
export async function openAttempt(payments: PaymentsContext, input: AttemptRequest): Promise<PaymentSession> {
  const chosen = await chooseProvider(payments, input);
  if (input.cashReceipt) await storeWish(payments, input.orderId, input.cashReceipt);
  const row = await insertAttempt(payments, input, chosen);
  const { id, providerOrderId, openedKey: known, amount, taxFree, currency } = row;
  const provider = providerOf(payments, row.provider);
  const request = { ...input, attemptId: id, providerOrderId, amount: { amount, currency }, taxFree };
  const opened = await provider.open(request);
  if (opened.kind === "failed") {
    payments.log.warn({ attempt: id, code: opened.code }, "a payment could not be opened at its provider");
    throw new DomainError("PEER_UNAVAILABLE");
  }
  const { openedKey, session } = opened;
  if (known !== null && openedKey !== known) throw new Error(`payment ${id} was opened twice`);
  // Before the shopper can pay: what the provider may take without us must be known and checked.
  if (provider.capturesAlone)
    await payments.db.rows(queries.storeOpened, { id, openedKey, nextCheckAt: nextCheck(payments.clock, 0) });
  return session;
}

async function chooseProvider(
  payments: PaymentsContext,
  { method = "CARD", earlier }: AttemptRequest,
): Promise<PaymentProvider> {
  const { offered } = payments;
  const all = [...offered.values()];
  const again = all.find(({ name }) => name === earlier);
  const provider = method === "CARD" ? (again ?? all[0]) : offered.get(method);
  if (!provider || (provider.isByHand && !(await takesTransfers(payments))))
    throw new DomainError("PAYMENT_METHOD_UNAVAILABLE");
  return provider;
}

/** Whether the settings of the shop have an account for bank transfers. */
const takesTransfers = async ({ settings }: PaymentsContext): Promise<boolean> =>
  (await settings.payment({})).account !== null;

export interface OfferedMethod {
  readonly method: PaymentMethod;
  readonly cashReceipt: boolean;
  readonly windowHosts?: string[];
}

/** What a shopper can choose now, the default first. */
export async function offeredMethods(payments: PaymentsContext): Promise<OfferedMethod[]> {
  const byHand = await takesTransfers(payments);
  const issues = payments.currency === "KRW" && [...payments.offered.values()].some((each) => each.receipts);
  return [...payments.offered].flatMap(([method, { isByHand, windowHosts }]) => {
    if (isByHand && !byHand) return [];
    const cashReceipt = issues && isCashMethod(method);
    return [{ method, cashReceipt, ...(windowHosts && { windowHosts: [...windowHosts] }) }];
  });
}

/** Each needs two other requests for the same order at the same moment. */
const MOST_TRIES = 5;

async function insertAttempt(
  { db, clock }: PaymentsContext,
  { orderId, ownerId = null, orderNumber, amount, taxFree = 0 }: AttemptRequest,
  provider: PaymentProvider,
): Promise<queries.AttemptRow> {
  const now = clock.now();
  // A parallel request may insert an attempt after this statement looked: the next try finds it, unless one
  // more request has ended it by then.
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    // If a crash of the database loses the attempt, it cannot be confirmed, and its order expires.
    const row = await db.relaxed.write(queries.insertAttempts, {
      id: newId(now),
      orderId,
      ownerId,
      provider: provider.name,
      orderNumber,
      amount: amount.amount,
      taxFree,
      currency: amount.currency,
      now,
    });
    if (row) return queries.attemptOf(row);
  }
  throw new Error("an attempt was neither found nor inserted");
}
