/** Queues the message of an event, once. What it says is frozen here, as a mail is when it is written. */
import type { Language } from "../../../../platform/language.ts";
import { cutText, mobileNumber } from "../../../../platform/messages/phone-text.ts";
import type { NotificationsContext } from "../../context.ts";
import { advertisement } from "../../mails/advertising.ts";
import { fillPlaceholders } from "../../mails/letter-texts.ts";
import {
  filledText,
  inKakao,
  type MessageKind,
  type MessageValues,
  messageTexts,
  variablesOf,
} from "../../mails/phone-texts.ts";
import * as queries from "../queries.ts";

export interface PhoneLetter {
  readonly kind: MessageKind;
  readonly language: Language;
  /** E.164. */
  readonly phone: string;
  /** Null: a guest, who has made no choices. */
  readonly memberId: string | null;
  /** What the text names, without the shop. */
  readonly values: MessageValues;
}

/** A number that is no mobile phone, and a member who wants no messages, get none. */
export async function queueMessage(
  context: NotificationsContext,
  eventId: string,
  letter: PhoneLetter,
): Promise<void> {
  const { db, clock, messenger } = context;
  const { kind, language, phone, memberId } = letter;
  if (!messenger || mobileNumber(phone) === null) return;
  const recipient = memberId === null ? null : await context.members.recipientOf({ memberId });
  if (memberId !== null && (!recipient || recipient.orderMessages === "off")) return;
  const [shopName, [closing]] = await Promise.all([
    context.shopSettings.shopName({}),
    db.lookUp(queries.findClosings, [queries.idOf({ kind, language })]),
  ]);
  const wantsKakao = inKakao[language] && recipient?.orderMessages !== "sms";
  const template = wantsKakao ? messenger.templateOf(kind) : null;
  const values = { ...letter.values, shop: shopName[language] };
  const content = {
    ...writeMessage(letter, values, closing ?? null, {
      optOutNumber: recipient?.agreedToAdvertising ? messenger.optOutNumber : null,
    }),
    template,
  };
  const channel = template === null ? "sms" : "kakao";
  await db.write(queries.insertMessage, {
    ...{ id: eventId, kind, channel, memberId, phone, content },
    now: clock.now(),
  });
}

/** `optOutNumber`: null, the recipient gets no advertising. */
export function writeMessage(
  { kind, language }: Pick<PhoneLetter, "kind" | "language">,
  values: MessageValues & { readonly shop: string },
  closing: queries.ClosingLines | null,
  { optOutNumber }: { readonly optOutNumber: string | null },
): Omit<queries.MessageContent, "template"> {
  const written = messageTexts[kind][language];
  const text = filledText(written, values);
  const longer = closing && `${text}\n${fillPlaceholders(closing.closing, values)}`;
  const advertising = longer && closing.advertises && optOutNumber !== null;
  return {
    text: cutText(longer && !closing.advertises ? longer : text),
    advertising: advertising ? advertisement(longer, optOutNumber) : null,
    subject: values.shop,
    variables: variablesOf(written, values),
  };
}
