/** Reads and changes what delivery costs. An edit names the version that it began with: none is lost. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import { differencesOf, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError } from "../../../platform/errors.ts";
import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { DeliveryRules } from "../contract/delivery-rules.ts";
import { DELIVERY_CHANGED } from "../contract.ts";
import { groupProblems, regionProblems } from "./delivery-fee.ts";
import * as queries from "./queries.ts";

/** The key of the change, and the tag of what shows the rules. */
export const RULES = "rules";
/** Versions that are kept, so that a stale edit can be told what changed. */
const KEPT_VERSIONS = 100;

export interface DeliveryContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  /** Of the configuration: they count until staff set others. */
  readonly defaultRules: DeliveryRules;
}

interface RulesVersion {
  /** 0: staff never set any. */
  readonly version: number;
  readonly rules: DeliveryRules;
}

export async function readRules({
  db,
  defaultRules,
}: Pick<DeliveryContext, "db" | "defaultRules">): Promise<RulesVersion> {
  const row = await db.first(queries.findNewestRules, {});
  return { version: row?.version ?? 0, rules: row?.content ?? defaultRules };
}

/** Throws STALE_EDIT, with what changed since; INVALID_INPUT. Quotes and orders count with it from now on. */
export async function changeRules(
  context: DeliveryContext,
  base: number,
  rules: DeliveryRules,
  by: ActingStaff,
): Promise<RulesVersion> {
  const { db, clock, changes } = context;
  const current = await readRules(context);
  if (current.version !== base) throw await staleEdit(context, base);
  const problems = [...groupProblems(rules), ...regionProblems(rules)];
  if (problems.length > 0) throw inputError(problems);
  const differences = differencesOf(fieldsOf(current.rules), fieldsOf(rules));
  if (differences.length === 0) return current;
  const now = clock.now();
  const added = await db.transaction(async (trx) => {
    const content = JSON.stringify(rules);
    const row = await trx.first(queries.insertRules, { base, content, kept: KEPT_VERSIONS, now });
    if (row)
      await recordAction(trx, {
        ...{ ...by, ...recordOf(differences), now },
        action: "delivery.change",
        subject: "delivery:rules",
      });
    return row;
  });
  if (!added) throw await staleEdit(context, base);
  await changes.publish(DELIVERY_CHANGED, [RULES]);
  return { version: added.version, rules };
}

const fieldsOf = (rules: DeliveryRules): [pointer: string, value: unknown][] => [
  ["/base", rules.base],
  ["/groups", rules.groups ?? []],
  ["/combine", rules.combine ?? "sum"],
  ["/regions", rules.regions],
];

/** For the newest version, what changed since `base`; nothing when that version is not known any more. */
async function staleEdit(context: DeliveryContext, base: number): Promise<DomainError> {
  const { version, rules } = await readRules(context);
  const begun = base === 0 ? null : await context.db.first(queries.findRules, { version: base });
  const before = base === 0 ? context.defaultRules : (begun?.content ?? rules);
  const differences = differencesOf(fieldsOf(before), fieldsOf(rules));
  return new DomainError("STALE_EDIT", { etag: etagOfVersion(version), differences });
}
