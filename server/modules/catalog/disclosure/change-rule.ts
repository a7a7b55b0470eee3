/** Whether products whose table has gaps may be shown: the shop's rule. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { CatalogContext } from "../context.ts";
import * as queries from "./queries.ts";

type Rule = queries.DisclosureRuleRow;

export async function readRule({ db }: Pick<CatalogContext, "db">): Promise<Rule> {
  return single(await db.first(queries.findRule, {}));
}

/** Throws STALE_EDIT, with what changed since. Products that are shown stay so. */
export function changeRule(
  { db, clock }: CatalogContext,
  version: number,
  gaps: Rule["gaps"],
  by: ActingStaff,
): Promise<Rule> {
  return db.transaction(async (trx) => {
    const rule = single(await trx.first(queries.lockRule, {}));
    if (rule.version !== version)
      throw new DomainError("STALE_EDIT", {
        etag: etagOfVersion(rule.version),
        differences: [{ pointer: "/gaps", was: null, now: rule.gaps }],
      });
    if (rule.gaps === gaps) return rule;
    const changed = single(await trx.first(queries.updateRule, { gaps }));
    const [before, after] = [{ gaps: rule.gaps }, { gaps }];
    const subject = "catalog:disclosure";
    await recordAction(trx, {
      ...{ ...by, before, after, now: clock.now() },
      action: "disclosure.rule",
      subject,
    });
    return changed;
  });
}

function single(row: Rule | null): Rule {
  if (!row) throw new Error("the rule is one row");
  return row;
}
