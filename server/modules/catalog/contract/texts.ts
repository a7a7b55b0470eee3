/** The texts of products and categories in the languages of the shop. Pure. */
import type { Language } from "../../../platform/language.ts";

export interface Texts {
  readonly name?: string;
  readonly description?: string;
  readonly descriptionHtml?: string;
  readonly brand?: string;
  readonly addOnHeading?: string;
  readonly options?: Record<string, string>;
}
export interface Translations {
  readonly en?: Texts;
}

/** The translated texts; what is absent is shown in Korean. */
export const textsOf = (translations: Translations, language: Language): Texts =>
  (language === "en" ? translations.en : undefined) ?? {};

/** Behind the name of a product that was made as a copy. */
export const COPY_MARK = { ko: " (복사본)", en: " (copy)" } as const;
