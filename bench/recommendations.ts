/**
 * Lists of recommendations of the demo shop, with the model that its simulated shoppers trained, and the
 * product page with the lists that its visitors' browsers ask for.
 */
import autocannon from "autocannon";
import pg from "pg";
import { visitorIdOf } from "../server/modules/recommendations/hashed-id.ts";
import { pageAddressOf } from "../server/pages/page-address.ts";
import { webRequest } from "../server/pages/web-request.ts";
import { cpuTime } from "./cpu-time.ts";
import { ACCEPTED } from "./get-bytes.ts";
import { requestsPerSecond } from "./load.ts";
import { somePages } from "./pages.ts";
import { compared, type Row } from "./rows.ts";
import type { BenchShop } from "./shop.ts";
import { type SteadyRequest, steadyLatency } from "./steady-load.ts";

interface ListFigures {
  readonly what: string;
  readonly level: string;
  readonly perSecond: number;
  /** Of a bare route that sends the same bytes. */
  readonly bareBytes: number;
}

/** Milliseconds; `cpu` of the API and of PostgreSQL for one request, null where there is no /proc. */
interface LatencyAtRate {
  readonly what: string;
  readonly rate: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly cpu: readonly [api: number, postgres: number] | null;
}

/** Pages a second, alone and with the two lists of each. */
interface PageFigures {
  readonly what: string;
  readonly alone: number;
  readonly withLists: number;
}

interface RecommendationFigures {
  readonly lists: readonly ListFigures[];
  readonly rates: readonly LatencyAtRate[];
  readonly pages: readonly PageFigures[];
}

export const listRows = ({ lists, rates, pages }: RecommendationFigures): Row[] => [
  ...lists.flatMap(({ what, level, perSecond, bareBytes }): Row[] => [
    { what: `reference: bytes of ${what}`, perSecond: bareBytes },
    { ...compared(`list: ${what}`, perSecond, "bytes", bareBytes), note: `level ${level}` },
  ]),
  ...rates.map(({ what, rate, p50, p90, p99, cpu }) => ({
    what: `${what} at ${rate} a second`,
    ...(rate === 1_000 ? { aim: "p90 ≤ 7 ms" } : {}),
    note:
      `p50 ${p50} ms, p90 ${p90} ms, p99 ${p99} ms` +
      (cpu ? `; processor ${cpu[0].toFixed(2)} ms, of PostgreSQL ${cpu[1].toFixed(2)} ms` : ""),
  })),
  ...pages.flatMap(({ what, alone, withLists }): Row[] => [
    { what, perSecond: alone },
    compared(`${what}, each with its two lists`, withLists, "without them", alone, "≥ 0.9"),
  ]),
];

const CONNECTIONS = 32;
const RATES = [500, 1_000];
/** Visitors in turn: the lists of one are not those of another. */
const VISITORS = 400;
/** As for other pages that are rendered. */
const RENDERS_AT_ONCE = 8;

interface List {
  readonly level: string;
}
interface Visitor {
  /** In the cookie. */
  readonly secret: string;
  /** What this shopper did something with. */
  readonly products: readonly string[];
}

export async function measureLists(
  shop: BenchShop,
  seconds: number,
  bareOf: (url: string) => Promise<string>,
): Promise<RecommendationFigures> {
  const visitors = await someVisitors(shop);
  const base = "/api/v1/recommendations";
  const home: SteadyRequest[] = visitors.map(({ secret }) => ({
    path: `${base}/home`,
    headers: { cookie: `visitor=${secret}` },
  }));
  const asked: { what: string; requests: SteadyRequest[] }[] = [
    {
      what: "similar products",
      requests: visitors.map(({ products }) => ({ path: `${base}/product?productId=${products[0]}` })),
    },
    {
      what: "home, after three looks",
      requests: visitors.map(({ products }) => ({
        path: `${base}/home?recent=${products.slice(0, 3).join()}`,
      })),
    },
    { what: "home, of known visitors", requests: home },
  ];
  const lists: ListFigures[] = [];
  for (const { what, requests } of asked) {
    const [first] = requests;
    const url = `${shop.url}${first?.path}`;
    const { level } = (await (await fetch(url, { headers: { ...first?.headers } })).json()) as List;
    const bare = `${await bareOf(url)}/bytes`;
    const bareBytes = await requestsPerSecond({ url: bare, connections: CONNECTIONS, seconds });
    lists.push({ what, level, bareBytes, perSecond: await fastest(shop, requests, seconds) });
  }
  const rates: LatencyAtRate[] = [];
  for (const rate of RATES) rates.push(await latencyAt(shop, "lists of known visitors", rate, home, seconds));
  const pages = await measureProductPages(shop, seconds);
  return { lists, rates: [...rates, ...pages.rates], pages: pages.pages };
}

