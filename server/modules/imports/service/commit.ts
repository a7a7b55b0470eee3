import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { maskName } from "../../../platform/masking.ts";
import { importingStaff } from "../../../platform/tables/row-outcome.ts";
import type { ImportsContext } from "../context.ts";
import { columnsKey } from "../mapping.ts";
import * as queries from "../queries.ts";

/**
 * Commits what the dry run of the token found: a job applies the good rows, and a repeat returns the same. An
 * import that failed goes on. Throws STALE_TOKEN for another token than that of the last dry run.
 */
export async function commitImport(
  { db, clock }: ImportsContext,
  row: queries.ImportRow,
  token: string,
  by: ActingStaff,
): Promise<queries.ImportRow> {
  if (row.token !== token) throw new DomainError("STALE_TOKEN");
  const now = clock.now();
  const staff = importingStaff(by);
  const name = staff.actor.kind === "member" ? maskName(staff.actor.name) : staff.actor.name;
  const committed = await db.transaction(async (trx) => {
    const updated = await trx.first(queries.updateCommitted, {
      id: row.id,
      token,
      by: JSON.stringify({ ...staff, actor: { ...staff.actor, name } }),
      now,
    });
    if (!updated) return null;
    await trx.rows(queries.saveMapping, {
      kind: row.kind,
      columns: columnsKey(row.columns),
      mapping: JSON.stringify(updated.mapping),
      now,
    });
    await recordAction(trx, {
      ...by,
      action: "import.commit",
      subject: `import:${row.id}`,
      after: { kind: row.kind, fileName: row.fileName, rows: row.rowCount, ...updated.checked },
      now,
    });
    return updated;
  });
  if (committed) return committed;
  const current = await db.first(queries.findImport, { id: row.id, kinds: [row.kind] });
  if (current?.token !== token) throw new DomainError("STALE_TOKEN");
  return current;
}
