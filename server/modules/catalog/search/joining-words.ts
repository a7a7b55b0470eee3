/**
 * Words of the shop that join both halves of a compound, with others between them or in another order: 대추청
 * is in 대추생강청, 크림핸드 is 핸드크림.
 */
import type { ProductIndex } from "../product-index/product-index.ts";
import { jamoOf } from "../words/words.ts";
import { findsProduct } from "./index-words.ts";

const COMPOUND = /^[\uac00-\ud7a3]{2,8}$/;
/** Words that begin as a half does which are looked at, and those that are found. */
const [MOST_LOOKED_AT, MOST_FOUND] = [300, 10];

export function wordsJoining(index: ProductIndex, typed: string): string[] {
  if (!COMPOUND.test(typed)) return [];
  const found = new Set<string>();
  for (let at = 1; at < typed.length; at += 1) {
    const [first, last] = [typed.slice(0, at), typed.slice(at)];
    const inOrder = (word: string): boolean =>
      word.endsWith(last) || (last.length > 1 && word.includes(last));
    for (const word of beginning(index, first)) if (inOrder(word.slice(at))) found.add(word);
    if (last.length === 1) continue;
    for (const word of beginning(index, last)) if (word.slice(last.length).includes(first)) found.add(word);
  }
  return [...found].filter((word) => word !== typed).slice(0, MOST_FOUND);
}

/** Telling words that begin with the text. */
function* beginning(index: ProductIndex, start: string): Generator<string> {
  const { words } = index;
  let looked = 0;
  for (const word of words.beginning(jamoOf(start))) {
    looked += 1;
    if (looked > MOST_LOOKED_AT) return;
    const text = words.text(word);
    if (text.startsWith(start) && words.isTelling(word) && findsProduct(index, word)) yield text;
  }
}
