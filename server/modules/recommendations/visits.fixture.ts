/** Shoppers with tastes, for the training's tests. */
import { createHash, randomUUID } from "node:crypto";
import type { SimulatedEvent } from "./contract.ts";

const DAY_MS = 86_400_000;
/** The same number each time, from 0 to below 1. */
const dice = (...words: (string | number)[]): number =>
  createHash("sha256").update(words.join(" ")).digest().readUInt32BE() / 2 ** 32;

/** Visits of two months: each shopper keeps to one group of goods. `groups`: their products' ids. */
export function visitsOf(groups: readonly (readonly string[])[]): SimulatedEvent[] {
  const until = Date.now() - 60_000;
  return Array.from({ length: 240 }, (_, shopper) => {
    const goods = groups[shopper % groups.length] ?? [];
    const visitorId = randomUUID();
    return Array.from({ length: 4 }, (_, visit) => {
      const start = until - dice(shopper, visit) * 60 * DAY_MS;
      const [sessionId, basketId] = [randomUUID(), randomUUID()];
      const seen = Array.from(
        { length: 5 },
        (_, step) => goods[Math.floor(dice(shopper, visit, step) * goods.length)] ?? "",
      );
      const common = { visitorId, sessionId, quantity: 1 };
      return [
        ...seen.map((productId, step) => ({
          ...{ ...common, id: randomUUID(), type: "view" as const, productId, basketId: null },
          at: new Date(start + step * 1_000).toISOString(),
        })),
        ...seen.slice(0, 2).map((productId) => ({
          ...{ ...common, id: randomUUID(), type: "purchase" as const, productId, basketId },
          at: new Date(start + 30_000).toISOString(),
        })),
      ];
    }).flat();
  }).flat();
}
