import { expect, test } from "vitest";
import { generated, stale } from "../scripts/generate.ts";

test("OpenAPI, the module graph and the web's client are what the code says (npm run generate)", {
  timeout: 240_000,
}, async () => {
  expect(await stale(await generated())).toEqual([]);
});
