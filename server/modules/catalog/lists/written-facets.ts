/**
 * The facets of a list as JSON. They are half of what a page says, and all pages of a list show the same:
 * the text is kept for as long as the selection that counted them.
 */
import type { Language } from "../../../platform/language.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Facets } from "./facets.ts";
import { presentFacets } from "./present.ts";

const written = new WeakMap<Facets, Map<Language, string>>();

export function writtenFacets(facets: Facets, currency: Currency, language: Language): string {
  const texts = written.get(facets) ?? new Map<Language, string>();
  written.set(facets, texts);
  const text = texts.get(language) ?? JSON.stringify(presentFacets(facets, currency, language));
  texts.set(language, text);
  return text;
}
