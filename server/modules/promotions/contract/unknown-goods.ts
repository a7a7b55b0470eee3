/** Goods that a coupon or a promotion names. */
import type { Port } from "../../../platform/contract/contract.ts";
import { type InputProblem, inputError, inputProblem } from "../../../platform/errors.ts";
import type { catalog } from "../../catalog/contract.ts";

export type KnownGoods = Pick<Port<typeof catalog>, "findProducts" | "listCategories">;

interface NamedGoods {
  readonly productIds?: readonly string[] | undefined;
  readonly categoryIds?: readonly string[] | undefined;
}

/** As many as one call takes. */
const PRODUCTS_AT_ONCE = 100;

/** Throws INVALID_INPUT that names each product and category that the shop never had. */
export async function refuseUnknownGoods(goods: KnownGoods, named: NamedGoods): Promise<void> {
  const problems = await unknownGoods(goods, named);
  if (problems.length > 0) throw inputError(problems);
}

/** Returns a problem for each of them. Products that are no longer sold are known. */
export async function unknownGoods(
  goods: KnownGoods,
  { productIds = [], categoryIds = [] }: NamedGoods,
): Promise<InputProblem[]> {
  const [products, categories] = await Promise.all([
    knownProducts(goods, productIds),
    categoryIds.length === 0 ? [] : goods.listCategories({}),
  ]);
  const problemsOf = (name: keyof NamedGoods, ids: readonly string[], known: ReadonlySet<string>) =>
    ids.flatMap((id, at) => (known.has(id.toLowerCase()) ? [] : [inputProblem(`/${name}/${at}`, "UNKNOWN")]));
  return [
    ...problemsOf("productIds", productIds, new Set(products)),
    ...problemsOf("categoryIds", categoryIds, new Set(categories.map(({ id }) => id))),
  ];
}

async function knownProducts({ findProducts }: KnownGoods, ids: readonly string[]): Promise<string[]> {
  const known: string[] = [];
  for (let at = 0; at < ids.length; at += PRODUCTS_AT_ONCE) {
    const found = await findProducts({ idsOrSlugs: ids.slice(at, at + PRODUCTS_AT_ONCE) });
    known.push(...found.map(({ productId }) => productId));
  }
  return known;
}
