/**
 * Cash receipts, issued and taken back after the money by a job.
 *
 * Stores: `storeOutcomes` makes a row due when money of a transfer moves. The job stores each step before it
 * sends it, with the request, and its result after that.
 * Always: of a payment one step is without an answer at most. Its request is repeated as it was, with the
 * step's number as idempotency key, so a receipt is issued once. A refusal is definite; the next try is
 * another step.
 */
import { after } from "../../../platform/clock.ts";
import type { Queryable } from "../../../platform/db/db.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import {
  type CashReceipt,
  type CashReceiptWish,
  maskReceiptNumber,
  receiptDigits,
} from "../contract/cash-receipt.ts";
import type { PaymentProvider, ReceiptAnswer, ReceiptCancel, ReceiptRequest } from "../provider.ts";
import { HOUR_MS } from "../provider-http.ts";
import * as queries from "./queries.ts";
import { nextStep, presentReceipt, type ReceiptStep, VOLUNTARY_NUMBER } from "./receipt.ts";

const placeOf = (orderId: string): string => `payments.receipt_wishes:${orderId}`;

/** The number is stored sealed: it is of a person, and needed again. */
export async function storeWish(
  { db, clock, sealing }: Pick<PaymentsContext, "clock" | "sealing"> & { readonly db: Queryable },
  orderId: string,
  wish: CashReceiptWish,
): Promise<void> {
  const digits = receiptDigits(wish);
  await db.rows(queries.storeWish, {
    orderId,
    kind: wish.kind,
    number: sealing.seal(placeOf(orderId), digits),
    hint: maskReceiptNumber(wish, digits),
    now: clock.now(),
  });
}

export async function receiptOf({ db }: PaymentsContext, orderId: string): Promise<CashReceipt | null> {
  const row = await db.first(queries.findOfOrder, { orderId });
  return row ? presentReceipt(row) : null;
}

const BATCH = 50;

/** A job: brings every receipt that is due in line with its payment's money. Safe to run twice. */
export async function tendReceipts(payments: PaymentsContext): Promise<void> {
  const { db, clock, log, oneByOne } = payments;
  for (const { attemptId } of await db.rows(queries.findDue, { now: clock.now(), limit: BATCH }))
    await oneByOne(`receipt ${attemptId}`, () => tendReceipt(payments, attemptId)).catch(
      async (err: unknown) => {
        // One receipt must not keep the others waiting.
        log.error({ err, attempt: attemptId }, "a cash receipt could not be worked on");
        await db.rows(queries.postponeReceipt, { attemptId, checkAt: after(clock, RETRY_MS) });
      },
    );
}

/** Taken back, issued for the rest, and once more when money moved meanwhile. */
const MOST_STEPS = 4;

async function tendReceipt(payments: PaymentsContext, attemptId: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const row = await payments.db.first(queries.findReceipt, { attemptId });
    if (!row) return;
    const issuer = issuerOf(payments, row);
    const step = row.sent ?? decide(payments, row, issuer);
    if (step === null) return plan(payments, row, null, laterIfOrphan(payments, row));
    if (!issuer) return plan(payments, row, "NO_ISSUER", after(payments.clock, RETRY_MS));
    if (!row.sent && losesNumber(row, step)) return plan(payments, row, "NUMBER_FORGOTTEN", null);
    if (!(await takeStep(payments, row, issuer, step))) return;
  }
}

/** The provider of the payment, or the first that the shop offers and that issues receipts. */
function issuerOf(payments: PaymentsContext, row: queries.ReceiptRow): PaymentProvider | undefined {
  if (row.issuer !== null) return providerOf(payments, row.issuer);
  const own = payments.providers.get(row.provider);
  return own?.receipts ? own : [...payments.offered.values()].find(({ receipts }) => receipts);
}

function decide(
  { receipts }: PaymentsContext,
  row: queries.ReceiptRow,
  issuer: PaymentProvider | undefined,
): ReceiptStep | null {
  const { captured, refunded, orphan, amount, currency, kind, wish } = row;
  const isDemanded = receipts.voluntaryFrom > 0 && amount >= receipts.voluntaryFrom && currency === "KRW";
  const state = {
    kept: orphan ? 0 : captured - refunded,
    wanted: kind !== null || wish !== null || isDemanded,
    open: row.issued - row.canceled,
  };
  // Taking a part back does not say which part was free of tax.
  const cancelsInPart = (issuer?.receipts?.cancelsInPart ?? true) && row.taxFree === 0;
  return nextStep(state, { cancelsInPart });
}

/**
 * Taken back as a whole, the rest of a receipt of the buyer's could only be issued without the number, which
 * is forgotten: staff take the part back at the issuer, and the audit reminds them.
 */
function losesNumber(row: queries.ReceiptRow, { kind: step, amount }: ReceiptStep): boolean {
  const { captured, refunded, orphan, issued, canceled, kind, wish } = row;
  const isWhole = step === "cancel" && amount === issued - canceled;
  const isKept = !orphan && captured > refunded;
  return isWhole && isKept && kind !== "voluntary" && wish?.number === null;
}

/** An order may still accept the money. */
const laterIfOrphan = ({ clock }: PaymentsContext, { orphan, captured, refunded }: queries.ReceiptRow) =>
  orphan && captured > refunded ? after(clock, HOUR_MS) : null;

