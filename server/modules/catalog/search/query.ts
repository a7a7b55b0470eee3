/**
 * Reads what a shopper typed: the words, and for each the forms that a word of the shop may answer to. Pure.
 * A form is `typed` (the word, its stem or another spelling), `joined` (with its neighbour), `keyboard`
 * (typed in the other layout), `bare` (one syllable before a particle: 꿀을), `part` (of a compound),
 * `narrower` (mustard for yellow), `wider` (hat for a beanie that the shop lacks), or `head` (the same for
 * the end of a compound: 털비니).
 */
import { FUNCTION_WORDS } from "../words/product-words.ts";
import { stemsOf } from "../words/stems.ts";
import { chunksOf, jamoOf } from "../words/words.ts";
import { assembleJamo } from "./assemble-jamo.ts";
import { inOtherLayout } from "./keyboard-layouts.ts";
import { isEverydayWord, narrowerThan, widerThan, withoutPurpose } from "./narrower-words.ts";
import { askedStems, askedSyllable, countAndThing, withoutAdjective } from "./request-words.ts";
import { measureAndThing, otherSpellings } from "./unit-spellings.ts";

export interface QueryForm {
  /** The word of the query. */
  readonly token: number;
  readonly kind: "typed" | "joined" | "keyboard" | "bare" | "part" | "narrower" | "wider" | "head";
  readonly text: string;
  readonly jamo: string;
  /** How many stems or Shift keys away from what was typed. `part`: where the compound is cut. */
  readonly step: number;
  /** Of a `part`: whether it is the end of the compound, which says what the thing is. */
  readonly isEnd?: boolean;
}

export interface SearchQuery {
  readonly words: readonly string[];
  readonly forms: readonly QueryForm[];
}

/** At most 8 words count. */
const MOST_WORDS = 8;
/** 머그/접시 and 머그+접시 are two words. */
const BETWEEN_WORDS =
  /(?<=[\uac00-\ud7a3])[^\p{L}\p{N}]+(?=\p{L})|(?<=\p{L})[^\p{L}\p{N}]+(?=[\uac00-\ud7a3])/u;
/** 아이폰15케이스 is a model and a thing. */
const NUMBERED = /^([\uac00-\ud7a3]{2,}[a-z]*\d+[a-z]*)([\uac00-\ud7a3]{2,})$/;
/** Symbols and pictures around letters, and within a Latin word: t-shirt. */
const SYMBOLS = /^[^\p{L}\p{N}]+(?=\p{L})|(?<=\p{L})[^\p{L}\p{N}]+$|(?<=[a-z])[-_.'’]+(?=[a-z])/gu;

/** `synonymsOf`: what the shop lacks under one name it may know others for under another (케익, 케이크). */
export function readQuery(
  q: string,
  synonymsOf: (word: string) => readonly string[] = () => [],
): SearchQuery {
  const kinOf = (word: string): readonly string[] => {
    const own = widerThan(word);
    return own.length > 0 ? own : synonymsOf(word).flatMap(widerThan);
  };
  const chunks = chunksOf(q)
    .flatMap((chunk) => chunk.split(BETWEEN_WORDS))
    .flatMap(
      (chunk) => measureAndThing(chunk) ?? countAndThing(chunk) ?? NUMBERED.exec(chunk)?.slice(1) ?? [chunk],
    );
  const told = chunks.filter((chunk) => !FUNCTION_WORDS.has(chunk));
  const asked = [told, chunks, q.split(/\s+/).filter(Boolean)].find(({ length }) => length > 0) ?? [];
  const words = asked.slice(0, MOST_WORDS);
  const forms = words.flatMap((word, token) => formsOf(word, token, kinOf));
  words.slice(1).forEach((word, at) => {
    const joined = `${words[at]}${word}`;
    const add = (kind: QueryForm["kind"], text: string) => {
      for (const token of [at, at + 1]) forms.push({ token, kind, text, jamo: jamoOf(text), step: 0 });
    };
    for (const text of [joined, ...otherSpellings(joined)]) add("joined", text);
    for (const text of narrowerThan(joined)) add("narrower", text);
  });
  // 티 셔 츠 is one word.
  if (words.length > 2 && words.every((word) => /^[\uac00-\ud7a3]$/.test(word))) {
    const text = words.join("");
    for (const token of words.keys())
      forms.push({ token, kind: "joined", text, jamo: jamoOf(text), step: 0 });
  }
  return { words, forms };
}

function formsOf(word: string, token: number, kinOf: (word: string) => readonly string[]): QueryForm[] {
  const forms: QueryForm[] = [];
  const add = (kind: QueryForm["kind"], text: string, step = 0) =>
    forms.push({ token, kind, text, jamo: jamoOf(text), step });
  const plain = word.replaceAll(SYMBOLS, "");
  const bareOnes = [...stemsOf(plain), ...askedStems(plain), withoutPurpose(plain), withoutAdjective(plain)];
  // ㅌㅂㄹㅓ is ㅌㅂ러.
  const written = /[ㅏ-ㅣ]/.test(plain) ? [assembleJamo(plain)] : [];
  const typed = [
    ...new Set([word, plain, ...written, ...bareOnes, ...otherSpellings(word), ...withOtherEnd(plain)]),
  ];
  typed.forEach((text, step) => {
    add("typed", text, step);
    for (const narrower of narrowerThan(text)) add("narrower", narrower);
    for (const wider of kinOf(text)) add("wider", wider);
  });
  inOtherLayout(word).forEach((other, step) => {
    for (const text of [other, ...stemsOf(other)]) add("keyboard", text, step);
  });
  const bare = askedSyllable(plain);
  if (bare && !isEverydayWord(plain)) add("bare", bare);
  for (const text of typed) {
    cutsOf(text).forEach((at) => {
      add("part", text.slice(0, at), at);
      forms.push({
        token,
        kind: "part",
        text: text.slice(at),
        jamo: jamoOf(text.slice(at)),
        step: at,
        isEnd: true,
      });
      for (const wider of kinOf(text.slice(at))) add("head", wider, at);
    });
  }
  return forms;
}

/** hoody is hoodie. */
const withOtherEnd = (word: string): string[] =>
  /^[a-z]{3,}y$/.test(word) ? [`${word.slice(0, -1)}ie`] : [];

/** Where a compound may be cut in two: yoga매트 between its scripts. */
function cutsOf(word: string): number[] {
  const scripts = /^([a-z]+)[\uac00-\ud7a3]+$|^([\uac00-\ud7a3]+)[a-z]+$/.exec(word);
  if (scripts) return [(scripts[1] ?? scripts[2] ?? "").length];
  const [shortest, part, longest] = /^[\uac00-\ud7a3]+$/.test(word) ? [3, 1, 12] : [6, 3, 24];
  if (word.length < shortest || word.length > longest || !/^([\uac00-\ud7a3]+|[a-z]+)$/.test(word)) return [];
  return Array.from({ length: word.length - 2 * part + 1 }, (_, at) => at + part);
}
