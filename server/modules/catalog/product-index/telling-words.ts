/**
 * The telling words, to be found by a part of their letters.
 *
 * Stores: one text that holds the words in their order, each in a line, since searching a text is the fastest
 * loop that the runtime has; and the words that were added since it was made, until they are many.
 */
import { compareTexts } from "./word-orders.ts";

export interface TellingWords {
  add(word: number): void;
  /** Makes the text anew if words are not in it. Others would wait for it later. */
  settle(): void;
  /** Words that contain the text behind their first letter, in their order. */
  containing(text: string): Iterable<number>;
}

const SEPARATOR = "\n";
/** Looked through one by one; making the text takes half a second for a hundred thousand words. */
const MOST_RECENT = 1_000;

export function tellingWords(textOf: (word: number) => string): TellingWords {
  const compare = (a: number, b: number): number => compareTexts(textOf(a), textOf(b));
  let joined = join(new Int32Array(0), textOf);
  let recent: number[] = [];

  function settle(): void {
    if (recent.length === 0) return;
    const words = new Int32Array(joined.words.length + recent.length);
    words.set(joined.words);
    words.set(recent, joined.words.length);
    joined = join(words.sort(compare), textOf);
    recent = [];
  }

  return {
    settle,
    add(word) {
      recent.push(word);
    },
    *containing(text) {
      if (recent.length > MOST_RECENT) settle();
      const others = recent.filter((word) => textOf(word).indexOf(text, 1) > 0).sort(compare);
      let next = 0;
      for (const word of containingIn(joined, text)) {
        for (
          let other = others[next];
          other !== undefined && compare(other, word) < 0;
          other = others[next]
        ) {
          yield other;
          next += 1;
        }
        yield word;
      }
      yield* others.slice(next);
    },
  };
}

interface JoinedWords {
  readonly text: string;
  /** Where each word begins in it. */
  readonly starts: Int32Array;
  readonly words: Int32Array;
}

function join(words: Int32Array, textOf: (word: number) => string): JoinedWords {
  const starts = new Int32Array(words.length);
  const lines: string[] = [];
  let length = 0;
  words.forEach((word, at) => {
    const line = textOf(word);
    starts[at] = length;
    lines.push(line);
    length += line.length + SEPARATOR.length;
  });
  return { text: lines.join(SEPARATOR), starts, words };
}

function* containingIn({ text: all, starts, words }: JoinedWords, text: string): Generator<number> {
  for (let at = all.indexOf(text); at >= 0; ) {
    const line = lastAtOrBefore(starts, at);
    if (at === starts[line]) {
      // The word begins with the text, and may have it once more.
      at = all.indexOf(text, at + 1);
      continue;
    }
    yield words[line] ?? 0;
    const next = starts[line + 1];
    at = next === undefined ? -1 : all.indexOf(text, next);
  }
}

/** The place of the last of these sorted numbers that is not greater. */
function lastAtOrBefore(sorted: Int32Array, limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
