/** Finds in a text what was typed, so that a page can set it off. Pure. */
import { stemsOf } from "../words/stems.ts";

/** Ranges of the text, in UTF-16 units as JavaScript counts them: [start, end), in order, apart. */
export function marksIn(text: string, words: readonly string[]): [start: number, end: number][] {
  const small = text.toLowerCase();
  // A letter whose small form is longer (İ) would shift what follows.
  if (small.length !== text.length) return [];
  const wanted = [...new Set(words.flatMap((word) => [word, ...stemsOf(word)]))].filter(Boolean);
  const marked = new Set<number>();
  for (const word of wanted)
    for (let at = small.indexOf(word); at >= 0; at = small.indexOf(word, at + word.length))
      for (let unit = at; unit < at + word.length; unit += 1) marked.add(unit);
  const starts = [...marked].filter((unit) => !marked.has(unit - 1)).sort((a, b) => a - b);
  const ends = [...marked].filter((unit) => !marked.has(unit + 1)).sort((a, b) => a - b);
  return starts.map((start, at) => [start, (ends[at] ?? start) + 1]);
}
