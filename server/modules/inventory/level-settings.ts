/** How a SKU is kept at a location, and what an edit of it compares. Pure. */
import { inputError, inputProblem } from "../../platform/errors.ts";
import type { Level } from "./level.ts";

export type LevelSettings = Pick<Level, "safety" | "lowAt" | "backOrders" | "expectedAt">;

/** Of a level that was never set up. */
const defaults: LevelSettings = { safety: 0, lowAt: null, backOrders: false, expectedAt: null };

const settingsOf = ({ safety, lowAt, backOrders, expectedAt }: LevelSettings): LevelSettings => ({
  safety,
  lowAt,
  backOrders,
  expectedAt,
});

/**
 * The content that an edit of a SKU compares, by location, in whatever order the levels come. Levels that
 * were never set up are left out, so that goods which arrive at another location make no edit stale.
 */
export const editedContent = (levels: readonly Level[]): Readonly<Record<string, LevelSettings>> =>
  Object.fromEntries(
    levels
      .map((level) => [level.location, settingsOf(level)] as const)
      .filter(([, settings]) => JSON.stringify(settings) !== JSON.stringify(defaults))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

/**
 * Returns the settings with a change. The day ends with the back-orders that it belongs to. Throws
 * INVALID_INPUT for a day without back-orders.
 */
export function withSettings(
  level: LevelSettings | undefined,
  change: Partial<LevelSettings>,
): LevelSettings {
  const next = { ...settingsOf(level ?? defaults), ...change };
  if (next.backOrders) return next;
  if (change.expectedAt) throw inputError([inputProblem("/expectedAt", "MISMATCH")]);
  return { ...next, expectedAt: null };
}
