/** Events of simulated shoppers, for the demo shop. */
import type { RecommendationsContext } from "../context.ts";
import { findSimulated } from "../event-queries.ts";

export const hasSimulated = async ({ db }: Pick<RecommendationsContext, "db">): Promise<boolean> =>
  (await db.first(findSimulated, {})) !== null;
