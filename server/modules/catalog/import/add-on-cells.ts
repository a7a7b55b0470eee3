/**
 * How a cell names add-ons: `slug:gift-box` is a product, `sku:BAG-1` a variant, and a word alone is the one
 * of the two that the shop has. Pure.
 */
import type { AddOn } from "../contract/add-ons.ts";
import { namedAddOn } from "../contract/import-rows.ts";
import type { NewProduct } from "../contract.ts";

/** What the shop has of the names in cells. */
export interface AddOnNames {
  /** The ids of products by their slugs. */
  readonly products: ReadonlyMap<string, string>;
  readonly skus: ReadonlySet<string>;
}

/** Returns the add-ons that a cell names, each once, or the code of what is wrong with one of them. */
export function readAddOns(
  cells: readonly string[],
  product: Pick<NewProduct, "slug" | "variants" | "addOns">,
  names: AddOnNames,
): readonly AddOn[] | { readonly code: string } {
  const found = new Map<string, AddOn>();
  for (const cell of cells) {
    const read = readAddOn(cell, product, names);
    if ("code" in read) return read;
    found.set(JSON.stringify(read), read);
  }
  return [...found.values()];
}

function readAddOn(
  cell: string,
  { slug: ownSlug, variants, addOns = [] }: Parameters<typeof readAddOns>[1],
  { products, skus }: AddOnNames,
): AddOn | { readonly code: string } {
  const { slug, sku } = namedAddOn(cell);
  if (slug !== undefined && slug === ownSlug) return { code: "SELF" };
  if (variants.some((variant) => variant.sku === sku)) return { code: "SELF" };
  const productId = slug === undefined ? undefined : products.get(slug);
  // A variant that the product offers already may have been archived since.
  const isKnown = sku !== undefined && (skus.has(sku) || addOns.some((each) => each.sku === sku));
  if (productId !== undefined && isKnown) return { code: "AMBIGUOUS" };
  if (productId !== undefined) return { productId };
  return isKnown ? { sku } : { code: "UNKNOWN_ADD_ON" };
}
