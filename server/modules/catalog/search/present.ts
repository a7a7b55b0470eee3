/** Turns what a search found into API responses, in the requested language. Pure. */
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import { imageOf } from "../contract/picture.ts";
import type { CardRow } from "../products/card-queries.ts";
import { type MarkedWords, marksIn } from "./marks.ts";
import type { MatchRow } from "./match.ts";

export function presentSuggested(row: CardRow, wanted: MarkedWords, language: Language) {
  const name = (language === "en" ? row.nameEn : null) ?? row.name;
  return {
    id: row.id,
    slug: row.slug,
    name,
    marks: marksIn(name, wanted),
    price: money(row.price, row.currency),
    image: imageOf(row.picture, name),
  };
}

export function presentCategoryLink(row: MatchRow, wanted: MarkedWords, language: Language) {
  const name = (language === "en" ? row.nameEn : null) ?? row.name ?? "";
  return { id: row.id ?? "", slug: row.slug ?? "", name, marks: marksIn(name, wanted) };
}
