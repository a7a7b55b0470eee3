import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface DisclosureRuleRow {
  readonly gaps: "warn" | "block";
  readonly version: number;
}

export const findRule = prepared<object, DisclosureRuleRow>(
  () => sql`SELECT gaps, version FROM catalog.disclosure_rule`,
);

export const lockRule = prepared<object, DisclosureRuleRow>(
  () => sql`SELECT gaps, version FROM catalog.disclosure_rule FOR UPDATE`,
);

export const updateRule = prepared<{ gaps: "warn" | "block" }, DisclosureRuleRow>(
  (p) => sql`
    UPDATE catalog.disclosure_rule SET gaps = ${p.gaps}, version = version + 1 RETURNING gaps, version`,
);
