import type { Metrics } from "../../../../platform/metrics.ts";
import type { Figures } from "../../../../platform/module.ts";
import type { NotificationsContext } from "../../context.ts";
import { TRIED, webhooksWaiting, webhooksWaitingOldest } from "../../metrics.ts";
import { countQueue } from "../delivery-queries.ts";

/** What of our webhooks waits. */
export function webhookFigures(
  { db, clock }: Pick<NotificationsContext, "db" | "clock">,
  metrics: Metrics,
): Figures {
  const waiting = metrics.gauge(webhooksWaiting);
  const oldest = metrics.gauge(webhooksWaitingOldest);
  return {
    async read() {
      const rows = await db.rows(countQueue, { now: clock.now() });
      for (const tried of TRIED) {
        const row = rows.find((each) => each.tried === tried);
        waiting.set({ tried }, row?.count ?? 0);
        oldest.set({ tried }, Math.max(row?.oldest ?? 0, 0));
      }
    },
    forget: () => [waiting, oldest],
  };
}
