import type { NotificationsContext } from "../context.ts";
import { isNight } from "../mails/advertising.ts";
import type { OrderValues } from "../mails/order-paid.ts";
import type { MailAdvertising } from "../mails/recommended-goods.ts";
import type { MailGoods } from "./send-once.ts";

const MOST = 3;

export const goodsFor = (context: NotificationsContext, order: OrderValues): MailGoods => ({
  choose: () => chooseGoods(context, order),
  sent: () => noteSent(context, order),
});

/**
 * What the mail about an order may recommend: nothing to guests and to members who did not agree, at night,
 * to another mailbox than that of the account which agreed, or while the shop does not say who it is. Without
 * an answer the mail goes without it.
 */
async function chooseGoods(
  { recommendations, members, shopSettings, clock, log }: NotificationsContext,
  { orderId, letter: { memberId, email, language } }: OrderValues,
): Promise<MailAdvertising | null> {
  if (recommendations === null || memberId === null || isNight(clock.now())) return null;
  const recipient = await members.recipientOf({ memberId });
  if (!recipient?.agreedToMailAdvertising || recipient.email !== email) return null;
  try {
    const { sender } = await shopSettings.advertiser({});
    if (sender === null) return null;
    return { goods: await recommendations.forMail({ orderId, language, limit: MOST }), sender };
  } catch (err) {
    log.warn({ err, order: orderId }, "a mail recommends nothing: there was no answer");
    return null;
  }
}

/** A mail that was sent is not sent again for an experiment's sake. */
async function noteSent(
  { recommendations, log }: NotificationsContext,
  { orderId, letter: { memberId } }: OrderValues,
): Promise<void> {
  if (recommendations === null || memberId === null) return;
  await recommendations.noteMailed({ memberId }).catch((err: unknown) => {
    log.warn({ err, order: orderId }, "no experiment knows that a mail with its goods was sent");
  });
}
