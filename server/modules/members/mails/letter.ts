import type { Language } from "../../../platform/language.ts";
import { type MailContent, type RenderedMail, renderMail } from "../../../platform/mail/layout.ts";
import { type Pages, pagesOf } from "./pages.ts";

/** One mail in both languages. Values are plain text; the layout escapes them. */
export type Template<Values> = Readonly<
  Record<Language, (values: Values, pages: Pages, shopName: string) => MailContent>
>;

const footers: Readonly<Record<Language, string>> = {
  ko: "이 메일은 보내기만 하는 메일이라 답장을 확인하지 못해요. 궁금한 점은 상점의 고객센터로 문의해 주세요.",
  en:
    "This mail was sent automatically, and replies are not read. " +
    "For questions, contact the shop’s customer service.",
};

interface Sender {
  /** The shop's public address. */
  readonly shopUrl: string;
  readonly shopName: Readonly<Record<Language, string>>;
}

/** The mail as it is sent. */
export function writeLetter<Values>(
  template: Template<Values>,
  values: Values,
  { shopUrl, shopName: names, language }: Sender & { readonly language: Language },
): RenderedMail {
  const pages = pagesOf(shopUrl, language);
  const shopName = names[language];
  const content = template[language](values, pages, shopName);
  const letterhead = {
    language,
    shopName,
    shopUrl: pages.home,
    footer: footers[language],
  };
  return renderMail({ ...content, subject: `[${shopName}] ${content.subject}` }, letterhead);
}
