/** What the API shows staff. Pure. */
import type { AliasName } from "./aliases.ts";
import type { AliasChangeRow, ModelVersionRow, RunRow } from "./registry-queries.ts";
import type { RuleRow } from "./rule-queries.ts";

export const presentVersion = (
  { version, runId, sha256, bytes, createdAt }: ModelVersionRow,
  aliases: readonly { readonly alias: AliasName; readonly version: number }[],
) => ({
  ...{ version, runId, sha256, bytes },
  aliases: aliases.filter((each) => each.version === version).map(({ alias }) => alias),
  createdAt: createdAt.toISOString(),
});

export const presentRun = ({ reportKey, startedAt, endedAt, parameters: _, ...run }: RunRow) => ({
  ...run,
  hasReport: reportKey !== null,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

export const presentChange = ({ alias, fromVersion, toVersion, changedBy, reason, at }: AliasChangeRow) => ({
  alias,
  from: fromVersion,
  to: toVersion,
  by: changedBy,
  reason,
  at: at.toISOString(),
});

export const presentRule = ({ createdAt, ...rule }: RuleRow, productName: string | null) => ({
  ...rule,
  productName,
  createdAt: createdAt.toISOString(),
});
