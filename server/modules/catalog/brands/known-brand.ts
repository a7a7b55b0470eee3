/** The brand of a product that staff enter: a spelling that leads to a brand becomes that brand's name. */
import type { Transaction } from "../../../platform/db/db.ts";
import type { NewProduct } from "../contract.ts";
import { findByName } from "./queries.ts";

/**
 * Returns the product with its brand as that is spelled, and with the brand's English name where the product
 * has none. A brand that does not exist is made when the product is stored (migration 0014).
 */
export async function withKnownBrand(
  trx: Transaction,
  product: NewProduct,
  before: NewProduct | null,
): Promise<NewProduct> {
  const { brand, translations } = product;
  const own = translations?.en?.brand;
  const changed = brand !== before?.brand;
  if (brand === undefined || (!changed && own !== undefined)) return product;
  const known = await trx.first(findByName, { name: brand });
  if (!known) return product;
  // An English name that was the former brand's says nothing of this one.
  const isFormer = before !== null && changed && own === before.translations?.en?.brand;
  const english = (isFormer ? undefined : own) ?? known.nameEn ?? undefined;
  if (english === own) return { ...product, brand: known.name };
  const { brand: _own, ...others } = translations?.en ?? {};
  const en = { ...others, ...(english === undefined ? {} : { brand: english }) };
  return { ...product, brand: known.name, translations: { ...translations, en } };
}
