import type { Db } from "../../../platform/db/db.ts";
import { UUID } from "../../../platform/ids.ts";
import { findReferences, type ReferenceRow } from "./reference-queries.ts";

/** The products with these ids, slugs and former slugs, of every status. */
export const findProducts = (db: Db, idsOrSlugs: readonly string[]): Promise<ReferenceRow[]> =>
  db.rows(findReferences, {
    ids: idsOrSlugs.map((each) => each.toLowerCase()).filter((each) => UUID.test(each)),
    slugs: idsOrSlugs.filter((each) => !UUID.test(each.toLowerCase())),
  });
