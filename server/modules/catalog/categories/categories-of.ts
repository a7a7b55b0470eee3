import type { Db } from "../../../platform/db/db.ts";
import { findCategoriesOf } from "./queries.ts";

export const categoriesOf = (
  db: Db,
  productIds: string[],
): Promise<{ productId: string; categoryIds: string[] }[]> => db.rows(findCategoriesOf, { productIds });
