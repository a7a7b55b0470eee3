/** Messages about orders, and about goods that are back, that have no mail of this module beside them. */
import type { RestockedVariant } from "../../../restock/contract.ts";
import type { NotificationsContext } from "../../context.ts";
import { addressOf, amountText, type OrderValues } from "../../mails/order-paid.ts";
import { pagesOf } from "../../mails/pages.ts";
import type { MessageKind, MessageValues } from "../../mails/phone-texts.ts";
import { type PhoneLetter, queueMessage } from "./queue-message.ts";

/** `more`: what the text names beside the order. */
export function aboutOrder(
  { shopUrl }: Pick<NotificationsContext, "shopUrl">,
  kind: MessageKind,
  { orderId, letter }: OrderValues,
  more: MessageValues = {},
): PhoneLetter {
  const { language, phone, memberId, number, name, total } = letter;
  const link = addressOf({ orderId, letter }, pagesOf(shopUrl, language));
  const values = { number, name, amount: amountText(total, language), link, ...more };
  return { kind, language, phone, memberId, values };
}

/** The member asked for it, so it is no advertising. The mail is the module members' own. */
export async function tellRestocked(
  context: NotificationsContext,
  { memberId, variant }: { readonly memberId: string; readonly variant: RestockedVariant },
  eventId: string,
): Promise<void> {
  const recipient = await context.members.recipientOf({ memberId });
  if (!recipient || recipient.phone === null) return;
  const { language, phone } = recipient;
  const { name, options } = variant[language];
  const values = {
    name: recipient.name,
    product: options === "" ? name : `${name} (${options})`,
    link: pagesOf(context.shopUrl, language).product(variant.productSlug),
  };
  await queueMessage(context, eventId, { kind: "restocked", language, phone, memberId, values });
}
