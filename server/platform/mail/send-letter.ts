/** Writes a mail from a template in the recipient's language, and hands it to the mail server. */
import type { Language } from "../language.ts";
import type { Log } from "../log.ts";
import { type MailContent, renderMail } from "./layout.ts";
import { type Mailer, NoSuchMailbox } from "./mailer.ts";

/** One mail in both languages. Values are plain text; the layout escapes them. */
export type LetterTemplate<Values, Pages> = Readonly<
  Record<Language, (values: Values, pages: Pages, shopName: string) => MailContent>
>;

const footers: Readonly<Record<Language, string>> = {
  ko: "이 메일은 보내기만 하는 메일이라 답장을 확인하지 못해요. 궁금한 점은 상점의 고객센터로 문의해 주세요.",
  en:
    "This mail was sent automatically, and replies are not read. " +
    "For questions, contact the shop’s customer service.",
};

export interface LetterSender {
  readonly shopName: Readonly<Record<Language, string>>;
  /** The shop's address in the recipient's language. */
  readonly home: string;
}

/** The mail as it is sent. */
export function writeLetterOf(content: MailContent, language: Language, { shopName, home }: LetterSender) {
  const name = shopName[language];
  const letterhead = { language, shopName: name, shopUrl: home, footer: footers[language] };
  const mark = content.advertises ? "(광고) " : "";
  return renderMail({ ...content, subject: `${mark}[${name}] ${content.subject}` }, letterhead);
}

interface Sending {
  readonly to: string;
  readonly language: Language;
  readonly senderName: string;
  readonly rendered: ReturnType<typeof renderMail>;
  /** Where a repeat sends the same text: the recipient's server can drop the copy. */
  readonly messageId?: string | undefined;
}

/**
 * Sends a mail. Throws when sending may work later, so that the event is delivered again. A mailbox that does
 * not exist is only logged: the address was mistyped, and no recipient can be told.
 */
export async function sendLetter(
  { mailer, log }: { readonly mailer: Mailer; readonly log: Log },
  { rendered, messageId, ...mail }: Sending,
): Promise<void> {
  try {
    await mailer.send({ ...mail, ...rendered, ...(messageId ? { messageId } : {}) });
  } catch (error) {
    if (!(error instanceof NoSuchMailbox)) throw error;
    log.warn({ subject: rendered.subject }, "a mail was not sent: there is no such mailbox");
  }
}
