/** Hands the demo's products to the catalogue. */
import type { Shop } from "../server/compose.ts";
import type { Picture } from "../server/modules/catalog/contract/picture.ts";
import type { ImportedProduct } from "../server/modules/catalog/contract.ts";
import type { DemoProduct } from "./catalogue.ts";
import { pictureOf } from "./pictures/render.ts";

/** Products per call of the catalogue. */
const BATCH = 100;

/** `products` may be made while they are read. Calls `done` with the count so far. */
export async function importProducts(
  { catalog }: Pick<Shop, "catalog">,
  products: Iterable<DemoProduct>,
  done: (count: number) => void = () => {},
): Promise<void> {
  let batch: ImportedProduct[] = [];
  let count = 0;
  const send = async (): Promise<void> => {
    await catalog.import({ categories: [], products: batch });
    count += batch.length;
    done(count);
    batch = [];
  };
  for (const product of products) {
    batch.push(toImport(product));
    if (batch.length === BATCH) await send();
  }
  if (batch.length > 0) await send();
}

function toImport({ pictures, categorySlugs, variants, ...product }: DemoProduct): ImportedProduct {
  const withPictures = variants.flatMap(({ sku, picture }) =>
    picture ? [[sku, pictureOf(picture)] as [string, Picture]] : [],
  );
  return {
    product: { ...product, variants: variants.map(({ picture: _drawn, ...variant }) => variant) },
    categorySlugs,
    pictures: pictures.map(pictureOf),
    variantPictures: Object.fromEntries(withPictures),
  };
}