const plan = async (
  { db }: PaymentsContext,
  { attemptId, changes }: queries.ReceiptRow,
  failure: string | null,
  checkAt: Date | null,
): Promise<void> => void (await db.rows(queries.planReceipt, { attemptId, changes, failure, checkAt }));

const RETRY_MS = 6 * HOUR_MS;
/** Five days, in which the law demands a receipt. After that staff are told by the audit alone. */
const MOST_TRIES = 20;

/** Returns whether the step is done. */
async function takeStep(
  payments: PaymentsContext,
  row: queries.ReceiptRow,
  issuer: PaymentProvider,
  step: ReceiptStep,
): Promise<boolean> {
  const { db, clock, log } = payments;
  const { attemptId } = row;
  const number = row.sent ? row.steps : row.steps + 1;
  const request = row.sent ? sentRequest(payments, row, step) : await beginStep(payments, row, issuer, step);
  if (!request) return false;
  const answer = await send(issuer, request);
  if (answer.kind === "unclear") {
    log.warn({ attempt: attemptId, code: answer.code }, "an issuer's answer about a receipt is not definite");
    await plan(payments, row, null, nextCheck(clock, row.tries));
    return false;
  }
  if (answer.kind === "refused") {
    log.error({ attempt: attemptId, code: answer.code }, "a cash receipt was refused");
    const checkAt = row.tries < MOST_TRIES ? after(clock, RETRY_MS) : null;
    const { changes } = row;
    await db.rows(queries.refuseStep, { attemptId, number, changes, failure: answer.code, checkAt });
    return false;
  }
  await db.rows(queries.endStep, { attemptId, number, receiptKey: answer.receiptKey, url: answer.url });
  return true;
}

interface Named {
  readonly kind: CashReceipt["kind"];
  readonly hint: string | null;
  readonly digits: string;
}

/** A number that was not given, or is forgotten, leaves that of the tax office. */
function nameFor({ sealing }: PaymentsContext, { orderId, wish }: queries.ReceiptRow): Named {
  if (!wish?.number) return { kind: "voluntary", hint: null, digits: VOLUNTARY_NUMBER };
  return { kind: wish.kind, hint: wish.hint, digits: sealing.open(placeOf(orderId), wish.number) };
}

type StepRequest =
  | ({ readonly step: "issue" } & ReceiptRequest)
  | ({ readonly step: "cancel" } & ReceiptCancel);

const requestPlace = (attemptId: string, number: number): string =>
  `payments.receipt_steps:${attemptId}:${number}`;

/** Stores a step with its request. Null: another process stored one. */
async function beginStep(
  payments: PaymentsContext,
  row: queries.ReceiptRow,
  issuer: PaymentProvider,
  step: ReceiptStep,
): Promise<StepRequest | null> {
  const { attemptId, steps } = row;
  const named = step.kind === "issue" ? nameFor(payments, row) : null;
  const request = requestOf(row, step, steps + 1, named);
  const { kind, hint } = named ?? { kind: null, hint: null };
  const begun = await payments.db.first(queries.beginStep, {
    ...{ attemptId, steps, step: step.kind, amount: step.amount, kind, hint, issuer: issuer.name },
    request: payments.sealing.seal(requestPlace(attemptId, steps + 1), JSON.stringify(request)),
    now: payments.clock.now(),
  });
  return begun ? request : null;
}

/** What was sent before, word for word. */
function sentRequest(payments: PaymentsContext, row: queries.ReceiptRow, step: ReceiptStep): StepRequest {
  const { attemptId, steps, sent } = row;
  const sealed = sent?.request ?? null;
  if (sealed !== null) return JSON.parse(payments.sealing.open(requestPlace(attemptId, steps), sealed));
  return requestOf(row, step, steps, step.kind === "issue" ? nameFor(payments, row) : null);
}

function requestOf(
  { attemptId, providerOrderId, taxFree, currency, receiptKey }: queries.ReceiptRow,
  { amount }: ReceiptStep,
  number: number,
  named: Named | null,
): StepRequest {
  const requestId = `receipt:${attemptId}:${number}`;
  if (named === null) return { step: "cancel", requestId, receiptKey: receiptKey ?? "", amount };
  return {
    ...{ step: "issue", requestId, name: `${providerOrderId}-r${number}`, orderName: providerOrderId },
    ...{ amount, taxFree: Math.min(amount, taxFree), currency },
    ...{ kind: named.kind === "expense" ? "expense" : "income", number: named.digits },
  };
}

async function send({ receipts }: PaymentProvider, request: StepRequest): Promise<ReceiptAnswer> {
  if (!receipts) return { kind: "refused", code: "NO_ISSUER" };
  return request.step === "issue" ? receipts.issue(request) : receipts.cancel(request);
}

const KEPT_MS = 30 * 24 * HOUR_MS;

/** A job: forgets numbers that no receipt needs any more, and wishes that none came of. */
export async function forgetReceiptNumbers({ db, clock }: PaymentsContext): Promise<void> {
  const before = after(clock, -KEPT_MS);
  for (;;) {
    const forgotten = await db.rows(queries.forgetOldNumbers, { before, limit: 1_000 });
    const deleted = await db.rows(queries.deleteUnusedWishes, { before, limit: 1_000 });
    if (forgotten.length < 1_000 && deleted.length < 1_000) return;
  }
}

/** The buyer has left. */
export async function forgetNumbersOf({ db }: PaymentsContext, orderIds: string[]): Promise<void> {
  await db.rows(queries.forgetNumbers, { orderIds });
}
