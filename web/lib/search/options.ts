/** What a search field offers, in one order for eyes and arrow keys. Pure. */
import type { Image, Money, Suggestions } from "../api/types.ts";

export type Piece = { text: string; typed: boolean };
export type SearchOption =
  | { kind: "recent" | "query"; key: string; q: string }
  | { kind: "category"; key: string; slug: string; pieces: Piece[] }
  | { kind: "product"; key: string; slug: string; pieces: Piece[]; price: Money; image: Image | null };

/** @param marks the ranges that were typed, in order */
export function piecesOf(name: string, marks: readonly (readonly number[])[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const [from = 0, to = 0] of marks) {
    pieces.push({ text: name.slice(end, from), typed: false }, { text: name.slice(from, to), typed: true });
    end = to;
  }
  return [...pieces, { text: name.slice(end), typed: false }].filter(({ text }) => text !== "");
}

export const optionsOf = ({ queries, categories, products }: Suggestions): SearchOption[] => [
  ...queries.map((q) => ({ kind: "query" as const, key: `q-${q}`, q })),
  ...categories.map(({ id, slug, name, marks }) => ({
    kind: "category" as const,
    key: id,
    slug,
    pieces: piecesOf(name, marks),
  })),
  ...products.map(({ id, slug, name, marks, price, image }) => ({
    kind: "product" as const,
    key: id,
    slug,
    pieces: piecesOf(name, marks),
    price,
    image,
  })),
];

export const recentOptions = (searches: readonly string[]): SearchOption[] =>
  searches.map((q) => ({ kind: "recent", key: `r-${q}`, q }));

/** The option that an arrow key leads to, around both ends; -1 is the field itself. */
export function stepTo(active: number, step: 1 | -1, count: number): number {
  const next = active + step;
  if (next >= count) return -1;
  return next < -1 ? count - 1 : next;
}
