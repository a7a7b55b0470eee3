import type { Language } from "../../../platform/language.ts";
import type { RenderedMail } from "../../../platform/mail/layout.ts";
import { type LetterTemplate, writeLetterOf } from "../../../platform/mail/send-letter.ts";
import { type Pages, pagesOf } from "./pages.ts";

export type Template<Values> = LetterTemplate<Values, Pages>;

interface Sender {
  /** The shop's public address. */
  readonly shopUrl: string;
  readonly shopName: Readonly<Record<Language, string>>;
}

/** The mail as it is sent. */
export function writeLetter<Values>(
  template: Template<Values>,
  values: Values,
  { shopUrl, shopName, language }: Sender & { readonly language: Language },
): RenderedMail {
  const pages = pagesOf(shopUrl, language);
  const content = template[language](values, pages, shopName[language]);
  return writeLetterOf(content, language, { shopName, home: pages.home });
}
