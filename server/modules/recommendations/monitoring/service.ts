/** Watches the champion: how old it is, and how far its shop has moved from what it learned. */
import { after } from "../../../platform/clock.ts";
import type { Metrics } from "../../../platform/metrics.ts";
import type { Figures } from "../../../platform/module.ts";
import type { RecommendationsContext } from "../context.ts";
import { driftPsi, featureLag, modelAge, unknownItems } from "../metrics.ts";
import { driftFeatures, driftOf } from "./drift.ts";
import * as queries from "./drift-queries.ts";

const DAY_MS = 86_400_000;
const RANKING_DAYS = 28;
const REFERENCE_DAYS = 7;
const RECENT_DAYS = 2;
/** What is older says nothing of now. */
const FRESH_MS = 3 * 3_600_000;
const KEPT_DAYS = 400;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A job. */
export async function measureDrift(context: RecommendationsContext): Promise<void> {
  const { db, clock, assortment, log } = context;
  const champion = await db.first(queries.findChampion, {});
  if (!champion?.snapshot) return;
  const now = clock.now();
  const asOf = new Date(champion.snapshot.asOf);
  const reference = asOf.getTime() - (REFERENCE_DAYS - 1) * DAY_MS;
  const [counts, products] = await Promise.all([
    db.rows(queries.countEvents, {
      first: dayOf(reference - RANKING_DAYS * DAY_MS),
      reference: dayOf(reference),
      last: dayOf(asOf.getTime()),
      recent: dayOf(now.getTime() - (RECENT_DAYS - 1) * DAY_MS),
    }),
    assortment.get(),
  ]);
  const drift = driftOf(counts, products.find, asOf);
  if (drift === null) return;
  const values = { ...drift.indices, unknown: drift.unknown };
  await db.rows(queries.insertDrift, { now, values: JSON.stringify(values) });
  await db.rows(queries.deleteOldDrifts, { before: after(clock, -KEPT_DAYS * DAY_MS) });
  log.info({ champion: champion.version, ...values }, "the drift was measured");
}

/** The largest index of the newest measurement; null: there is none. */
export async function largestDrift({
  db,
  clock,
}: Pick<RecommendationsContext, "db" | "clock">): Promise<number | null> {
  const rows = await db.rows(queries.listDrift, { since: after(clock, -FRESH_MS) });
  const indices = rows.flatMap(({ feature, value }) => (feature === "unknown" ? [] : [value]));
  return indices.length === 0 ? null : Math.max(...indices);
}

/** Without a champion the gauges are 0 or empty: what is popular serves, and nothing is late. */
export function championFigures(
  { db, clock }: Pick<RecommendationsContext, "db" | "clock">,
  metrics: Metrics,
): Figures {
  const age = metrics.gauge(modelAge);
  const lag = metrics.gauge(featureLag);
  const psi = metrics.gauge(driftPsi);
  const unknown = metrics.gauge(unknownItems);
  const all = [age, lag, psi, unknown];
  return {
    async read() {
      const [champion, drift] = await Promise.all([
        db.first(queries.findChampion, {}),
        db.rows(queries.listDrift, { since: after(clock, -FRESH_MS) }),
      ]);
      const model = { model: "champion" } as const;
      for (const gauge of all) gauge.reset();
      for (const gauge of [age, lag, unknown]) gauge.set(model, 0);
      for (const feature of driftFeatures) psi.set({ feature }, 0);
      if (!champion) return;
      const secondsSince = (at: Date): number => Math.max(0, clock.now().getTime() - at.getTime()) / 1_000;
      age.set(model, secondsSince(champion.createdAt));
      const newest = champion.snapshot?.newest ?? champion.snapshot?.asOf;
      if (newest !== undefined) lag.set(model, secondsSince(new Date(newest)));
      for (const { feature, value } of drift) {
        if (feature === "unknown") unknown.set(model, value);
        else if (driftFeatures.includes(feature)) psi.set({ feature }, value);
      }
    },
    forget: () => all,
  };
}
