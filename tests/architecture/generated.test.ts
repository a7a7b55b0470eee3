import { expect, test } from "vitest";
import { generated, stale } from "../../scripts/generate.ts";

test("docs/openapi.json, docs/module-graph.txt and the web's client are what the code says (npm run generate)", async () => {
  expect(await stale(await generated())).toEqual([]);
});
