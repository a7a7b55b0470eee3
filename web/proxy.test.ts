import { expect, test } from "vitest";
import { RENDER_HEADER } from "./lib/render-header.ts";
import { config } from "./proxy.ts";

test("the proxy runs for every page but those that the server keeps, and prefetches", () => {
  const [matcher, ...others] = config.matcher;
  expect(others).toEqual([]);
  expect(matcher?.missing).toEqual(
    ["next-router-prefetch", RENDER_HEADER].map((key) => ({ type: "header", key })),
  );
});
