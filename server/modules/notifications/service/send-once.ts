/** Writes the mail of an event and sends it once, with its message to the phone. */
import type { Language } from "../../../platform/language.ts";
import type { MailContent } from "../../../platform/mail/layout.ts";
import { sendLetter, writeLetterOf } from "../../../platform/mail/send-letter.ts";
import type { NotificationsContext } from "../context.ts";
import { textsOf } from "../letters/edit-texts.ts";
import { type LetterKind, withTexts } from "../mails/letter-texts.ts";
import { type OrderPages, pagesOf } from "../mails/pages.ts";
import { type MailAdvertising, withGoods } from "../mails/recommended-goods.ts";
import { type PhoneLetter, queueMessage } from "../messages/service/queue-message.ts";
import * as queries from "../queries.ts";

interface Letter {
  readonly kind: LetterKind;
  /** What the texts of staff may name. */
  readonly number: string;
  readonly name: string;
  readonly to: string;
  readonly language: Language;
  readonly write: (pages: OrderPages, shopName: string) => MailContent;
  /** The same for the phone. */
  readonly message?: PhoneLetter;
  readonly goods?: MailGoods;
}

export interface MailGoods {
  /** What the mail recommends. */
  readonly choose: () => Promise<MailAdvertising | null>;
  /** The mail was sent with them. */
  readonly sent: () => Promise<void>;
}

export const wasSent = async ({ db }: NotificationsContext, eventId: string): Promise<boolean> =>
  (await db.lookUp(queries.findSent, [eventId])).length > 0;

/** A crash between the two statements repeats the mail; its id lets the recipient's server drop the copy. */
export async function sendOnce(
  context: NotificationsContext,
  eventId: string,
  { kind, number, name, to, language, write, message, goods }: Letter,
): Promise<void> {
  const { db, clock, shopUrl } = context;
  // Before the mail: a mail server that is away must not hold it up.
  if (message) await queueMessage(context, eventId, message);
  if (await wasSent(context, eventId)) return;
  const shopName = await context.shopSettings.shopName({});
  const pages = pagesOf(shopUrl, language);
  const senderName = shopName[language];
  const texts = await textsOf(context, { kind, language });
  const letter = withTexts(write(pages, senderName), texts, { number, name, shop: senderName });
  const recommended = goods ? await goods.choose() : null;
  const content = withGoods(letter, recommended, language, pages);
  const rendered = writeLetterOf(content, language, { shopName, home: pages.home });
  // The text of a code differs from one try to the next, so no copy may be dropped.
  const messageId = kind === "lookup_code" ? undefined : `${eventId}@${new URL(shopUrl).hostname}`;
  await sendLetter(context, { to, language, senderName, rendered, messageId });
  await db.write(queries.insertSent, { id: eventId, kind, now: clock.now() });
  if (recommended && recommended.goods.length > 0) await goods?.sent();
}
