import type { CatalogContext } from "../context.ts";
import type { VariantCard } from "../contract/variant.ts";
import { presentVariant } from "./present.ts";
import * as queries from "./queries.ts";

export async function describe({ db }: CatalogContext, variantIds: string[]): Promise<VariantCard[]> {
  return (await db.lookUp(queries.describeVariants, variantIds)).map(presentVariant);
}
