/**
 * The words and titles of the newest orders in memory, by which a search weighs whether many orders have
 * what it asks for: to weigh it in the database took as long as to find a page. What is missing here changes
 * the way of a search, and never what it finds.
 */
import { FIRST_ID } from "../../platform/ids.ts";

/** Words that so many of the newest orders have are common: about one in a hundred of all. */
export const NEWEST = 300;
const COMMON = 3;
/** Then all are read anew: a buyer may have left. */
const KEPT_MS = 10 * 60_000;

export interface OrderWords {
  readonly id: string;
  /** Of the number and the buyer, in small letters. */
  readonly words: string;
  /** Of all lines, in small letters. */
  readonly titles: readonly string[];
}

export interface NewestWords {
  /** The newest order that is known; below every id: all are to be read. */
  since(now: Date): string;
  /** Adds the newest orders after `since`, the newest first. */
  add(fresh: readonly OrderWords[], since: string, now: Date): void;
  /** Whether the words of many orders have one of these parts. */
  areCommon(parts: readonly string[]): boolean;
  isCommonTitle(part: string): boolean;
}

export function createNewestWords(): NewestWords {
  let known: readonly OrderWords[] = [];
  let readAt = 0;
  function haveMany(isOne: (order: OrderWords) => boolean): boolean {
    let found = 0;
    for (const order of known) {
      if (isOne(order)) found += 1;
      if (found === COMMON) return true;
    }
    return false;
  }
  return {
    since: (now) => (now.getTime() - readAt < KEPT_MS ? (known[0]?.id ?? FIRST_ID) : FIRST_ID),
    add(fresh, since, now) {
      if (since === FIRST_ID) [known, readAt] = [fresh, now.getTime()];
      // Two searches at once bring the same orders.
      else if (since === known[0]?.id) known = [...fresh, ...known].slice(0, NEWEST);
    },
    areCommon: (parts) => haveMany(({ words }) => parts.some((part) => words.includes(part))),
    isCommonTitle: (part) => haveMany(({ titles }) => titles.some((title) => title.includes(part))),
  };
}
