import type { Metrics } from "../../../platform/metrics.ts";
import type { Figures } from "../../../platform/module.ts";
import type { OrdersContext } from "../context.ts";
import { countWaiting } from "../figures-queries.ts";
import { ordersWaiting, ordersWaitingOldest, waitingStatuses } from "../metrics.ts";

/** Orders that wait for their buyer or for the shop. */
export function orderFigures({ db, clock }: OrdersContext, metrics: Metrics): Figures {
  const waiting = metrics.gauge(ordersWaiting);
  const oldest = metrics.gauge(ordersWaitingOldest);
  return {
    async read() {
      const rows = await db.rows(countWaiting, { now: clock.now() });
      for (const status of waitingStatuses) {
        const row = rows.find((each) => each.status === status);
        waiting.set({ status }, row?.count ?? 0);
        oldest.set({ status }, Math.max(row?.oldest ?? 0, 0));
      }
    },
    forget: () => [waiting, oldest],
  };
}
