import type { Metrics } from "../../../../platform/metrics.ts";
import type { Figures } from "../../../../platform/module.ts";
import type { NotificationsContext } from "../../context.ts";
import { MESSAGE_STATES, messagesOpen, messagesOpenOldest } from "../../metrics.ts";
import { countOpen } from "../queries.ts";

/** What of the messages to phones has not ended. */
export function messageFigures(
  { db, clock }: Pick<NotificationsContext, "db" | "clock">,
  metrics: Metrics,
): Figures {
  const open = metrics.gauge(messagesOpen);
  const oldest = metrics.gauge(messagesOpenOldest);
  return {
    async read() {
      const rows = await db.rows(countOpen, { now: clock.now() });
      for (const state of MESSAGE_STATES) {
        const row = rows.find((each) => each.state === state);
        open.set({ state }, row?.count ?? 0);
        oldest.set({ state }, Math.max(row?.oldest ?? 0, 0));
      }
    },
    forget: () => [open, oldest],
  };
}
