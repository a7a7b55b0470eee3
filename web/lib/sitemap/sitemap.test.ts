import { expect, test } from "vitest";
import { createApi } from "../api/client.ts";
import { readPaths } from "./paths.ts";
import { PART_SIZE, sitemapXml } from "./xml.ts";

const origin = new URL("https://shop.example");
const many = (count: number) => Array.from({ length: count }, (_, index) => `/p/${index}`);

test("a page stands there in both languages, each with links to both", () => {
  const xml = sitemapXml(origin, ["/p/a&b"], null) ?? "";
  expect([...xml.matchAll(/<loc>([^<]+)/g)].map(([, address]) => address)).toEqual([
    "https://shop.example/p/a&amp;b",
    "https://shop.example/en/p/a&amp;b",
  ]);
  expect(xml.match(/hreflang="(ko|en|x-default)"/g)).toHaveLength(6);
});

test("a large shop gets an index of parts, and each path is in one of them", () => {
  const paths = many(2 * PART_SIZE + 1);
  const index = sitemapXml(origin, paths, null) ?? "";
  expect(index).toContain("<sitemapindex");
  const parts = [...index.matchAll(/sitemap\/(\d+)\.xml/g)].map(([, number]) => Number(number));
  expect(parts).toEqual([1, 2, 3]);
  const listed = parts.flatMap((number) => [
    ...(sitemapXml(origin, paths, number) ?? "").matchAll(/<loc>https:\/\/shop\.example(\/p\/\d+)</g),
  ]);
  expect(listed.map(([, path]) => path)).toEqual(paths);
  for (const number of [0, 4, -1, Number.NaN]) expect(sitemapXml(origin, paths, number)).toBeNull();
});

test("the paths are read page by page, up to a limit", async () => {
  let reads = 0;
  const api = createApi("http://api.test", "ko", undefined, async (request) => {
    const url = new URL(request instanceof Request ? request.url : String(request));
    if (url.pathname.endsWith("/categories")) return Response.json({ items: [{ slug: "차" }] });
    if (url.pathname.endsWith("/brands")) return Response.json({ items: [{ slug: "onyu" }] });
    reads += 1;
    const from = Number(url.searchParams.get("cursor") ?? 0);
    const items = Array.from({ length: 100 }, (_, index) => ({ slug: `s${from + index}` }));
    return Response.json({ items, nextCursor: String(from + 100) });
  });
  const paths = await readPaths(api, 250);
  expect(reads).toBe(3);
  expect(paths.filter((path) => path.startsWith("/p/"))).toHaveLength(250);
  expect(paths).toEqual(expect.arrayContaining(["/", "/c/%EC%B0%A8", "/b/onyu", "/p/s249"]));
});
