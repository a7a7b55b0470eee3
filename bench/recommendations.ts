/** Lists of recommendations of the demo shop, with the model that its simulated shoppers trained. */
import autocannon from "autocannon";
import pg from "pg";
import { requestsPerSecond } from "./load.ts";
import { compared, type Row } from "./rows.ts";
import type { BenchShop } from "./shop.ts";

export interface ListFigures {
  readonly what: string;
  readonly level: string;
  readonly perSecond: number;
  /** Of a bare route that sends the same bytes. */
  readonly bareBytes: number;
}

/** Milliseconds. */
export interface LatencyAtRate {
  readonly rate: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export const listRows = ({ lists, rates }: { lists: ListFigures[]; rates: LatencyAtRate[] }): Row[] => [
  ...lists.flatMap(({ what, level, perSecond, bareBytes }): Row[] => [
    { what: `reference: bytes of ${what}`, perSecond: bareBytes },
    { ...compared(`list: ${what}`, perSecond, "bytes", bareBytes), note: `level ${level}` },
  ]),
  ...rates.map(({ rate, p50, p90, p99 }) => ({
    what: `list of a known visitor at ${rate} a second`,
    ...(rate === 1_000 ? { aim: "p90 ≤ 7 ms" } : {}),
    note: `p50 ${p50} ms, p90 ${p90} ms, p99 ${p99} ms`,
  })),
];

const CONNECTIONS = 32;
const RATES = [500, 1_000];

interface List {
  readonly level: string;
}

export async function measureLists(
  shop: BenchShop,
  seconds: number,
  bareOf: (url: string) => Promise<string>,
): Promise<{ lists: ListFigures[]; rates: LatencyAtRate[] }> {
  const [visitor = "", seen = []] = await someVisitor(shop);
  const base = `${shop.url}/api/v1/recommendations`;
  const cookie = { cookie: `visitor=${visitor}` };
  const asked = [
    { what: "similar products", url: `${base}/product?productId=${seen[0]}`, headers: {} },
    { what: "home, after three looks", url: `${base}/home?recent=${seen.slice(0, 3).join()}`, headers: {} },
    { what: "home, of a known visitor", url: `${base}/home`, headers: cookie },
  ];
  const lists: ListFigures[] = [];
  for (const { what, url, headers } of asked) {
    const { level } = (await (await fetch(url, { headers })).json()) as List;
    const bare = `${await bareOf(url)}/bytes`;
    const load = { connections: CONNECTIONS, seconds };
    const bareBytes = await requestsPerSecond({ url: bare, ...load });
    lists.push({ what, level, bareBytes, perSecond: await requestsPerSecond({ url, headers, ...load }) });
  }
  const rates: LatencyAtRate[] = [];
  for (const rate of RATES) rates.push(await latencyAt(rate, `${base}/home`, cookie, seconds));
  return { lists, rates };
}

async function latencyAt(
  rate: number,
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<LatencyAtRate> {
  const load = { url, headers, connections: CONNECTIONS, overallRate: rate };
  const { latency, non2xx, errors } = await autocannon({ ...load, duration: seconds });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} lists failed at ${rate} a second`);
  return { rate, p50: latency.p50, p90: latency.p90, p99: latency.p99 };
}

/** The simulated shopper of whom most is known, and what this shopper did last. */
async function someVisitor({ databaseUrl }: BenchShop): Promise<[visitor: string, products: string[]]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; products: string[] }>(
    `SELECT person_id AS id, array_agg(product_id::text ORDER BY at DESC) AS products
     FROM recommendations.histories GROUP BY person_id ORDER BY count(*) DESC LIMIT 1`,
  );
  await client.end();
  const [row] = rows;
  if (!row) throw new Error("the demo shop has no simulated shoppers");
  return [row.id, [...new Set(row.products)]];
}
