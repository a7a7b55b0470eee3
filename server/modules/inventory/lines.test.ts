import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeLines } from "./lines.ts";

test("merging lines keeps each variant once with the sum of its quantities", () => {
  const line = fc.record({
    variantId: fc.constantFrom("a", "b", "c"),
    quantity: fc.integer({ min: 1, max: 999 }),
  });
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const merged = mergeLines(lines);
      expect(new Set(merged.map(({ variantId }) => variantId)).size).toBe(merged.length);
      for (const { variantId, quantity } of merged) {
        const quantities = lines.filter((each) => each.variantId === variantId).map((each) => each.quantity);
        expect(quantity).toBe(quantities.reduce((sum, each) => sum + each, 0));
      }
      expect(merged.length).toBe(new Set(lines.map(({ variantId }) => variantId)).size);
    }),
  );
});
