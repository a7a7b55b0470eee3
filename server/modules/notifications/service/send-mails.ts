/**
 * The mails of this module, one function for each event. An event may arrive twice or late: each function
 * reads the current state, sends only what is still true, and sends it once.
 */
import { after } from "../../../platform/clock.ts";
import type { Language } from "../../../platform/language.ts";
import type { MailContent } from "../../../platform/mail/layout.ts";
import { sendLetter, writeLetterOf } from "../../../platform/mail/send-letter.ts";
import type { NotificationsContext } from "../context.ts";
import { textsOf } from "../letters/edit-texts.ts";
import { claimMoved, mailedSteps } from "../mails/claim-moved.ts";
import { depositAwaited } from "../mails/deposit-awaited.ts";
import { type LetterKind, withTexts } from "../mails/letter-texts.ts";
import { lookupCode } from "../mails/lookup-code.ts";
import { orderCanceled, orderRefunded } from "../mails/money-back.ts";
import { orderPaid } from "../mails/order-paid.ts";
import { type OrderPages, pagesOf } from "../mails/pages.ts";
import { parcelSent } from "../mails/parcel-sent.ts";
import { paymentAsked } from "../mails/payment-asked.ts";
import * as queries from "../queries.ts";

interface Letter {
  readonly kind: LetterKind;
  /** What the texts of staff may name. */
  readonly number: string;
  readonly name: string;
  readonly to: string;
  readonly language: Language;
  readonly write: (pages: OrderPages, shopName: string) => MailContent;
}

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
  await sendOnce(context, eventId, { kind: "order_paid", number, name, to, language, write });
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
  await sendOnce(context, eventId, { kind: "payment_asked", number, name, to, language, write });
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
  await sendOnce(context, eventId, { kind: "deposit_awaited", number, name, to, language, write });
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
  await sendOnce(context, eventId, { kind: "parcel_sent", number, name, to, language, write });
}

/** For a return the mail about its claim says what was refunded. */
export async function sendMoneyBack(
  context: NotificationsContext,
  refundId: string,
  eventId: string,
): Promise<void> {
  const found = await context.orders.findRefund({ refundId });
  if (!found) return;
  const { orderId } = found;
  const letter = await context.orders.letterOf({ orderId });
  const refund = letter?.refunds.find(({ id }) => id === refundId);
  if (!letter || !refund || refund.kind === "return") return;
  const { email: to, language, number, name } = letter;
  const [kind, template] =
    refund.kind === "cancel"
      ? (["order_canceled", orderCanceled] as const)
      : (["order_refunded", orderRefunded] as const);
  const write = (pages: OrderPages, shopName: string) =>
    template[language]({ orderId, letter, refund }, pages, shopName);
  await sendOnce(context, eventId, { kind, number, name, to, language, write });
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
  await sendOnce(context, eventId, { kind: `claim_${step}`, number, name, to, language, write });
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

const wasSent = async ({ db }: NotificationsContext, eventId: string): Promise<boolean> =>
  (await db.lookUp(queries.findSent, [eventId])).length > 0;

/** A crash between the two statements repeats the mail; its id lets the recipient's server drop the copy. */
async function sendOnce(
  context: NotificationsContext,
  eventId: string,
  { kind, number, name, to, language, write }: Letter,
): Promise<void> {
  const { db, clock, shopUrl } = context;
  if (await wasSent(context, eventId)) return;
  const shopName = await context.shopSettings.shopName({});
  const pages = pagesOf(shopUrl, language);
  const senderName = shopName[language];
  const texts = await textsOf(context, { kind, language });
  const content = withTexts(write(pages, senderName), texts, { number, name, shop: senderName });
  const rendered = writeLetterOf(content, language, { shopName, home: pages.home });
  // The text of a code differs from one try to the next, so no copy may be dropped.
  const messageId = kind === "lookup_code" ? undefined : `${eventId}@${new URL(shopUrl).hostname}`;
  await sendLetter(context, { to, language, senderName, rendered, messageId });
  await db.write(queries.insertSent, { id: eventId, kind, now: clock.now() });
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
