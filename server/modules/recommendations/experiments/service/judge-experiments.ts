/** Reads what came of experiments, and lets those end or grow that do so by themselves. Safe to run twice. */
import type { RecommendationsContext } from "../../context.ts";
import { EXPERIMENTS_CHANGED } from "../../contract.ts";
import { promote } from "../../service/registry.ts";
import * as queries from "../experiment-queries.ts";
import { type ArmFigures, decide, noFigures, type StageFigures } from "../judge.ts";

type Context = Pick<RecommendationsContext, "db" | "clock" | "changes" | "storage" | "log">;

const LISTED = 20;

/** The running ones first, then the newest, one after the other: each reads the events of many persons. */
export async function readExperiments(context: Pick<Context, "db" | "clock">) {
  const experiments = [];
  for (const row of await context.db.rows(queries.listExperiments, { limit: LISTED }))
    experiments.push({ row, figures: await readFigures(context, row) });
  return experiments;
}

export async function readFigures(
  { db, clock }: Pick<Context, "db" | "clock">,
  { id, stage, endedAt }: queries.ExperimentRow,
): Promise<StageFigures> {
  const rows = await db.rows(queries.sumOutcomes, { id, stage, until: endedAt ?? clock.now() });
  const of = (arm: queries.OutcomeRow["arm"]): ArmFigures => {
    const row = rows.find((each) => each.arm === arm);
    return row ? figuresOf(row) : noFigures;
  };
  return { control: of("control"), treated: of("treated") };
}

const figuresOf = (row: queries.OutcomeRow): ArmFigures => ({
  persons: row.persons,
  sums: {
    // Each is 0 or 1, and so are their squares.
    clicked: { sum: row.clicked, squares: row.clicked },
    added: { sum: row.added, squares: row.added },
    bought: { sum: row.bought, squares: row.bought },
    revenue: { sum: row.revenue, squares: row.revenueSquares },
  },
});

/** A job. */
export async function judgeExperiments(context: Context): Promise<void> {
  for (const row of await context.db.rows(queries.listRunning, {})) await judge(context, row);
}

async function judge(context: Context, row: queries.ExperimentRow): Promise<void> {
  const { db, clock, changes, log } = context;
  const now = clock.now();
  const { id, kind, share, stage, version } = row;
  const stageAgeMs = now.getTime() - row.stageAt.getTime();
  const figures = await readFigures(context, row);
  const calls = await db.first(queries.findCalls, { id, stage });
  const decision = decide({ kind, share, stage, stageAgeMs }, figures, calls);
  switch (decision.do) {
    case "wait":
      return;
    case "widen":
      await db.rows(queries.widenExperiment, { id, stage, share: decision.share, now });
      break;
    case "stop": {
      const { reason } = decision;
      const ended = await db.first(queries.endExperiment, { id, status: "stopped", reason, now });
      // The hold-out goes on: staff see its broken ratio beside it.
      if (!ended) return;
      break;
    }
    case "promote":
      // The alias first: when the process dies in between, the next run ends the experiment.
      if (version !== null)
        await promote(context, { alias: "champion", version, reason: row.name }, { program: "canary" });
      await db.rows(queries.endExperiment, { id, status: "won", reason: "promoted", now });
  }
  log.info({ experiment: id, decision }, "an experiment was judged");
  await changes.publish(EXPERIMENTS_CHANGED, [id]);
}
