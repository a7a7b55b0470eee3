import { describe, expect, it } from "vitest";
import { firstSwatch, swatchOf } from "./swatches.ts";

describe("a swatch", () => {
  it("is found by the Korean and the English name, in any case and spacing", () => {
    expect(swatchOf("네이비")).toBe(swatchOf("Navy"));
    expect(swatchOf("Sky Blue")).toBe(swatchOf("하늘색"));
    expect(swatchOf("L")).toBeUndefined();
    expect(firstSwatch(["L", "블랙"])).toBe(swatchOf("black"));
  });
});
