/**
 * The facets of a list as JSON. They are half of what a page says, and all pages of a list show the same:
 * the bytes are kept for as long as the selection that counted them.
 */
import type { Language } from "../../../platform/language.ts";
import type { Currency } from "../../../platform/money.ts";
import { ownBytes } from "../../../platform/own-bytes.ts";
import type { Facets } from "./facets.ts";
import { presentFacets } from "./present.ts";

const written = new WeakMap<Facets, Map<Language, Buffer>>();

export function writtenFacets(facets: Facets, currency: Currency, language: Language): Buffer {
  const all = written.get(facets) ?? new Map<Language, Buffer>();
  written.set(facets, all);
  const bytes =
    all.get(language) ?? ownBytes(Buffer.from(JSON.stringify(presentFacets(facets, currency, language))));
  all.set(language, bytes);
  return bytes;
}
