import type { Db } from "../../platform/db/db.ts";
import { findMiscounted } from "./price-lists/queries.ts";

/** What breaks an invariant of the catalogue, a sentence each. */
export async function audit({ db }: { readonly db: Db }): Promise<string[]> {
  const miscounted = await db.rows(findMiscounted, { limit: 100 });
  return miscounted.map(
    ({ id, counted, held }) => `price list ${id} counts ${counted} prices and has ${held}`,
  );
}
