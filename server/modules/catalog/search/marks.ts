/** Finds in a text what was typed, or what it was found by, so that a page can set it off. Pure. */
import { stemsOf } from "../words/stems.ts";

type Mark = [start: number, end: number];

/** What is looked for in a name. */
export interface MarkedWords {
  /** The words of the query, and of its correction. */
  readonly typed: readonly string[];
  /** Words of the shop that the query was taken for. They count in a text that has nothing of the typed. */
  readonly found: readonly string[];
}

/** Ranges of the text, in UTF-16 units as JavaScript counts them: [start, end), in order, apart. */
export function marksIn(text: string, { typed, found }: MarkedWords): Mark[] {
  const small = text.toLowerCase();
  // A letter whose small form is longer (İ) would shift what follows.
  if (small.length !== text.length) return [];
  const own = marked(small, [...typed, ...typed.flatMap(stemsOf)], () => true);
  if (own.length > 0) return own;
  const squeezed = small.replaceAll(" ", "");
  const here = found.filter((word) => squeezed.includes(word));
  // 밤비우산 is found as well by a word that ends as 우산 does.
  const shortest = here.filter((word) => !here.some((other) => other !== word && word.includes(other)));
  // One letter (잔) says what a thing is at the end of a word.
  return marked(
    small,
    shortest,
    (word, end) => word.length > 1 || /^($|[^\p{L}\p{N}])/u.test(small.slice(end)),
  );
}

/** Spaces do not count: 물방울머그 marks both words of 물방울 머그. */
function marked(
  small: string,
  words: readonly string[],
  counts: (word: string, end: number) => boolean,
): Mark[] {
  const places = Array.from({ length: small.length }, (_, at) => at).filter((at) => small[at] !== " ");
  const squeezed = small.replaceAll(" ", "");
  const units = new Set<number>();
  for (const word of new Set(words)) {
    if (word === "") continue;
    for (let at = squeezed.indexOf(word); at >= 0; at = squeezed.indexOf(word, at + word.length)) {
      if (!counts(word, (places[at + word.length - 1] ?? 0) + 1)) continue;
      for (let unit = at; unit < at + word.length; unit += 1) units.add(places[unit] ?? 0);
    }
  }
  const starts = [...units].filter((unit) => !units.has(unit - 1)).sort((a, b) => a - b);
  const ends = [...units].filter((unit) => !units.has(unit + 1)).sort((a, b) => a - b);
  return starts.map((start, at) => [start, (ends[at] ?? start) + 1]);
}
