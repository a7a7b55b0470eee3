import type { CatalogContext } from "../context.ts";
import type { VariantCard } from "../contract/variant.ts";
import { presentVariant } from "./present.ts";
import * as queries from "./queries.ts";

export async function describe({ db, clock }: CatalogContext, variantIds: string[]): Promise<VariantCard[]> {
  const rows = await db.lookUp(queries.describeVariants, variantIds);
  const now = clock.now();
  return rows.map((row) => presentVariant(row, now));
}
