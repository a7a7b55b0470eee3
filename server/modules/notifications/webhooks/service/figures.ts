import type { Metrics } from "../../../../platform/metrics.ts";
import type { Figures } from "../../../../platform/module.ts";
import type { NotificationsContext } from "../../context.ts";
import { webhooksWaiting, webhooksWaitingOldest } from "../../metrics.ts";
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
      const row = await db.first(countQueue, { now: clock.now() });
      waiting.set(row?.count ?? 0);
      oldest.set(Math.max(row?.oldest ?? 0, 0));
    },
    forget: () => [waiting, oldest],
  };
}
