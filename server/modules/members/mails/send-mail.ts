/** Renders a template and hands the mail to the mail server. */
import type { Language } from "../../../platform/language.ts";
import type { Mailer } from "../../../platform/mail/mailer.ts";
import { sendLetter } from "../../../platform/mail/send-letter.ts";
import type { MembersContext } from "../context.ts";
import { type Template, writeLetter } from "./letter.ts";
import { type Addressee, findAddressee } from "./queries.ts";
import { issueToken, type TokenRequest } from "./tokens.ts";

/** The parts of the module's context that mails need. */
export type MailContext = Pick<MembersContext, "db" | "clock" | "log" | "issuer" | "shopSettings"> & {
  readonly mailer: Mailer;
};

/** The event that causes a mail. */
export interface Cause {
  readonly eventId: string;
  readonly at: Date;
}

interface Letter<Values> {
  readonly to: string;
  readonly language: Language;
  readonly template: Template<Values>;
  readonly values: Values;
  /**
   * Set where a repeated delivery sends the same text, so that the recipient's server can drop the copy. Not
   * for mails with a token: the second mail's link replaces the first one's, so the second mail must not be
   * dropped.
   */
  readonly once?: Cause;
}

/**
 * Sends a mail. Throws when sending may work later, so that the event is delivered again. A mailbox that does
 * not exist is only logged: the address was mistyped, and no recipient can be told.
 */
export async function sendMail<Values>(context: MailContext, letter: Letter<Values>): Promise<void> {
  const { to, language, template, values, once } = letter;
  const shopName = await context.shopSettings.shopName({});
  const senderName = shopName[language];
  const rendered = writeLetter(template, values, { shopUrl: context.issuer, shopName, language });
  const messageId = once && `${once.eventId}@${new URL(context.issuer).hostname}`;
  await sendLetter(context, { to, language, senderName, rendered, messageId });
}

/** Sends a mail with values of its account. Sends nothing to a deleted or disabled account. */
export async function sendToAccount<Values>(
  context: MailContext,
  memberId: string,
  template: Template<Values>,
  values: (to: Addressee) => Values,
  once: Cause,
): Promise<void> {
  const to = await context.db.first(findAddressee, { id: memberId });
  if (to)
    await sendMail(context, { to: to.email, language: to.language, template, values: values(to), once });
}

/** Sends a mail with a link that works once. Sends nothing when a later mail was requested. */
export async function sendLink<Values extends object>(
  context: MailContext,
  link: {
    readonly to: string;
    readonly language: Language;
    readonly template: Template<Values & { readonly token: string }>;
    readonly values: Values;
    readonly request: TokenRequest;
  },
): Promise<void> {
  const { to, language, template, values, request } = link;
  const token = await issueToken(context, request);
  if (token !== null) await sendMail(context, { to, language, template, values: { ...values, token } });
}
