import type { Static } from "typebox";
import { DomainError } from "../../../platform/errors.ts";
import type { catalog } from "../../catalog/contract.ts";
import type { ReviewsContext } from "../context.ts";

export type ProductReference = Static<typeof catalog.calls.findProducts.output>[number];

/** The product of a page that shoppers see. Throws NOT_FOUND. */
export async function getShownProduct(
  { catalog: port }: ReviewsContext,
  idOrSlug: string,
): Promise<ProductReference> {
  const found = await port.findProducts({ idsOrSlugs: [idOrSlug] });
  // A product that has the slug goes before one that had it.
  const product = found.find(({ slug }) => slug === idOrSlug) ?? found[0];
  if (!product?.isShown) throw new DomainError("NOT_FOUND");
  return product;
}

/** Products by their ids, of every status. */
export async function productsOf(
  { catalog: port }: ReviewsContext,
  rows: readonly { readonly productId: string }[],
): Promise<ReadonlyMap<string, ProductReference>> {
  const ids = [...new Set(rows.map(({ productId }) => productId))];
  const found = ids.length === 0 ? [] : await port.findProducts({ idsOrSlugs: ids });
  return new Map(found.map((each) => [each.productId, each]));
}
