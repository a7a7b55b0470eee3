/** The rules of staff in the memory of each process that makes lists. */
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import { RULES_CHANGED } from "../contract.ts";
import type { Placement } from "../interactions.ts";
import * as queries from "../rule-queries.ts";

/** Each list looks at all of them. */
export const MOST_RULES = 200;

export interface CurrentRules {
  /** The rules of a placement, the newest first. */
  of(placement: Placement): Promise<readonly queries.RuleRow[]>;
}

/** Reads the rules once, and again after each change. */
export function currentRules(db: Db, changes: Changes): CurrentRules {
  let reading: Promise<readonly queries.RuleRow[]> | null = null;
  changes.subscribe(RULES_CHANGED, () => {
    reading = null;
  });
  async function read(): Promise<readonly queries.RuleRow[]> {
    const started = db.rows(queries.listRules, { limit: MOST_RULES });
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
      const rules = await (reading ?? read());
      return rules.filter((rule) => rule.placement === null || rule.placement === placement);
    },
  };
}
