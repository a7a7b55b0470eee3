import { expect, test } from "vitest";
import type { VariantCard } from "../../../catalog/contract/variant.ts";
import { PRODUCTS_AT_ONCE } from "../../../catalog/contract.ts";
import { optionsOfLines } from "./wanted-variants.ts";

const card = (productId: string, colour: string): VariantCard => ({
  ...{ productId, variantId: `${productId} ${colour}`, productSlug: productId, sku: colour, name: "컵" },
  ...{ options: [], translations: {}, picture: null, forSale: true },
  price: { amount: 10_000, currency: "KRW" },
});
const line = (id: string, productId: string) => ({
  ...{ id, productId, variantId: `${productId} red`, quantity: 1, unitPrice: 10_000 },
});

/** A catalogue and a stock that have everything, and count what they are asked. */
function sources(colours: readonly string[]) {
  const asked = { variantsOf: [] as number[], availability: [] as number[] };
  return {
    asked,
    catalog: {
      variantsOf: async ({ productIds }: { productIds: string[] }) => {
        asked.variantsOf.push(productIds.length);
        return productIds.flatMap((id) => colours.map((colour) => card(id, colour)));
      },
    },
    inventory: {
      availability: async ({ variantIds }: { variantIds: string[] }) => {
        asked.availability.push(variantIds.length);
        return variantIds.map((variantId) => ({ variantId, available: 5 }));
      },
    },
  };
}

test("the options of many lines of one product cost one question to catalogue and stock each", async () => {
  const { asked, ...shop } = sources(["red", "blue"]);
  const lines = Array.from({ length: 200 }, (_, at) => line(`line ${at}`, "cup"));
  const options = await optionsOfLines(shop, null, lines);
  expect(asked).toEqual({ variantsOf: [1], availability: [2] });
  expect(options.map(({ lineId }) => lineId)).toEqual(lines.map(({ id }) => id));
  for (const { items } of options)
    expect(items.map(({ variant }) => variant.variantId)).toEqual(["cup red", "cup blue"]);
});

test("no question about the lines of a large order is larger than the contracts allow", async () => {
  const { asked, ...shop } = sources(Array.from({ length: 60 }, (_, at) => (at === 0 ? "red" : `${at}`)));
  const lines = Array.from({ length: 50 }, (_, at) => line(`line ${at}`, `cup ${at}`));
  const options = await optionsOfLines(shop, null, lines);
  expect(asked).toEqual({
    variantsOf: [PRODUCTS_AT_ONCE, PRODUCTS_AT_ONCE, 10],
    availability: [2_000, 1_000],
  });
  expect(options.every(({ items, forSale }) => items.length === 60 && forSale === 60)).toBe(true);
});
