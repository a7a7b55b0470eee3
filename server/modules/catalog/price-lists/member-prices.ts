import type { CatalogContext } from "../context.ts";
import { presentMemberPrices } from "./present.ts";
import { findMemberPrices } from "./queries.ts";

/** The products whose prices are others for this member than for everybody. One statement. */
export async function memberPrices({ db, clock }: CatalogContext, memberId: string, productIds: string[]) {
  const rows = await db.rows(findMemberPrices, { memberId, productIds });
  const now = clock.now();
  return rows.flatMap((row) => presentMemberPrices(row, now) ?? []);
}
