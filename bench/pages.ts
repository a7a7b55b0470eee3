/**
 * Pages as visitors who are not signed in get them: from memory, beside a bare route that sends the same
 * compressed bytes; and rendered, beside a minimal Next.js page of the same size.
 */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { brotliDecompressSync } from "node:zlib";
import { pageAddressOf } from "../server/pages/page-address.ts";
import { webRequest } from "../server/pages/web-request.ts";
import { freePorts } from "../server/platform/processes/free-ports.ts";
import { ACCEPTED, getBytes } from "./get-bytes.ts";
import { requestsPerSecond } from "./load.ts";
import { NEXT, root } from "./programs.ts";
import type { BenchShop } from "./shop.ts";

export interface PageFigures {
  readonly page: string;
  readonly bytes: number;
  readonly compressedBytes: number;
  readonly hits: number;
  readonly bareBytes: number;
  readonly renders: number;
  readonly minimalRenders: number;
}

/** What visitors met while a price was changed under load. */
export interface ChangeFigures {
  /** Milliseconds from the owner's request to the last page, in any process, with the old price. */
  readonly lastOldPageMs: number;
  /** Visitors that waited for a render. */
  readonly waits: number;
  readonly pages: number;
}

/** Renders share the machine with their load generator: so many at a time. */
const RENDERS_AT_ONCE = 8;

export async function measurePages(shop: BenchShop, seconds: number): Promise<PageFigures[]> {
  if (!shop.webUrl) throw new Error("the shop has no web");
  const minimal = await startMinimalNext(shop);
  const figures: PageFigures[] = [];
  for (const [page, path] of await somePages(shop)) {
    const { headers, body } = await getBytes(`${shop.url}${path}`);
    const plain = headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body;
    const bare = await shop.programs.start(["bench/reference.ts", `${shop.url}${path}`, shop.databaseUrl]);
    const hit = { connections: 16, seconds, headers: ACCEPTED };
    const render = { connections: RENDERS_AT_ONCE, seconds };
    figures.push({
      page,
      bytes: plain.length,
      compressedBytes: body.length,
      hits: await requestsPerSecond({ url: `${shop.url}${path}`, ...hit }),
      bareBytes: await requestsPerSecond({ url: `http://127.0.0.1:${bare.port}/bytes`, ...hit }),
      renders: await requestsPerSecond({ ...forPageCache(shop.webUrl, path), ...render }),
      minimalRenders: await requestsPerSecond({ url: `${minimal}/?bytes=${plain.length}`, ...render }),
    });
  }
  return figures;
}

/** As the server's page cache asks for the page. */
function forPageCache(webUrl: string, path: string) {
  const address = pageAddressOf(path, "document");
  if (!address) throw new Error(`${path} is not kept`);
  const { url, headers } = webRequest(webUrl, address);
  return { url: url.href, headers };
}

export async function somePages({ url }: BenchShop): Promise<[page: string, path: string][]> {
  const { items } = await getJson<{ items: { slug: string }[] }>(`${url}/api/v1/products?limit=1`);
  const categories = await getJson<{ items: { slug: string }[] }>(`${url}/api/v1/categories`);
  return [
    ["home", "/"],
    ["list", "/products"],
    ["category", `/c/${categories.items[0]?.slug}`],
    ["product", `/p/${items[0]?.slug}`],
  ];
}

/** Changes a price while visitors read pages of two processes. */
export async function measureChange(shop: BenchShop, seconds: number): Promise<ChangeFigures> {
  const second = await shop.programs.start([shop.server], {
    ROLES: "api",
    PORT: "0",
    LOG_LEVEL: "info",
  });
  const processes = [
    { url: shop.url, opsUrl: shop.opsUrl },
    { url: `http://127.0.0.1:${second.publicPort}`, opsUrl: `http://127.0.0.1:${second.opsPort}` },
  ];
  const [, [, list] = ["", ""], , [, product] = ["", ""]] = await somePages(shop);
  const pages = processes.flatMap(({ url }) => [list, product].map((path) => `${url}${path}`));
  const waited = async () =>
    (await Promise.all(processes.map(({ opsUrl }) => misses(opsUrl)))).reduce((sum, each) => sum + each, 0);
  const change = await prepareChange(shop, product.slice(3));
  // What prepared the measurement is on all pages.
  await wait(3_000);
  await Promise.all(pages.map(textOf));

  const load = pages.map((url) => requestsPerSecond({ url, connections: 4, seconds, headers: ACCEPTED }));
  await wait(1_000);
  const before = await waited();
  const price = 1_000 + Math.floor(Math.random() * 900_000);
  const began = performance.now();
  await change(price);
  const shown = price.toLocaleString("en");
  let lastOldPageMs = 0;
  await Promise.all(
    pages.map(async (url) => {
      while (!(await textOf(url)).includes(shown)) {
        lastOldPageMs = Math.max(lastOldPageMs, performance.now() - began);
        if (lastOldPageMs > 30_000) throw new Error(`${url} still shows the old price`);
        await wait(5);
      }
    }),
  );
  await Promise.all(load);
  return { lastOldPageMs, waits: (await waited()) - before, pages: pages.length };
}

type PriceChange = (price: number) => Promise<void>;

/**
 * Signs the owner in and makes one variant the cheapest, whose price the pages show. Returns the one request
 * that changes this price.
 */
async function prepareChange(shop: BenchShop, slug: string): Promise<PriceChange> {
  const json = { "content-type": "application/json" };
  const signIn = await fetch(`${shop.url}/api/v1/auth/login`, {
    method: "POST",
    headers: json,
    body: JSON.stringify(shop.owner),
  });
  const { accessToken } = (await signIn.json()) as { accessToken: string };
  const { variants } = await getJson<{ variants: { id: string }[] }>(`${shop.url}/api/v1/products/${slug}`);
  const setPrice = async (id: string, price: number): Promise<void> => {
    const answer = await fetch(`${shop.url}/api/v1/admin/variants/${id}`, {
      method: "PATCH",
      headers: { ...json, authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ price }),
    });
    if (!answer.ok) throw new Error(`the price was not changed: ${await answer.text()}`);
  };
  const [first, ...others] = variants;
  if (!first) throw new Error(`${slug} has no variant`);
  for (const { id } of others) await setPrice(id, 999_000);
  return (price) => setPrice(first.id, price);
}

async function misses(opsUrl: string): Promise<number> {
  const found = /^page_requests_total\{outcome="miss"\} (\d+)/m.exec(await textOf(`${opsUrl}/metrics`));
  return Number(found?.[1] ?? 0);
}

/** Builds and starts the Next.js page that does nothing but render. Returns its address. */
async function startMinimalNext(shop: BenchShop): Promise<string> {
  const cwd = join(root, "bench/minimal-next");
  await shop.programs.run([NEXT, "build"], cwd);
  const [port = 0] = await freePorts(1);
  await shop.programs.serve(
    [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)],
    cwd,
    `http://127.0.0.1:${port}/`,
  );
  return `http://127.0.0.1:${port}`;
}

const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

async function getJson<Body>(url: string): Promise<Body> {
  return (await (await fetch(url)).json()) as Body;
}
