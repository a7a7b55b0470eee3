/**
 * Which version of the models serves. Aliases move in one transaction with their history and the entry in the
 * audit log; every process hears of it and loads the other model beside the one that serves.
 */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { AliasName } from "../aliases.ts";
import type { RecommendationsContext } from "../context.ts";
import { EXPERIMENTS_CHANGED, MODELS_CHANGED } from "../contract.ts";
import * as queries from "../registry-queries.ts";
import { loadVersion } from "./current-model.ts";

type Context = Pick<RecommendationsContext, "db" | "clock" | "changes" | "storage" | "log">;

/** Who moves an alias: staff, or a program (`gate`, `command`), which is in no audit log. */
export type Mover = { readonly staff: ActingStaff } | { readonly program: string };

const nameOf = (mover: Mover): string => ("staff" in mover ? mover.staff.actor.name : mover.program);

const LISTED = 50;

export async function readRegistry({ db }: Pick<Context, "db">) {
  const [versions, runs, aliases, history] = await Promise.all([
    db.rows(queries.listVersions, { limit: LISTED }),
    db.rows(queries.listRuns, { limit: LISTED }),
    db.rows(queries.listAliases, {}),
    db.rows(queries.listAliasChanges, { limit: LISTED }),
  ]);
  return { versions, runs, aliases, history };
}

interface Move {
  readonly alias: AliasName;
  readonly version: number;
  readonly reason: string;
}

/**
 * Gives a version the alias. The champion of before becomes `previous`. Throws NOT_FOUND for an unknown
 * version, MODEL_UNUSABLE when its file is gone or broken, and ALREADY_CHAMPION for a champion that is to
 * become the challenger: then nothing moves.
 */
export async function promote(context: Context, move: Move, by: Mover): Promise<void> {
  const { db, storage, log } = context;
  const row = await db.first(queries.findVersion, { version: move.version });
  if (!row) throw new DomainError("NOT_FOUND");
  await loadVersion(storage, row).catch((cause: unknown) => {
    log.error({ err: cause, version: move.version }, "a model cannot be used");
    throw new DomainError("MODEL_UNUSABLE", {}, { cause });
  });
  await moveAliases(context, by, "recommendation.promote", move.reason, ({ champion }) => {
    const moved = { alias: move.alias, to: move.version };
    if (move.alias === "challenger" && champion === move.version) throw new DomainError("ALREADY_CHAMPION");
    const replaces = move.alias === "champion" && champion !== undefined && champion !== move.version;
    return replaces ? [{ alias: "previous", to: champion }, moved] : [moved];
  });
}

/** `from`: the champion that is left, so that a roll-back that is asked for twice happens once. */
export interface RollBack {
  readonly reason: string;
  readonly from?: number | undefined;
}

/** Exchanges the champion and the one before it. Throws NO_PREVIOUS_MODEL, and NOT_CHAMPION for `from`. */
export const rollBack = (context: Context, { reason, from }: RollBack, by: Mover): Promise<void> =>
  moveAliases(context, by, "recommendation.rollback", reason, ({ champion, previous }) => {
    if (champion === undefined || previous === undefined) throw new DomainError("NO_PREVIOUS_MODEL");
    if (from !== undefined && from !== champion) throw new DomainError("NOT_CHAMPION");
    return [
      { alias: "previous", to: champion },
      { alias: "champion", to: previous },
    ];
  });

type Aliases = Partial<Record<AliasName, number>>;
type Moves = readonly { readonly alias: AliasName; readonly to: number }[];

async function moveAliases(
  { db, clock, changes }: Context,
  by: Mover,
  action: string,
  reason: string,
  decide: (aliases: Aliases) => Moves,
): Promise<void> {
  const now = clock.now();
  const ended = await db.transaction(async (trx) => {
    await trx.rows(queries.lockAliases, {});
    const before = await readAliases(trx);
    const moves = decide(before).filter(({ alias, to }) => before[alias] !== to);
    for (const { alias, to } of moves) {
      const from = before[alias] ?? null;
      await trx.rows(queries.moveAlias, { id: newId(now), alias, from, to, by: nameOf(by), reason, now });
    }
    // The numbers of an experiment are those of one champion. A canary that has won ends itself.
    const isOther = moves.some(({ alias }) => alias === "champion") && nameOf(by) !== "canary";
    const experiments = isOther
      ? await trx.rows(queries.endExperiments, { reason: "champion_changed", now })
      : [];
    if (!("staff" in by) || moves.length === 0) return experiments;
    const after = Object.fromEntries(moves.map(({ alias, to }) => [alias, to]));
    await recordAction(trx, {
      ...by.staff,
      action,
      subject: "recommendation-models:shop",
      before: Object.fromEntries(moves.map(({ alias }) => [alias, before[alias] ?? null])),
      after,
      reason,
      now,
    });
    return experiments;
  });
  await changes.publish(MODELS_CHANGED, ["aliases"]);
  if (ended.length > 0)
    await changes.publish(
      EXPERIMENTS_CHANGED,
      ended.map(({ id }) => id),
    );
}

async function readAliases(trx: Transaction): Promise<Aliases> {
  const rows = await trx.rows(queries.listAliases, {});
  return Object.fromEntries(rows.map(({ alias, version }) => [alias, version]));
}
