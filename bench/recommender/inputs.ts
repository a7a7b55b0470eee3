/** Interactions for a nightly run: those of a set of purchases, or generated ones. */

import type { Interaction, SnapshotInput } from "../../recommender/index.ts";
import { randomFrom } from "../../recommender/matrix/random.ts";
import type { PurchaseSet } from "../../recommender/sets/purchases.ts";

const BATCH = 10_000;
const DAY_MS = 86_400_000;

/** All lines before the test part, as purchases of orders. */
export function linesInput({ training }: PurchaseSet): SnapshotInput {
  const { lines, items, until } = training;
  async function* interactions(): AsyncGenerator<readonly Interaction[]> {
    for (let from = 0; from < lines.at.length; from += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, lines.at.length - from) }, (_, k) => from + k);
      yield rows.map((row) => ({
        id: `line-${row}`,
        visitor: `visitor-${lines.user[row]}`,
        item: `item-${lines.item[row]}`,
        type: "purchase" as const,
        at: lines.at[row] as number,
        session: null,
        order: `order-${lines.basket[row]}`,
        quantity: 1,
      }));
    }
  }
  return { asOf: until, interactions: interactions(), items: factsOf(items, items) };
}

/** Items of a group share words, category and brand. */
const factsOf = (count: number, groups: number) =>
  Array.from({ length: count }, (_, item) => ({
    id: `item-${item}`,
    title: `goods of kind ${item % groups}, model ${item}`,
    brand: `brand ${item % 97}`,
    categories: [`category ${item % 50}`],
    price: 1_000 + (item % 40) * 500,
    createdAt: 0,
  }));

const VISITORS_OF_A_MILLION = 20_000;
const ITEMS_OF_A_MILLION = 4_000;
const GROUPS = 200;

/**
 * Visitors with two tastes each, in sessions of five, over 90 days: five million are 100,000 visitors and
 * 20,000 items. Within a group an item's rank has Zipf's share.
 */
export function generatedInput(count: number): SnapshotInput {
  const visitors = Math.max(100, Math.round((count / 1e6) * VISITORS_OF_A_MILLION));
  const items = Math.max(GROUPS, Math.round((count / 1e6) * ITEMS_OF_A_MILLION));
  const inGroup = Math.floor(items / GROUPS);
  const random = randomFrom(1);
  const asOf = Date.UTC(2026, 0, 1);
  async function* interactions(): AsyncGenerator<readonly Interaction[]> {
    let batch: Interaction[] = [];
    for (let number = 0; number < count; number++) {
      const session = Math.floor(number / 5);
      const visitor = Math.imul(session, 2_654_435_761) >>> 0;
      const person = visitor % visitors;
      const taste = random() < 0.7 ? person % GROUPS : (person * 31) % GROUPS;
      const rank = Math.floor((inGroup + 1) ** random()) - 1;
      const share = session / (count / 5);
      const type = number % 5 === 4 && random() < 0.3 ? "purchase" : "view";
      batch.push({
        id: `event-${number}`,
        visitor: `visitor-${person}`,
        item: `item-${rank * GROUPS + taste}`,
        type,
        at: Math.floor(asOf - 90 * DAY_MS * (1 - share) + (number % 5) * 20_000),
        session: `session-${session}`,
        order: type === "purchase" ? `order-${session}` : null,
        quantity: 1,
      });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }
  return { asOf, interactions: interactions(), items: factsOf(items, GROUPS) };
}
