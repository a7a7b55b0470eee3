/** A small shop of groups: visitors of a group look at and buy the items of their group. For tests. */
import { randomFrom } from "../matrix/random.ts";
import type { Interaction, InteractionType, ItemFacts } from "../types.ts";

export const DAY = 86_400_000;
export const SHOP_BEGIN = Date.UTC(2026, 0, 1);

export interface ShopOptions {
  readonly visitors?: number;
  readonly items?: number;
  readonly groups?: number;
  readonly days?: number;
  readonly sessions?: number;
  readonly seed?: number;
}

export interface SimulatedShop {
  readonly items: ItemFacts[];
  readonly interactions: Interaction[];
  readonly asOf: number;
}

export function simulatedShop(options: ShopOptions = {}): SimulatedShop {
  const { visitors = 120, items = 80, groups = 8, days = 60, sessions = 4, seed = 7 } = options;
  const random = randomFrom(seed);
  const facts = Array.from({ length: items }, (_, k): ItemFacts => {
    const group = k % groups;
    return {
      id: `item-${k}`,
      title: `${["lamp", "shirt", "mug", "chair", "book", "ball", "knife", "plant"][group % 8]} model ${k}`,
      brand: `brand ${group}`,
      categories: [`category-${group}`],
      price: 1_000 * (1 + group),
      createdAt: SHOP_BEGIN,
    };
  });
  const interactions: Interaction[] = [];
  const add = (visitor: number, session: string, item: number, type: InteractionType, at: number): void => {
    const isPurchase = type === "purchase";
    interactions.push({
      id: `event-${interactions.length}`,
      visitor: `visitor-${visitor}`,
      item: `item-${item}`,
      type,
      at,
      session,
      order: isPurchase ? `order-${session}` : null,
      quantity: 1,
    });
  };
  for (let visitor = 0; visitor < visitors; visitor++) {
    const group = visitor % groups;
    for (let number = 0; number < sessions; number++) {
      const at = SHOP_BEGIN + Math.floor(random() * days * DAY);
      const viewed = Array.from({ length: 4 }, () => {
        const isOwn = random() < 0.9;
        const one = Math.floor((random() ** 2 * items) / groups) * groups + group;
        return isOwn ? one : Math.floor(random() * items);
      });
      const session = `session-${visitor}-${number}`;
      for (const [k, item] of viewed.entries()) add(visitor, session, item, "view", at + 60_000 * k);
      for (const [k, item] of viewed.slice(0, 2).entries())
        add(visitor, session, item, "purchase", at + 300_000 + k);
    }
  }
  interactions.sort((a, b) => a.at - b.at);
  return { items: facts, interactions, asOf: SHOP_BEGIN + days * DAY };
}

/** In batches, as the shop gives them. */
export async function* batchesOf(
  interactions: readonly Interaction[],
  size = 100,
): AsyncGenerator<readonly Interaction[]> {
  for (let from = 0; from < interactions.length; from += size) yield interactions.slice(from, from + size);
}
