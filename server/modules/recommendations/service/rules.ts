/** What staff want recommended first, more or less. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { RecommendationsContext } from "../context.ts";
import { RULES_CHANGED } from "../contract.ts";
import type { Placement } from "../interactions.ts";
import * as queries from "../rule-queries.ts";
import { MOST_RULES } from "./current-rules.ts";

export const listRules = ({ db }: RecommendationsContext): Promise<queries.RuleRow[]> =>
  db.rows(queries.listRules, { limit: MOST_RULES });

export interface NewRule {
  readonly kind: queries.RuleRow["kind"];
  readonly placement?: Placement;
  readonly productId: string;
  readonly reason: string;
}

/** Throws NOT_FOUND for a product that is not shown, RULE_LIMIT. */
export async function addRule(
  { db, clock, changes, assortment }: RecommendationsContext,
  { placement = null, ...rule }: Omit<NewRule, "placement"> & { readonly placement?: Placement | null },
  by: ActingStaff,
): Promise<queries.RuleRow> {
  if (!(await assortment.get()).find(rule.productId)) throw new DomainError("NOT_FOUND");
  const now = clock.now();
  const stored = { ...rule, placement, id: newId(now), createdBy: by.actor.name };
  await db.transaction(async (trx) => {
    await trx.rows(queries.lockRules, {});
    if (!(await trx.first(queries.insertRule, { ...stored, now, most: MOST_RULES })))
      throw new DomainError("RULE_LIMIT", { most: MOST_RULES });
    await recordAction(trx, {
      ...by,
      action: "recommendation.rule",
      subject: `recommendation-rule:${stored.id}`,
      after: { kind: rule.kind, placement, productId: rule.productId },
      reason: rule.reason,
      now,
    });
  });
  await changes.publish(RULES_CHANGED, [stored.id]);
  return { ...stored, createdAt: now };
}

/** Throws NOT_FOUND. */
export async function removeRule(
  { db, clock, changes }: RecommendationsContext,
  id: string,
  by: ActingStaff,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const removed = await trx.first(queries.deleteRule, { id });
    if (!removed) throw new DomainError("NOT_FOUND");
    await recordAction(trx, {
      ...by,
      action: "recommendation.unrule",
      subject: `recommendation-rule:${id}`,
      before: { ...removed },
      now,
    });
  });
  await changes.publish(RULES_CHANGED, [id]);
}
