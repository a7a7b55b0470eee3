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
  /** The category or the product. */
  readonly id: string | null;
  readonly slug: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  /** Letters to change, for `fuzzy`. */
  readonly distance: number;
}
