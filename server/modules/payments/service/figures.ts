import type { Clock } from "../../../platform/clock.ts";
import type { Db } from "../../../platform/db/db.ts";
import { firstIdOf } from "../../../platform/ids.ts";
import type { Metrics } from "../../../platform/metrics.ts";
import type { Figures } from "../../../platform/module.ts";
import { findingKinds } from "../comparison.ts";
import { countFindings } from "../comparison-queries.ts";
import { countForStaff, countOpenRefunds, countUnknown } from "../figures-queries.ts";
import { paymentFindings, paymentsUnknown, paymentsUnknownOldest, refundsOpen } from "../metrics.ts";

/** Payments without a definite answer, and refunds that are not finished. */
export function paymentFigures(db: Db, clock: Clock, metrics: Metrics, providers: Iterable<string>): Figures {
  const unknown = metrics.gauge(paymentsUnknown);
  const oldest = metrics.gauge(paymentsUnknownOldest);
  const refunds = metrics.gauge(refundsOpen);
  const findings = metrics.gauge(paymentFindings);
  const names = [...providers];
  return {
    async read() {
      const confirming = await db.rows(countUnknown, { now: clock.now() });
      const open = await db.rows(countOpenRefunds, {});
      for (const provider of names) {
        const row = confirming.find((each) => each.provider === provider);
        unknown.set({ provider }, row?.count ?? 0);
        oldest.set({ provider }, Math.max(row?.oldest ?? 0, 0));
      }
      const found = await db.rows(countFindings, {});
      for (const kind of findingKinds)
        findings.set({ kind }, found.find((each) => each.kind === kind)?.count ?? 0);
      for (const state of ["WAITING", "REQUESTED", "FAILED"] as const)
        refunds.set({ state: state.toLowerCase() }, open.find((each) => each.state === state)?.count ?? 0);
    },
    forget: () => [unknown, oldest, refunds, findings],
  };
}

export async function figuresForStaff(
  db: Db,
  since: string,
): Promise<{ failed: number; openRefunds: number }> {
  const counted = await db.first(countForStaff, { sinceId: firstIdOf(new Date(since)) });
  if (!counted) throw new Error("a count has one row");
  return counted;
}
