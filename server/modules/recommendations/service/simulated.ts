/** Events of simulated shoppers, for the demo shop. */
import type { RecommendationsContext } from "../context.ts";
import type { SimulatedEvent } from "../contract.ts";
import { findSimulated } from "../event-queries.ts";
import { eventRecorder } from "./record-events.ts";

export const hasSimulated = async ({ db }: Pick<RecommendationsContext, "db">): Promise<boolean> =>
  (await db.first(findSimulated, {})) !== null;

export async function importSimulated(
  { db, measures }: RecommendationsContext,
  events: readonly SimulatedEvent[],
): Promise<void> {
  const record = eventRecorder(db, measures, { simulated: true });
  await record(
    events.map((event) => ({ ...event, memberId: null, placement: null, position: null, requestId: null })),
  );
}
