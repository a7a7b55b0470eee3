/**
 * What many shoppers look at and buy, in the memory of a process: sums of the last weeks, in which a day
 * counts half as much as one a week later. Read anew when it is older than `FRESH_MS`; meanwhile the former
 * one serves.
 */
import type { Clock } from "../../../platform/clock.ts";
import { after } from "../../../platform/clock.ts";
import type { Db } from "../../../platform/db/db.ts";
import type { Log } from "../../../platform/log.ts";
import { type CountRow, listCounts } from "../event-queries.ts";
import { type EventType, WEIGHTS } from "../interactions.ts";

export interface Popular {
  /** Ids of products, the most popular first. */
  readonly products: readonly string[];
  readonly scores: ReadonlyMap<string, number>;
  /** Views, carts, purchases: what a model could learn from. */
  readonly interactions: number;
}

export interface Popularity {
  get(): Promise<Popular>;
}

const DAY_MS = 86_400_000;
const DAYS = 28;
const HALF_LIFE_DAYS = 7;
const FRESH_MS = 10_000;

/** Pure. */
export function sumUp(rows: readonly CountRow[], now: Date): Popular {
  const scores = new Map<string, number>();
  let interactions = 0;
  for (const { productId, type, day, count } of rows) {
    const weight = WEIGHTS[type as EventType];
    if (weight === undefined) continue;
    interactions += count;
    const age = Math.max(0, now.getTime() - Date.parse(day)) / DAY_MS;
    const score = count * weight * 2 ** (-age / HALF_LIFE_DAYS);
    scores.set(productId, (scores.get(productId) ?? 0) + score);
  }
  const products = [...scores]
    .filter(([, score]) => score > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([id]) => id);
  return { products, scores, interactions };
}

export function currentPopularity(db: Db, clock: Clock, log: Log): Popularity {
  let known: Popular | null = null;
  let readAt = 0;
  let running: Promise<void> | null = null;

  async function read(): Promise<void> {
    const now = clock.now();
    const since = after(clock, -DAYS * DAY_MS)
      .toISOString()
      .slice(0, 10);
    known = sumUp(await db.rows(listCounts, { since }), now);
    readAt = now.getTime();
  }

  return {
    async get() {
      if (known === null || Math.abs(clock.now().getTime() - readAt) > FRESH_MS)
        running ??= read().finally(() => {
          running = null;
        });
      if (known === null) await running;
      else running?.catch((err: unknown) => log.warn({ err }, "what is popular was not read"));
      if (known === null) throw new Error("it was read just now");
      return known;
    },
  };
}
