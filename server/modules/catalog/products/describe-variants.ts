import type { CatalogContext } from "../context.ts";
import type { VariantCard } from "../contract/variant.ts";
import { presentVariant } from "./present.ts";
import * as queries from "./queries.ts";

/** Returns variants with the prices that the member pays now, by one statement. `memberId` null: a guest. */
export async function describe(
  { db, clock }: CatalogContext,
  variantIds: readonly string[],
  memberId: string | null = null,
): Promise<VariantCard[]> {
  const asked = memberId === null ? variantIds : variantIds.map((id) => `${id} ${memberId}`);
  const rows = await db.lookUp(queries.describeVariants, asked);
  const now = clock.now();
  return rows.map((row) => presentVariant(row, now));
}

/** Returns the variants that products have, each product's in order. */
export async function variantsOf(
  catalog: CatalogContext,
  productIds: readonly string[],
  memberId: string | null,
): Promise<VariantCard[]> {
  const ids = (await catalog.db.rows(queries.listVariantIds, { productIds })).map(({ id }) => id);
  const cards = new Map((await describe(catalog, ids, memberId)).map((card) => [card.variantId, card]));
  return ids.flatMap((id) => cards.get(id) ?? []);
}
