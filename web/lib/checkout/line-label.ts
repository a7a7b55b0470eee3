/** How the lines of an order are called where a buyer chooses among them. Pure. */
import type { FullOrderItem } from "../api/types.ts";

type Named = Pick<FullOrderItem, "name" | "options">;

/** The name of what was bought, with its options where other lines have the same name. */
export function lineLabel(item: Named, items: readonly Named[]): string {
  const isAlone = items.filter(({ name }) => name === item.name).length < 2;
  if (isAlone || item.options.length === 0) return item.name;
  return `${item.name} (${item.options.map(({ value }) => value).join(", ")})`;
}
