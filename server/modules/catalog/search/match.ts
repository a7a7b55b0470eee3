/** How a word of the shop answers to a form of a word that was typed. */
export type MatchKind =
  | "whole"
  | "synonym"
  | "prefix"
  | "partial"
  | "suffix"
  | "middle"
  | "initials"
  | "fuzzy"
  | "category"
  | "sku";

export interface MatchRow {
  /** The number of the form. */
  readonly form: number;
  readonly kind: MatchKind;
  /** A word of the shop; of a category the word that its name contains; of a SKU the SKU. */
  readonly word: string;
  /** Whether it says of some product what it is. */
  readonly telling: boolean;
  /** Of a part of a compound: whether it is the last word of a name. */
  readonly naming?: boolean;
  /** The category or the product. */
  readonly id: string | null;
  readonly slug: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  /** Letters to change, for `fuzzy`; letters that are left to type, for a synonym in the making. */
  readonly distance: number;
  /** The synonym that was typed in part or wrongly; `word` means the same. */
  readonly meant?: string;
}

/** Latin letters within a word seldom mean it: towl is no night owl, but a towel. */
export const isByChance = (kind: MatchKind, typed = ""): boolean =>
  (kind === "middle" || kind === "suffix") && /^[a-z]+$/.test(typed);
