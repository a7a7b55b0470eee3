/**
 * The mails of this module, one function for each event. An event may arrive twice or late: each function
 * reads the current state, sends only what is still true, and sends it once.
 */
import { after } from "../../../platform/clock.ts";
import type { OrderLetter } from "../../orders/contract.ts";
import type { NotificationsContext } from "../context.ts";
import { claimMoved, claimWords, mailedSteps } from "../mails/claim-moved.ts";
import { accountText, depositAwaited, dueText } from "../mails/deposit-awaited.ts";
import { lookupCode } from "../mails/lookup-code.ts";
import { orderCanceled, orderRefunded, refundAsked, refundWithdrawn } from "../mails/money-back.ts";
import { orderDelivered } from "../mails/order-delivered.ts";
import { amountText, orderPaid } from "../mails/order-paid.ts";
import type { OrderPages } from "../mails/pages.ts";
import { parcelSent } from "../mails/parcel-sent.ts";
import { paymentAsked } from "../mails/payment-asked.ts";
import { aboutOrder } from "../messages/service/order-messages.ts";
import * as queries from "../queries.ts";
import { goodsFor } from "./recommended-goods.ts";
import { sendOnce, wasSent } from "./send-once.ts";

export async function sendOrderPaid(
  context: NotificationsContext,
  orderId: string,
  eventId: string,
): Promise<void> {
  const letter = await context.orders.letterOf({ orderId });
  if (!letter) return;
  const { email: to, language, number, name } = letter;
  const write = (pages: OrderPages, shopName: string) =>
    orderPaid[language]({ orderId, letter }, pages, shopName);
  const message = aboutOrder(context, "order_paid", { orderId, letter });
  await sendOnce(context, eventId, { kind: "order_paid", number, name, to, language, write, message });
}

/** An order that was paid or closed meanwhile needs no mail. */
export async function sendPaymentAsked(
  context: NotificationsContext,
  orderId: string,
  eventId: string,
): Promise<void> {
  const letter = await context.orders.letterOf({ orderId });
  if (!letter?.payUntil) return;
  const { email: to, language, number, name, payUntil } = letter;
  const write = (pages: OrderPages, shopName: string) =>
    paymentAsked[language]({ orderId, letter, payUntil }, pages, shopName);
  const due = dueText(payUntil, language);
  const message = aboutOrder(context, "payment_asked", { orderId, letter }, { due });
  await sendOnce(context, eventId, { kind: "payment_asked", number, name, to, language, write, message });
}

export async function sendDepositAwaited(
  context: NotificationsContext,
  orderId: string,
  eventId: string,
): Promise<void> {
  const letter = await context.orders.letterOf({ orderId });
  const deposit = letter?.deposit;
  // It has come, or the order was closed.
  if (!letter || !deposit) return;
  const { email: to, language, number, name } = letter;
  const write = (pages: OrderPages, shopName: string) =>
    depositAwaited[language]({ orderId, letter, deposit }, pages, shopName);
  const account = accountText(deposit);
  const due = dueText(deposit.dueAt, language);
  const message = aboutOrder(context, "deposit_awaited", { orderId, letter }, { account, due });
  await sendOnce(context, eventId, { kind: "deposit_awaited", number, name, to, language, write, message });
}

export async function sendParcelSent(
  context: NotificationsContext,
  { orderId, shipmentId }: { readonly orderId: string; readonly shipmentId: string },
  eventId: string,
): Promise<void> {
  const letter = await context.orders.letterOf({ orderId });
  const parcel = letter?.parcels.find(({ id }) => id === shipmentId);
  if (!letter || !parcel) return;
  const { email: to, language, number, name } = letter;
  const write = (pages: OrderPages, shopName: string) =>
    parcelSent[language]({ orderId, letter, parcel }, pages, shopName);
  const { carrier, trackingNumber: tracking, trackingUrl } = parcel;
  const more = { carrier, tracking, ...(trackingUrl && { link: trackingUrl }) };
  const message = aboutOrder(context, "parcel_sent", { orderId, letter }, more);
  await sendOnce(context, eventId, { kind: "parcel_sent", number, name, to, language, write, message });
}

/** The goods that it recommends to those who agreed are chosen when it is written. */
export async function sendOrderDelivered(
  context: NotificationsContext,
  orderId: string,
  eventId: string,
): Promise<void> {
  const letter = await context.orders.letterOf({ orderId });
  if (!letter) return;
  const { email: to, language, number, name } = letter;
  const order = { orderId, letter };
  await sendOnce(context, eventId, {
    ...{ kind: "order_delivered", number, name, to, language },
    write: (pages: OrderPages, shopName: string) => orderDelivered[language](order, pages, shopName),
    message: aboutOrder(context, "order_delivered", order),
    goods: goodsFor(context, order),
  });
}

/** Pieces were canceled, or a deposit can only be given back when its buyer names an account. */
export async function sendRefundBooked(
  context: NotificationsContext,
  refundId: string,
  eventId: string,
): Promise<void> {
  const found = await findRefund(context, refundId);
  if (found?.refund.kind === "cancel") await sendRefund(context, found, "order_canceled", eventId);
  if (found && isPayout(found)) await sendRefund(context, found, "order_refund_asked", eventId);
}

/**
 * "Refunded" is said when the buyer has the money: of a return by the mail about its claim, of canceled
 * pieces by none, unless they waited for a second person.
 */
