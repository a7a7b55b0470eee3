import type { Db } from "../../../platform/db/db.ts";
import { UUID } from "../../../platform/ids.ts";
import * as queries from "./reference-queries.ts";

/** The products with these ids, slugs and former slugs, of every status. */
export const findProducts = (db: Db, idsOrSlugs: readonly string[]): Promise<queries.ReferenceRow[]> =>
  db.rows(queries.findReferences, {
    ids: idsOrSlugs.map((each) => each.toLowerCase()).filter((each) => UUID.test(each)),
    slugs: idsOrSlugs.filter((each) => !UUID.test(each.toLowerCase())),
  });

export const findSkus = (db: Db, skus: string[]) => db.rows(queries.findSkus, { skus });
