/**
 * The catalogue in a large shop: lists, searches and product pages from memory and without it, and the list
 * of staff, beside one select.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fillGenerated } from "../demo/fill-generated.ts";
import { requestsPerSecond } from "./load.ts";
import { root } from "./programs.ts";
import { type BenchShop, memoryOfApi, settledAndAnalyzed } from "./shop.ts";

export interface CatalogueFigures {
  readonly products: number;
  /** Null: an earlier run filled the shop. */
  readonly fillSeconds: number | null;
  readonly perSecond: ReadonlyMap<CatalogueRead, number>;
  /** Megabytes of the process that keeps responses, after the reads. */
  readonly memory: number;
  /** The same when no further response fits. */
  readonly memoryWhenFull: number;
}

const catalogueReads = [
  "product list, cached",
  "product list",
  "category with facets",
  "price filter over all",
  "product page",
  "200 searches",
  "suggestions",
  "staff's list, page 1",
  "staff's list, page 1,000",
] as const;
export type CatalogueRead = (typeof catalogueReads)[number];

const CONNECTIONS = 32;
const SEARCHES = 200;
/** Lists that are read at once to fill the cache. */
const FILLING = 32;
const MOST_FILLING = 20_000;

export async function measureCatalogue(
  shop: BenchShop,
  products: number,
  seconds: number,
): Promise<CatalogueFigures> {
  const fillSeconds = await fill(shop, products);
  await settledAndAnalyzed(shop.databaseUrl);
  // It keeps no responses: each request is a miss.
  const bare = await shop.programs.start([shop.server], {
    ROLES: "api",
    PORT: "0",
    CACHE_MB: "0",
    LOG_LEVEL: "info",
    ...memoryOfApi(),
  });
  const uncached = `http://127.0.0.1:${bare.publicPort}`;
  const paths = await readPaths(shop.url);
  const owner = await signIn(shop);
  const staff = `${uncached}/api/v1/admin/products?limit=20`;
  const deep = await thousandthPage(staff, owner, products);
  const load = (url: string, addresses?: readonly string[], headers?: Record<string, string>) =>
    requestsPerSecond({
      url,
      connections: CONNECTIONS,
      seconds,
      ...(addresses ? { paths: addresses } : {}),
      ...(headers ? { headers } : {}),
    });
  const reads: Record<CatalogueRead, () => Promise<number>> = {
    "product list, cached": () => load(`${shop.url}/api/v1/products`),
    "product list": () => load(uncached, paths.list),
    "category with facets": () => load(uncached, paths.categories),
    "price filter over all": () => load(uncached, paths.prices),
    "product page": () => load(uncached, paths.pages),
    "200 searches": () => load(uncached, paths.searches),
    suggestions: () => load(uncached, paths.suggestions),
    "staff's list, page 1": () => load(staff, undefined, owner),
    "staff's list, page 1,000": () => load(deep, undefined, owner),
  };
  const perSecond = new Map<CatalogueRead, number>();
  for (const read of catalogueReads) {
    perSecond.set(read, await reads[read]());
    // A run of minutes tells what it has found so far.
    console.error(`${read}: ${Math.round(perSecond.get(read) ?? 0)} a second`);
  }
  const memory = await residentMegabytes(shop.opsUrl);
  await fillCache(shop);
  return { products, fillSeconds, perSecond, memory, memoryWhenFull: await residentMegabytes(shop.opsUrl) };
}

/** Reads other lists until the bytes of the responses grow no more. */
async function fillCache({ url, opsUrl }: BenchShop): Promise<void> {
  for (let kept = -1, price = 0; price < MOST_FILLING; price += FILLING) {
    const now = await metric(opsUrl, "catalog_cache_bytes");
    if (now < kept * 1.001) return;
    kept = now;
    const prices = Array.from({ length: FILLING }, (_, at) => price + at);
    await Promise.all(
      prices.map((minPrice) => getJson(`${url}/api/v1/products?minPrice=${minPrice}&limit=100`)),
    );
  }
  throw new Error("the cache is not full yet");
}

/** Returns the seconds; null where the shop is filled already. */
async function fill({ url, environment }: BenchShop, products: number): Promise<number | null> {
  const { total } = await getJson<{ total: number }>(`${url}/api/v1/products?limit=1`);
  if (total >= products) return null;
  const began = performance.now();
  await fillGenerated(environment, products, products > 50_000 ? 3 : 2, () => {});
  return (performance.now() - began) / 1_000;
}

interface ListBody {
  readonly items: readonly { readonly slug: string }[];
  readonly nextCursor: string | null;
}

async function getJson<Body>(url: string, headers: Record<string, string> = {}): Promise<Body> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

async function readPaths(url: string) {
  const list: string[] = [];
  const pages: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && list.length < 60; ) {
    const path: string = `/api/v1/products${cursor ? `?cursor=${cursor}` : ""}`;
    const body: ListBody = await getJson<ListBody>(`${url}${path}`);
    list.push(path);
    pages.push(...body.items.map(({ slug }) => `/api/v1/products/${slug}`));
    cursor = body.nextCursor;
  }
  const { items } = await getJson<{ items: { slug: string }[] }>(`${url}/api/v1/categories`);
  const words = searchWords();
  return {
    list,
    pages,
    categories: items.flatMap(({ slug }) =>
      ["newest", "price", "-price"].map((sort) => `/api/v1/products?category=${slug}&sort=${sort}`),
    ),
    prices: Array.from({ length: 400 }, (_, at) => `/api/v1/products?minPrice=${10_000 + at * 10}`),
    searches: words.map((word) => `/api/v1/products?q=${encodeURIComponent(word)}`),
    suggestions: words
      .flatMap((word) => [...word].map((_, at) => [...word].slice(0, at + 1).join("")))
      .map((typed) => `/api/v1/search/suggest?q=${encodeURIComponent(typed)}`),
  };
}

/** Korean and English, typed right and wrong: those that the search is tested with. */
function searchWords(): string[] {
  const table = readFileSync(join(root, "tests", "search", "queries.tsv"), "utf8");
  const words = table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t")[1] ?? "");
  return [...new Set(words)].slice(0, SEARCHES);
}

/** Returns the headers of the owner. */
export async function signIn({ url, owner }: BenchShop): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(owner),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  return { authorization: `Bearer ${accessToken}` };
}

/** Page 1,000, or the last one of a smaller shop. */
async function thousandthPage(
  first: string,
  owner: Record<string, string>,
  products: number,
): Promise<string> {
  let page = first;
  const last = Math.min(1_000, Math.floor(products / 20));
  for (let number = 1; number < last; number += 1) {
    const { nextCursor } = await getJson<ListBody>(page, owner);
    if (nextCursor === null) break;
    page = `${first}&cursor=${nextCursor}`;
  }
  return page;
}

const residentMegabytes = async (opsUrl: string): Promise<number> =>
  (await metric(opsUrl, "process_resident_memory_bytes")) / 1_000_000;

async function metric(opsUrl: string, name: string): Promise<number> {
  const text = await (await fetch(`${opsUrl}/metrics`)).text();
  const found = new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+]+)`, "m").exec(text);
  return Number(found?.[1] ?? Number.NaN);
}
