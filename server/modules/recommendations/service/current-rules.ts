/** The rules of staff in the memory of each process that makes lists. */
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import { RULES_CHANGED } from "../contract.ts";
import type { Placement } from "../interactions.ts";
import { type RuleSet, ruleSet } from "../ladder.ts";
import * as queries from "../rule-queries.ts";

/** Each list looks at all of them. */
export const MOST_RULES = 200;

export interface CurrentRules {
  /** The rules of a placement; of pinned products the newest first. */
  of(placement: Placement): Promise<RuleSet>;
}

/** Reads the rules once, and again after each change. */
export function currentRules(db: Db, changes: Changes): CurrentRules {
  let reading: Promise<(placement: Placement) => RuleSet> | null = null;
  changes.subscribe(RULES_CHANGED, () => {
    reading = null;
  });
  async function read(): Promise<(placement: Placement) => RuleSet> {
    const started = db.rows(queries.listRules, { limit: MOST_RULES }).then(byPlacement);
    reading = started;
    try {
      return await started;
    } catch (error) {
      if (reading === started) reading = null;
      throw error;
    }
  }
  return {
    async of(placement) {
      const setOf = await (reading ?? read());
      return setOf(placement);
    },
  };
}

function byPlacement(rules: readonly queries.RuleRow[]): (placement: Placement) => RuleSet {
  const sets = new Map<Placement, RuleSet>();
  return (placement) => {
    const known = sets.get(placement) ?? ruleSet(rules, placement);
    sets.set(placement, known);
    return known;
  };
}
