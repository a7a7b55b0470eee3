/**
 * Reads what a shopper typed: the words, and for each the forms that a word of the shop may answer to. Pure.
 * A form is `typed` (the word or its stem), `joined` (with its neighbour), `keyboard` (typed in the other
 * layout), `part` (of a compound), or `narrower` (mustard for yellow).
 */
import { convertHangulToQwerty, convertQwertyToHangul } from "es-hangul";
import { stemsOf } from "../words/stems.ts";
import { chunksOf, isInitials, jamoOf } from "../words/words.ts";
import { narrowerThan } from "./narrower-words.ts";

export interface QueryForm {
  /** The word of the query. */
  readonly token: number;
  readonly kind: "typed" | "joined" | "keyboard" | "part" | "narrower";
  readonly text: string;
  readonly jamo: string;
  /** `typed`: how many stems away from what was typed. `part`: where the compound is cut. */
  readonly step: number;
}

export interface SearchQuery {
  readonly words: readonly string[];
  readonly forms: readonly QueryForm[];
}

/** At most 8 words count. */
const MOST_WORDS = 8;

export function readQuery(q: string): SearchQuery {
  const chunks = chunksOf(q);
  const words = (chunks.length > 0 ? chunks : q.split(/\s+/).filter(Boolean)).slice(0, MOST_WORDS);
  const forms = words.flatMap((word, token) => formsOf(word, token));
  words.slice(1).forEach((word, at) => {
    const text = `${words[at]}${word}`;
    for (const token of [at, at + 1])
      forms.push({ token, kind: "joined", text, jamo: jamoOf(text), step: 0 });
  });
  return { words, forms };
}

function formsOf(word: string, token: number): QueryForm[] {
  const forms: QueryForm[] = [];
  const add = (kind: QueryForm["kind"], text: string, step = 0) =>
    forms.push({ token, kind, text, jamo: jamoOf(text), step });
  const typed = [word, ...stemsOf(word)];
  typed.forEach((text, step) => {
    add("typed", text, step);
    for (const narrower of narrowerThan(text)) add("narrower", narrower);
  });
  const other = inOtherLayout(word);
  if (other) for (const text of [other, ...stemsOf(other)]) add("keyboard", text);
  for (const text of typed) {
    cutsOf(text).forEach((at) => {
      add("part", text.slice(0, at), at);
      add("part", text.slice(at), at);
    });
  }
  return forms;
}

/** What the same keys type in the other layout, if that may be a word. */
export function inOtherLayout(word: string): string | null {
  if (/^[a-z]{2,}$/i.test(word)) {
    const hangul = convertQwertyToHangul(word);
    // The last syllable may still be in the making.
    return /^[\uac00-\ud7a3]+[ㄱ-ㅎ]?$/.test(hangul) ? hangul : null;
  }
  if (isInitials(word) || !/^[\uac00-\ud7a3ㄱ-ㅎㅏ-ㅣ]+$/.test(word)) return null;
  const latin = convertHangulToQwerty(word).toLowerCase();
  return /^[a-z]{3,}$/.test(latin) ? latin : null;
}

/** Where a compound may be cut in two. */
function cutsOf(word: string): number[] {
  const [shortest, part, longest] = /^[\uac00-\ud7a3]+$/.test(word) ? [3, 1, 12] : [6, 3, 24];
  if (word.length < shortest || word.length > longest || !/^([\uac00-\ud7a3]+|[a-z]+)$/.test(word)) return [];
  return Array.from({ length: word.length - 2 * part + 1 }, (_, at) => at + part);
}
