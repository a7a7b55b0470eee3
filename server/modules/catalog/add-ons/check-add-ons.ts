/** Judges what staff offer with a product. */
import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "../../../platform/db/db.ts";
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { AddOn } from "../contract/add-ons.ts";
import type { NewProduct } from "../contract.ts";
import { findNamed } from "./queries.ts";

/** What stays as it was is not judged again: a variant may have been archived since. */
export async function checkAddOns(
  trx: Transaction,
  id: string,
  before: NewProduct | null,
  { addOns = [] }: NewProduct,
): Promise<InputProblem[]> {
  if (addOns.length === 0 || isDeepStrictEqual(before?.addOns, addOns)) return [];
  const known = new Set(before?.addOns?.map(keyOf));
  const found = await trx.rows(findNamed, {
    productIds: addOns.flatMap(({ productId }) => productId ?? []),
    skus: addOns.flatMap(({ sku }) => sku ?? []),
  });
  const products = new Map(
    found.map(({ productId, sku }) => [sku === null ? `product ${productId}` : `sku ${sku}`, productId]),
  );
  const seen = new Set<string>();
  return addOns.flatMap((addOn, at): InputProblem[] => {
    const pointer = `/addOns/${at}`;
    const key = keyOf(addOn);
    if ((addOn.productId === undefined) === (addOn.sku === undefined))
      return [inputProblem(pointer, addOn.sku === undefined ? "REQUIRED" : "MISMATCH")];
    if (seen.has(key)) return [inputProblem(pointer, "DUPLICATE")];
    seen.add(key);
    const product = products.get(key);
    if (product === undefined) return known.has(key) ? [] : [inputProblem(pointer, "UNKNOWN")];
    return product === id ? [inputProblem(pointer, "SELF")] : [];
  });
}

const keyOf = ({ productId, sku }: AddOn): string =>
  productId === undefined ? `sku ${sku}` : `product ${productId.toLowerCase()}`;
