/** Finds the SKUs that a query names: as a whole, by their beginning, or by parts in their order. */
import type { Queryable } from "../../../platform/db/db.ts";
import type { MatchRow } from "./match.ts";
import { findSkus } from "./queries.ts";
import type { QueryForm } from "./query.ts";

/** Few queries name SKUs: the database is asked for them. */
const SKU = /^(?=.*[0-9./_-])[a-z0-9][a-z0-9./_-]{2,63}$/;
/** Of words that the shop does not have, these may be parts of a SKU too: mogr, cup mogr. */
const SKU_PART = /^[a-z0-9]{4,63}$/;
const SKU_PARTS = /^(?=.{5,63}$)[a-z0-9./_-]+( [a-z0-9./_-]+)+$/;
/** Hyphens that a document or a telephone writes. */
const HYPHENS = /[\u2010-\u2015\u2212]/g;
/** What a SKU is written without as well: the index of SKUs leaves it out too (migration 53). */
const BETWEEN_PARTS = /[./_\s-]/g;

interface WantedSku {
  /** The number of the form. */
  readonly form: number;
  /** What the SKU begins with, as it was typed. */
  readonly text: string;
  /** What the SKU contains, with `%` between its parts. */
  readonly parts: string;
  /** The same as a regular expression for the SKU as it is written. */
  readonly pattern: string;
}

/** Returns the SKUs that begin so or have these parts. */
export type SkuSearch = (wanted: readonly WantedSku[]) => Promise<MatchRow[]>;

/** One statement at most for all readings of a search: the first that names SKUs asks for all of its own. */
export function skuSearch(db: Queryable): SkuSearch {
  const known = new Map<string, MatchRow[]>();
  return async (wanted) => {
    const all = new Map(wanted.map((each) => [each.text, each]));
    // Two texts may be of one form, so the statement has a number of its own for each.
    const unknown = known.size > 0 ? [] : [...all.values()].map((each, form) => ({ ...each, form }));
    const found = unknown.length === 0 ? [] : await db.rows(findSkus, { forms: JSON.stringify(unknown) });
    for (const { form, text } of unknown)
      known.set(
        text,
        found.filter((row) => row.form === form),
      );
    return wanted.flatMap(({ form, text }) => (known.get(text) ?? []).map((row) => ({ ...row, form })));
  };
}

/** What may be a SKU. The parts of one may be all words of the query: cup mogr ivr. */
export function skusIn(
  forms: readonly QueryForm[],
  answered: ReadonlySet<number | undefined>,
): readonly WantedSku[] {
  const words = forms.flatMap(({ kind, text, step, token }, form) =>
    kind === "typed" ? [{ form, step, token, text: text.replaceAll(HYPHENS, "-") }] : [],
  );
  const typed = words.filter(({ step }) => step === 0);
  const all = typed.map(({ text }) => text).join(" ");
  const isUnknown = typed.some(({ token }) => !answered.has(token));
  const inParts =
    isUnknown && SKU_PARTS.test(all)
      ? typed.map(({ form }) => ({ form, text: all.replaceAll(" ", "-"), ...partsOf(all) }))
      : [];
  const alone = words
    .filter(
      ({ text, step, token }) =>
        SKU.test(text) || (step === 0 && typed.length === 1 && !answered.has(token) && SKU_PART.test(text)),
    )
    .map(({ form, text }) => ({ form, text, ...partsOf(text) }));
  return [...alone, ...inParts];
}

/** Letters alone begin with a part of the SKU: lmap is none of CDL-MAPI. */
function partsOf(words: string): Pick<WantedSku, "parts" | "pattern"> {
  const parts = words.split(" ").map((word) => word.replaceAll(BETWEEN_PARTS, ""));
  const written = parts.map((part) => (/[0-9]/.test(part) ? "" : "(^|[./_ -])") + [...part].join("[./_ -]*"));
  return { parts: parts.join("%"), pattern: written.join(".*") };
}
