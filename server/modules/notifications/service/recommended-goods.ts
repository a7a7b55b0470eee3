import type { NotificationsContext } from "../context.ts";
import { isNight } from "../mails/advertising.ts";
import type { OrderValues } from "../mails/order-paid.ts";
import type { RecommendedProduct } from "../mails/recommended-goods.ts";

const MOST = 3;

/**
 * What the mail about an order may recommend: nothing to guests and to members who did not agree, at night,
 * or to another mailbox than that of the account which agreed. Without an answer the mail goes without it.
 */
export async function goodsFor(
  { recommendations, members, clock, log }: NotificationsContext,
  { orderId, letter: { memberId, email, language } }: OrderValues,
): Promise<readonly RecommendedProduct[]> {
  if (recommendations === null || memberId === null || isNight(clock.now())) return [];
  const recipient = await members.recipientOf({ memberId });
  if (!recipient?.agreedToMailAdvertising || recipient.email !== email) return [];
  return await recommendations.forMail({ orderId, language, limit: MOST }).catch((err: unknown) => {
    log.warn({ err, order: orderId }, "a mail recommends nothing: there was no answer");
    return [];
  });
}