async function fastest(shop: BenchShop, given: readonly SteadyRequest[], seconds: number): Promise<number> {
  const requests = given.map(({ path, headers }) => ({ path, headers: { ...headers } }));
  const load = { url: shop.url, connections: CONNECTIONS, requests };
  await autocannon({ ...load, duration: 1 });
  const { requests: answered, non2xx, errors } = await autocannon({ ...load, duration: seconds });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests failed`);
  return answered.average;
}

async function latencyAt(
  shop: BenchShop,
  what: string,
  rate: number,
  requests: readonly SteadyRequest[],
  seconds: number,
): Promise<LatencyAtRate> {
  await steadyLatency({ url: shop.url, requests, rate, seconds: 1 });
  const before = cpuTime(shop);
  const latency = await steadyLatency({ url: shop.url, requests, rate, seconds });
  const after = cpuTime(shop);
  const share = (name: "api" | "postgres"): number =>
    ((after?.[name] ?? 0) - (before?.[name] ?? 0)) / latency.requests;
  return { what, rate, ...latency, cpu: before && after ? [share("api"), share("postgres")] : null };
}

/** A page from memory is a copy of bytes; a rendered page is what a page costs that changed. */
async function measureProductPages(
  shop: BenchShop,
  seconds: number,
): Promise<{ pages: PageFigures[]; rates: LatencyAtRate[] }> {
  if (!shop.webUrl) throw new Error("the shop has no web");
  const [, , , [, path] = ["", ""]] = await somePages(shop);
  const { id } = (await (
    await fetch(`${shop.url}/api/v1/products/${decodeURIComponent(path.slice(3))}`)
  ).json()) as { id: string };
  const page: SteadyRequest = { path, headers: { ...ACCEPTED } };
  const rows: SteadyRequest[] = ["together", "similar"].map((kind) => ({
    path: `/api/v1/recommendations/product?productId=${id}&kind=${kind}&limit=12`,
  }));
  const address = pageAddressOf(path, "document");
  if (!address) throw new Error(`${path} is not kept`);
  const { url, headers } = webRequest(shop.webUrl, address);
  const render = { url: url.href, headers, connections: RENDERS_AT_ONCE, seconds };
  const alone = await requestsPerSecond(render);
  // So many lists as the pages of this time ask for, beside them.
  const beside = autocannon({
    url: shop.url,
    requests: rows.map((row) => ({ path: row.path })),
    connections: RENDERS_AT_ONCE,
    overallRate: Math.ceil(2 * alone),
    duration: seconds + 1,
  });
  const withLists = await requestsPerSecond(render);
  await beside;
  const rates: LatencyAtRate[] = [];
  for (const rate of RATES) {
    rates.push(await latencyAt(shop, "product pages", rate, [page], seconds));
    rates.push(
      await latencyAt(shop, "product pages with their lists, requests", 3 * rate, [page, ...rows], seconds),
    );
  }
  return { pages: [{ what: "product page, rendered", alone, withLists }], rates };
}

/** Simulated shoppers of whom much is known, each with a cookie of a guest who agreed. */
async function someVisitors({ databaseUrl }: BenchShop): Promise<Visitor[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; products: string[] }>(
    `SELECT person_id AS id, array_agg(DISTINCT product_id::text) AS products
     FROM recommendations.histories GROUP BY person_id ORDER BY count(*) DESC LIMIT ${VISITORS}`,
  );
  if (rows.length === 0) throw new Error("the demo shop has no simulated shoppers");
  const visitors = rows.map(({ products }, at) => ({ secret: `bench-visitor-of-the-demo-${at}`, products }));
  await client.query(
    `UPDATE recommendations.histories SET person_id = visitor.now
     FROM unnest($1::uuid[], $2::uuid[]) AS visitor (before, now) WHERE person_id = visitor.before`,
    [rows.map(({ id }) => id), visitors.map(({ secret }) => visitorIdOf(secret))],
  );
  await client.end();
  return visitors;
}
