import { readOwnPrices } from "../api/price-lists.ts";
import { visitorApi } from "../api/server.ts";
import type { OwnPrices } from "../prices.ts";
import { getMember } from "./member.ts";

/** Of one request to the API. */
const MOST_IDS = 100;

/**
 * What these products cost the visitor, where that is not what everybody pays. Only a member of a group has
 * such prices, so no page of another visitor waits for them. Pages that guests share never have a member.
 */
export async function ownPricesOf(productIds: readonly string[]): Promise<OwnPrices> {
  const member = await getMember();
  if (!member?.group || productIds.length === 0) return new Map();
  const api = await visitorApi();
  const parts = Array.from({ length: Math.ceil(productIds.length / MOST_IDS) }, (_, at) =>
    productIds.slice(at * MOST_IDS, (at + 1) * MOST_IDS),
  );
  const answers = await Promise.all(parts.map((ids) => readOwnPrices(api, ids)));
  // Without an answer the page shows the prices for everybody; the cart tells the own ones before the order.
  const items = answers.flatMap((answer) => (answer.ok ? answer.data.items : []));
  return new Map(items.map((item) => [item.productId, item]));
}
