import type { Static } from "typebox";
import type { ReportsContext } from "../context.ts";
import type { reports as contract } from "../contract.ts";
import * as queries from "../queries.ts";

/** Enough to see what is wrong; the log has all. */
const KEPT = 10;
const LONGEST = 300;

type Noted = Static<(typeof contract.calls)["noteAudit"]["input"]>;

export async function noteAudit(
  { db }: Pick<ReportsContext, "db">,
  { module, violations, completedAt }: Noted,
): Promise<void> {
  await db.rows(queries.storeAudit, {
    module,
    findings: violations.slice(0, KEPT).map((each) => each.slice(0, LONGEST)),
    count: violations.length,
    completedAt: new Date(completedAt),
  });
}

/** `checkedAt`: of the module that was audited longest ago; null: none was yet. */
export async function readAudits({ db }: Pick<ReportsContext, "db">) {
  const rows = await db.rows(queries.listAudits, {});
  const times = rows.map(({ completedAt }) => completedAt.getTime());
  return {
    checkedAt: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
    count: rows.reduce((sum, { count }) => sum + count, 0),
    modules: rows
      .filter(({ count }) => count > 0)
      .map(({ module, count, findings }) => ({
        ...{ module, count, findings },
      })),
  };
}
