import fc from "fast-check";
import { expect, test } from "vitest";
import { createProductIndex } from "../product-index/product-index.ts";
import { countFacets } from "./count-facets.ts";
import { codeFilters } from "./filters.ts";
import { readListing } from "./listing.ts";
import { countPriced, priceBlocks } from "./price-blocks.ts";

const variant = fc.record({
  options: fc.record({ 색상: fc.constantFrom("블랙", "화이트") }, { requiredKeys: [] }),
  price: fc.integer({ min: 0, max: 30 }),
  onSale: fc.boolean(),
  inStock: fc.boolean(),
});
const product = fc.record({
  id: fc.uuid(),
  brand: fc.constantFrom("A", "B", null),
  categoryIds: fc.uniqueArray(fc.constantFrom("top", "below")),
  variants: fc.array(variant, { maxLength: 4 }),
  attributes: fc.record({ organic: fc.boolean() }, { requiredKeys: [] }),
});
const bound = fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined });

test("sums of blocks are what a look at every product finds", () => {
  const all = fc.uniqueArray(product, { selector: ({ id }) => id, maxLength: 40 });
  const asked = fc.record({
    minPrice: bound,
    maxPrice: bound,
    inStock: fc.option(fc.boolean(), { nil: undefined }),
  });
  fc.assert(
    fc.property(all, asked, fc.nat(10), (products, { minPrice, maxPrice, inStock }, gone) => {
      const index = createProductIndex();
      const category = { slug: "top", name: "top", nameEn: null, position: 0 };
      index.replaceCategories([
        { ...category, id: "top", parentId: null },
        { ...category, id: "below", slug: "below", parentId: "top" },
      ]);
      const choices = { nameEn: null, unit: null, unitEn: null, choices: [] };
      index.replaceAttributes([{ ...choices, code: "organic", name: "organic", type: "boolean" }]);
      for (const each of products)
        index.put({
          ...each,
          createdAt: 1,
          name: each.id,
          nameEn: null,
          brandEn: null,
          labels: {},
          price: Math.min(...each.variants.map(({ price }) => price)),
          inStock: each.variants.some((own) => own.inStock),
          ratingRank: 0,
          soldLately: 0,
          words: "",
        });
      for (const { id } of products.slice(0, gone)) index.remove(id);
      const query = {
        ...(minPrice === undefined ? {} : { minPrice }),
        ...(maxPrice === undefined ? {} : { maxPrice }),
        ...(inStock === undefined ? {} : { inStock }),
      };
      const filters = codeFilters(index, readListing(query).filters);
      const blocks = priceBlocks(index, filters, 3);
      expect(blocks && countPriced(index, filters, blocks)).toEqual(
        countFacets(index, filters, null, { withPrices: false }),
      );
    }),
    { numRuns: 500 },
  );
});
