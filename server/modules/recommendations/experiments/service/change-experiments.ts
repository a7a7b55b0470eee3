/** Staff begin and end experiments. */
import { type ActingStaff, recordAction } from "../../../../platform/audit-log/audit-log.ts";
import { brokeConstraint } from "../../../../platform/db/failures.ts";
import { DomainError } from "../../../../platform/errors.ts";
import { newId } from "../../../../platform/ids.ts";
import type { RecommendationsContext } from "../../context.ts";
import { EXPERIMENTS_CHANGED } from "../../contract.ts";
import { findVersion, listAliases } from "../../registry-queries.ts";
import { loadVersion } from "../../service/current-model.ts";
import * as queries from "../experiment-queries.ts";
import { canaryShares, type ExperimentKind } from "../judge.ts";

export interface NewExperiment {
  readonly name: string;
  readonly kind: Exclude<ExperimentKind, "holdout">;
  readonly version: number;
  /** Of 10,000 persons; a canary has its own. */
  readonly share?: number;
}

const HALF = 5_000;

/** Throws NOT_FOUND for an unknown version, ALREADY_CHAMPION, MODEL_UNUSABLE, EXPERIMENT_RUNNING. */
export async function beginExperiment(
  context: RecommendationsContext,
  { name, kind, version, share = HALF }: NewExperiment,
  by: ActingStaff,
): Promise<queries.ExperimentRow> {
  const { db, clock, changes, storage } = context;
  const row = await db.first(findVersion, { version });
  if (!row) throw new DomainError("NOT_FOUND");
  const aliases = await db.rows(listAliases, {});
  if (aliases.some((each) => each.alias === "champion" && each.version === version))
    throw new DomainError("ALREADY_CHAMPION");
  await loadVersion(storage, row).catch((cause: unknown) => {
    throw new DomainError("MODEL_UNUSABLE", {}, { cause });
  });
  const now = clock.now();
  const first = kind === "canary" ? (canaryShares[0] ?? HALF) : share;
  const stored = { id: newId(now), name, kind, version, share: first, startedBy: by.actor.name, now };
  const begun = await db
    .transaction(async (trx) => {
      const inserted = await trx.first(queries.insertExperiment, stored);
      await recordAction(trx, {
        ...by,
        action: "recommendation.experiment",
        subject: `recommendation-experiment:${stored.id}`,
        after: { name, kind, version, share: first },
        now,
      });
      return inserted;
    })
    .catch((error: unknown) => {
      if (brokeConstraint(error, "experiments_one_running")) throw new DomainError("EXPERIMENT_RUNNING");
      throw error;
    });
  if (!begun) throw new Error("an experiment was not stored");
  await changes.publish(EXPERIMENTS_CHANGED, [begun.id]);
  return begun;
}

/** Throws NOT_FOUND: it does not run, or it is the hold-out. */
export async function stopExperiment(
  { db, clock, changes }: RecommendationsContext,
  id: string,
  reason: string,
  by: ActingStaff,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    if (!(await trx.first(queries.endExperiment, { id, status: "stopped", reason, now })))
      throw new DomainError("NOT_FOUND");
    const subject = `recommendation-experiment:${id}`;
    await recordAction(trx, { ...by, action: "recommendation.stop", subject, reason, now });
  });
  await changes.publish(EXPERIMENTS_CHANGED, [id]);
}
