import type { Db } from "../../../platform/db/db.ts";
import { retryConflicts } from "../../../platform/db/failures.ts";
import * as queries from "../queries.ts";

/** Releases or commits what orders hold. Returns the variants that changed. */
export async function closeReservations(
  db: Db,
  orderIds: string[],
  outcome: "RELEASED" | "COMMITTED",
  lapsedBefore: Date | null = null,
): Promise<string[]> {
  const closed = await retryConflicts(() =>
    db.first(queries.closeReservations, { orderIds, outcome, lapsedBefore }),
  );
  return closed?.variantIds ?? [];
}
