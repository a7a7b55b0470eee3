import type { Language } from "../../../platform/language.ts";
import { type MailContent, type RenderedMail, renderMail } from "../../../platform/mail/layout.ts";
import { type Pages, pagesOf } from "./pages.ts";

/** One mail in both languages. Values are plain text; the layout escapes them. */
export type Template<Values> = Readonly<Record<Language, (values: Values, pages: Pages) => MailContent>>;

const shopNames: Readonly<Record<Language, string>> = { ko: "장터", en: "Jangteo" };
const footers: Readonly<Record<Language, string>> = {
  ko: "이 메일은 보내기만 하는 메일이라 답장을 확인하지 못해요. 궁금한 점은 상점의 고객센터로 문의해 주세요.",
  en:
    "This mail was sent automatically, and replies are not read. " +
    "For questions, contact the shop’s customer service.",
};

/** The mail as it is sent. `shopUrl` is the shop's public address. */
export function writeLetter<Values>(
  template: Template<Values>,
  values: Values,
  { shopUrl, language }: { readonly shopUrl: string; readonly language: Language },
): RenderedMail {
  const pages = pagesOf(shopUrl, language);
  const content = template[language](values, pages);
  const letterhead = {
    language,
    shopName: shopNames[language],
    shopUrl: pages.home,
    footer: footers[language],
  };
  return renderMail({ ...content, subject: `[${shopNames[language]}] ${content.subject}` }, letterhead);
}
