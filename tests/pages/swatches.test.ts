import { expect, test } from "vitest";
import { colours } from "../../demo/colours.ts";
import { swatchOf } from "../../web/lib/swatches.ts";

test("every colour of the demo shop has a swatch, by its Korean and its English name", () => {
  const missing = Object.values(colours).flatMap(({ ko, en }) => [ko, en].filter((name) => !swatchOf(name)));
  expect(missing).toEqual([]);
});
