/** What a model file must not hold, found in the file itself. */
import { decodeModel } from "./file.ts";
import { type ItemLists, partsFrom } from "./parts.ts";
import { FEWEST_VISITORS } from "./recipe.ts";

/**
 * Returns what would show what one or two visitors did, a sentence each: a list or a session with an item
 * that too few met. A pair has no more visitors than the rarer of its items. Throws CorruptModel.
 */
export function weakPairs(bytes: Uint8Array, most: number): string[] {
  const parts = partsFrom(decodeModel(bytes).sections);
  const { items, support, seenTogether, boughtTogether, sessionItems, factors } = parts;
  const found: string[] = [];
  const isWeak = (item: number): boolean => (support[item] as number) < FEWEST_VISITORS;
  const note = (item: number, where: string): void => {
    if (isWeak(item) && found.length < most)
      found.push(`${items[item]}, which ${support[item]} visitors met, is in ${where}`);
  };
  const check = (lists: ItemLists, where: string): void => {
    for (const item of items.keys())
      if (lists.starts[item] !== lists.starts[item + 1]) note(item, `the keys of ${where}`);
    for (const item of new Set(lists.columns)) note(item, where);
  };
  check(seenTogether, "what is seen together");
  check(boughtTogether, "what is bought together");
  for (const item of new Set(sessionItems)) note(item, "sessions");
  const width = factors.length / items.length;
  for (const item of items.keys())
    if (factors.subarray(item * width, (item + 1) * width).some((value) => value !== 0))
      note(item, "factors");
  return found;
}
