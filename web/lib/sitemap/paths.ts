import { listCategories, listProducts, listShownBrands } from "../api/catalog.ts";
import { type Api, createApi } from "../api/client.ts";
import { unwrap } from "../api/problem.ts";
import { apiUrl } from "../config.ts";

/** The API's own limit for one page of a list. */
const PAGE = 100;
/** 500 reads of the API at most, and some 5 MB of memory. A larger shop lists its newest products. */
export const MAX_PRODUCTS = 50_000;
/** Search engines read a map about once a day. */
const KEPT_MS = 10 * 60_000;

const FIXED = ["/", "/products", "/terms", "/privacy", "/policies"];

/**
 * All pages that search engines may list: without language, percent-encoded, the newest products first.
 * @throws ApiError when a read fails
 */
export async function readPaths(api: Api, maxProducts = MAX_PRODUCTS): Promise<string[]> {
  const { items } = unwrap(await listCategories(api));
  const brands = unwrap(await listShownBrands(api)).items.map(({ slug }) => `/b/${encodeURIComponent(slug)}`);
  const products: string[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor ? { cursor } : {}) });
    const page: { items: { slug: string }[]; nextCursor: string | null } = unwrap(
      await listProducts(api, query),
    );
    products.push(...page.items.map(({ slug }) => `/p/${encodeURIComponent(slug)}`));
    cursor = page.nextCursor;
  } while (cursor && products.length < maxProducts);
  const categories = items.map(({ slug }) => `/c/${encodeURIComponent(slug)}`);
  return [...FIXED, ...categories, ...brands, ...products.slice(0, maxProducts)];
}

let kept: { paths: Promise<string[]>; until: number } | null = null;

/** The same, kept for some minutes, and read once for all who ask meanwhile. A failure is not kept. */
export function sitemapPaths(now: number): Promise<string[]> {
  if (kept && now < kept.until) return kept.paths;
  const reading = { paths: readPaths(createApi(apiUrl(), "ko")), until: now + KEPT_MS };
  kept = reading;
  reading.paths.catch(() => {
    if (kept === reading) kept = null;
  });
  return reading.paths;
}