export async function sendRefundMoved(
  context: NotificationsContext,
  { refundId, state, wasApproved }: { refundId: string; state: string; wasApproved: boolean },
  eventId: string,
): Promise<void> {
  const found = await findRefund(context, refundId);
  if (!found) return;
  const { kind } = found.refund;
  const waits = state === "waiting" && kind !== "cancel" && !isPayout(found);
  // It was decided on before this event was delivered.
  if (waits && found.refund.state === "waiting")
    await sendRefund(context, found, "order_refund_asked", eventId);
  if (state === "done" && (kind === "staff" || (kind === "cancel" && wasApproved)))
    await sendRefund(context, found, "order_refunded", eventId);
}

/**
 * Where its buyer may expect the money: it waited, or needs an account of the buyer. One that was withdrawn
 * before the event of its waiting arrived is told too, although no `order_refund_asked` went out.
 */
export async function sendRefundWithdrawn(
  context: NotificationsContext,
  refundId: string,
  eventId: string,
): Promise<void> {
  const found = await context.orders.findRefund({ refundId });
  if (!found?.kept) return;
  const { orderId, kept } = found;
  const letter = await context.orders.letterOf({ orderId });
  if (!letter || !(kept.hasWaited || letter.deposit)) return;
  const { email: to, language, number, name } = letter;
  const { amount } = kept;
  const write = (pages: OrderPages, shopName: string) =>
    refundWithdrawn[language]({ orderId, letter, amount }, pages, shopName);
  await sendOnce(context, eventId, { kind: "order_refund_withdrawn", number, name, to, language, write });
}

interface FoundRefund {
  readonly orderId: string;
  readonly letter: OrderLetter;
  readonly refund: OrderLetter["refunds"][number];
}

async function findRefund({ orders }: NotificationsContext, refundId: string): Promise<FoundRefund | null> {
  const found = await orders.findRefund({ refundId });
  const letter = found && (await orders.letterOf({ orderId: found.orderId }));
  const refund = letter?.refunds.find(({ id }) => id === refundId);
  return found && letter && refund ? { orderId: found.orderId, letter, refund } : null;
}

/** Its buyer may have to name an account first. The mail of a cancellation says so itself. */
const isPayout = ({ letter, refund }: FoundRefund): boolean =>
  refund.kind !== "cancel" && refund.amount.amount > 0 && letter.deposit !== undefined;

const refundMails = {
  order_canceled: orderCanceled,
  order_refund_asked: refundAsked,
  order_refunded: orderRefunded,
};

/** A phone gets no message while a refund is being checked. */
async function sendRefund(
  context: NotificationsContext,
  { orderId, letter, refund }: FoundRefund,
  kind: keyof typeof refundMails,
  eventId: string,
): Promise<void> {
  const { email: to, language, number, name } = letter;
  const write = (pages: OrderPages, shopName: string) =>
    refundMails[kind][language]({ orderId, letter, refund }, pages, shopName);
  const amount = amountText(refund.amount, language);
  const message =
    kind === "order_refund_asked" ? null : aboutOrder(context, kind, { orderId, letter }, { amount });
  const mail = { kind, number, name, to, language, write, ...(message && { message }) };
  await sendOnce(context, eventId, mail);
}

export async function sendClaimMoved(
  context: NotificationsContext,
  {
    orderId,
    claimId,
    status,
  }: { readonly orderId: string; readonly claimId: string; readonly status: string },
  eventId: string,
): Promise<void> {
  const step = mailedSteps.find((each) => each === status);
  if (!step) return;
  const claim = await context.orders.letterOfClaim({ claimId });
  if (!claim) return;
  const { email: to, language, number, name } = claim.order;
  const write = (pages: OrderPages, shopName: string) =>
    claimMoved[language]({ orderId, letter: claim.order, claim, step }, pages, shopName);
  const kind = `claim_${step}` as const;
  const more = {
    claim: claimWords[language][claim.kind],
    reason: claim.decision ?? "",
    ...(claim.refund && { amount: amountText(claim.refund, language) }),
  };
  const message = aboutOrder(context, kind, { orderId, letter: claim.order }, more);
  await sendOnce(context, eventId, { kind, number, name, to, language, write, message });
}

/** A phone gets no message of it: the step that follows has one. */
export async function sendClaimJudged(
  context: NotificationsContext,
  { orderId, claimId }: { readonly orderId: string; readonly claimId: string },
  eventId: string,
): Promise<void> {
  const claim = await context.orders.letterOfClaim({ claimId });
  if (!claim) return;
  const { email: to, language, number, name } = claim.order;
  const write = (pages: OrderPages, shopName: string) =>
    claimMoved[language]({ orderId, letter: claim.order, claim, step: "judged" }, pages, shopName);
  await sendOnce(context, eventId, { kind: "claim_judged", number, name, to, language, write });
}

/** The code is made when its mail is written, so that no job stores it. */
export async function sendLookupCode(
  context: NotificationsContext,
  asked: { readonly number: string; readonly email: string },
  eventId: string,
): Promise<void> {
  if (await wasSent(context, eventId)) return;
  const letter = await context.orders.issueLookupCode(asked);
  if (!letter) return;
  const { email: to, language, number } = letter;
  const write = (pages: OrderPages, shopName: string) => lookupCode[language](letter, pages, shopName);
  await sendOnce(context, eventId, { kind: "lookup_code", number, name: "", to, language, write });
}

const KEPT_MS = 90 * 24 * 3_600_000;
const BATCH = 500;

/** A job: forgets mails that no event can repeat any more. */
export async function forgetSent({ db, clock }: NotificationsContext): Promise<void> {
  for (;;) {
    const deleted = await db.rows(queries.deleteSent, { before: after(clock, -KEPT_MS), limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}
