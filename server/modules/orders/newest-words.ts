/**
 * The words of the newest orders in memory, by which a search weighs whether many orders have its words: to
 * weigh them in the database took as long as to find a page. What is missing here changes the way of a search,
 * and never what it finds.
 */
import { FIRST_ID } from "../../platform/ids.ts";

/** Words that so many of the newest orders have are common: about one in a hundred of all. */
export const NEWEST = 300;
export const COMMON = 3;
/** Then all are read anew: a buyer may have left. */
const KEPT_MS = 10 * 60_000;

export interface OrderWords {
  readonly id: string;
  /** In small letters. */
  readonly words: string;
}

export interface NewestWords {
  /** The newest order that is known; below every id: all are to be read. */
  since(now: Date): string;
  /** Adds the newest orders after `since`, the newest first. */
  add(fresh: readonly OrderWords[], since: string, now: Date): void;
  /** Whether the words of many orders have one of these parts. */
  areCommon(parts: readonly string[]): boolean;
}

export function createNewestWords(): NewestWords {
  let known: readonly OrderWords[] = [];
  let readAt = 0;
  return {
    since: (now) => (now.getTime() - readAt < KEPT_MS ? (known[0]?.id ?? FIRST_ID) : FIRST_ID),
    add(fresh, since, now) {
      if (since === FIRST_ID) [known, readAt] = [fresh, now.getTime()];
      // Two searches at once bring the same orders.
      else if (since === known[0]?.id) known = [...fresh, ...known].slice(0, NEWEST);
    },
    areCommon(parts) {
      let found = 0;
      for (const { words } of known) {
        if (parts.some((part) => words.includes(part))) found += 1;
        if (found === COMMON) return true;
      }
      return false;
    },
  };
}
