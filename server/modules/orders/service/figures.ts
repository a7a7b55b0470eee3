import type { Metrics } from "../../../platform/metrics.ts";
import type { Figures } from "../../../platform/module.ts";
import type { OrdersContext } from "../context.ts";
import { openClaimStatuses } from "../contract.ts";
import { countOpenClaims, countWaiting } from "../figures-queries.ts";
import {
  claimsOpen,
  claimsOpenOldest,
  ordersWaiting,
  ordersWaitingOldest,
  waitingStatuses,
} from "../metrics.ts";

/** Orders that wait for their buyer or for the shop, and open claims. */
export function orderFigures({ db, clock }: OrdersContext, metrics: Metrics): Figures {
  const waiting = metrics.gauge(ordersWaiting);
  const oldest = metrics.gauge(ordersWaitingOldest);
  const claims = metrics.gauge(claimsOpen);
  const oldestClaims = metrics.gauge(claimsOpenOldest);
  return {
    async read() {
      const now = clock.now();
      const statuses = [...openClaimStatuses];
      const [rows, open] = await Promise.all([
        db.rows(countWaiting, { now }),
        db.rows(countOpenClaims, { now, statuses }),
      ]);
      for (const status of waitingStatuses) {
        const row = rows.find((each) => each.status === status);
        waiting.set({ status }, row?.count ?? 0);
        oldest.set({ status }, Math.max(row?.oldest ?? 0, 0));
      }
      for (const status of statuses) {
        const row = open.find((each) => each.status === status);
        claims.set({ status }, row?.count ?? 0);
        oldestClaims.set({ status }, Math.max(row?.oldest ?? 0, 0));
      }
    },
    forget: () => [waiting, oldest, claims, oldestClaims],
  };
}
