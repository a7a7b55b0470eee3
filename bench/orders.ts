/** The desk of staff in a shop with many orders: lists, searches and an order, beside one select. */
import { signIn } from "./catalogue.ts";
import { cpuTime } from "./cpu-time.ts";
import { exchangeCatalogue, fillOrders } from "./fill-orders.ts";
import { type Load, requestsPerSecond } from "./load.ts";
import { type BenchShop, settledAndAnalyzed } from "./shop.ts";

export interface DeskFigures {
  /** Null: an earlier run filled the shop. */
  readonly fillSeconds: number | null;
  readonly reads: ReadonlyMap<DeskRead, DeskFigure>;
}

export interface DeskFigure {
  readonly perSecond: number;
  /** Processor time of one; null where it cannot be read. */
  readonly cpuMs: { readonly api: number; readonly postgres: number } | null;
}

const deskReads = [
  "orders, page 1",
  "orders, page 1,000",
  "orders to prepare",
  "completed orders",
  "orders of a day",
  "search: numbers",
  "search: e-mails",
  "search: parts of e-mails",
  "search: ends of phones",
  "search: names",
  "search: what most orders have",
  "search: SKUs",
  "search: product names",
  "search: first letters of names",
  "an order",
  "claims, page 1",
  "claims, page 1,000",
  "requested claims",
  "claims: numbers",
  "claims: e-mails",
  "claims: parts of e-mails",
  "claims: names",
  "claims: what most have",
  "claims: SKUs",
  "options of an exchange",
] as const;
export type DeskRead = (typeof deskReads)[number];

const HOSTS = ["naver.com", "daum.net", "gmail.com"];

interface Page {
  readonly items: readonly { readonly id: string; readonly number: string; readonly placedAt: string }[];
  readonly nextCursor: string | null;
}

export async function measureDesk(shop: BenchShop, orders: number, seconds: number): Promise<DeskFigures> {
  const fillSeconds = await fillOrders(shop.databaseUrl, orders);
  await exchangeCatalogue(shop.databaseUrl);
  // The audits of so many orders take minutes.
  await settledAndAnalyzed(shop.databaseUrl);
  const headers = await signIn(shop);
  const desk = "/api/v1/admin/orders";
  const read = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(shop.url + path, { headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  };
  const { items } = await read<Page>(`${desk}?limit=100&status=completed`);
  const deep = await thousandth(read, desk, orders);
  const search = (words: readonly string[]) => words.map((word) => `${desk}?q=${encodeURIComponent(word)}`);
  const some = Array.from({ length: 200 }, (_, at) => Math.floor((at * orders) / 200) + 1);
  const paths: Record<DeskRead, readonly string[]> = {
    "orders, page 1": [desk],
    "orders, page 1,000": [deep],
    "orders to prepare": [`${desk}?status=paid`],
    "completed orders": [`${desk}?status=completed`],
    "orders of a day": items.slice(0, 20).map(({ placedAt }) => `${desk}?from=${dayOf(placedAt)}`),
    "search: numbers": search(items.map(({ number }) => number)),
    "search: e-mails": search(some.map((number) => `shopper${number}@${HOSTS[number % 3]}`)),
    "search: parts of e-mails": search(some.map((number) => `er${number}@`)),
    "search: ends of phones": search(
      some.map((number) => `-${String((number * 3) % 10_000).padStart(4, "0")}`),
    ),
    "search: names": search(["김민준", "이서연", "박지우", "최우진", "정도호"]),
    "search: what most orders have": search(["010", "gmail", "@naver.com"]),
    "search: SKUs": search(some.map((number) => `bench-${50 + (number % 20_000)}`).concat("bench-7")),
    "search: product names": search(some.map((number) => `머그컵 ${50 + (number % 20_000)}`).concat("머그")),
    "search: first letters of names": search(["김", "이서", "박지", "최"]),
    "an order": items.map(({ id }) => `${desk}/${id}`),
    ...(await claimPaths(read, orders, { items, some })),
  };
  const reads = new Map<DeskRead, DeskFigure>();
  for (const each of deskReads) {
    const figure = await measureRequests(shop, { url: shop.url, paths: paths[each], headers, seconds });
    reads.set(each, figure);
    console.error(`${each}: ${Math.round(figure.perSecond)} a second ${noteOf(figure)}`);
  }
  return { fillSeconds, reads };
}

/** `of`: the figure of one select, in whose processor time the note counts. */
export function noteOf({ cpuMs }: DeskFigure, of?: DeskFigure): string {
  if (cpuMs === null) return "";
  const whole = (cpu: NonNullable<DeskFigure["cpuMs"]>) => cpu.api + cpu.postgres;
  const times = of?.cpuMs ? `: ${(whole(cpuMs) / whole(of.cpuMs)).toFixed(1)} selects` : "";
  return `API ${cpuMs.api.toFixed(2)} ms, database ${cpuMs.postgres.toFixed(2)}${times}`;
}

/** Rate and processor time of these requests. */
export async function measureRequests(
  programs: Pick<BenchShop, "pids">,
  load: Omit<Load, "connections">,
): Promise<DeskFigure> {
  let before = cpuTime(programs);
  const perSecond = await requestsPerSecond({ ...load, connections: 32 }, () => {
    before = cpuTime(programs);
  });
  const after = cpuTime(programs);
  const count = Math.max(1, perSecond * load.seconds);
  const cpuMs = before &&
    after && {
      api: (after.api - before.api) / count,
      postgres: (after.postgres - before.postgres) / count,
    };
  return { perSecond, cpuMs };
}

type ClaimRead = Extract<DeskRead, `${string}laims${string}` | "options of an exchange">;

async function claimPaths(
  read: <Body>(path: string) => Promise<Body>,
  orders: number,
  { items, some }: { items: Page["items"]; some: readonly number[] },
): Promise<Record<ClaimRead, readonly string[]>> {
  const board = "/api/v1/admin/claims";
  const search = (words: readonly string[]) => words.map((word) => `${board}?q=${encodeURIComponent(word)}`);
  const exchanges = await read<Page>(`${board}?kind=exchange&status=requested&limit=100`);
  return {
    "claims, page 1": [board],
    "claims, page 1,000": [await thousandth(read, board, orders)],
    "requested claims": [`${board}?status=requested`],
    "claims: numbers": search(items.map(({ number }) => number)),
    "claims: e-mails": search(some.map((number) => `shopper${number}@${HOSTS[number % 3]}`)),
    "claims: parts of e-mails": search(some.map((number) => `er${number}@`)),
    "claims: names": search(["김민준", "이서연", "박지우", "최우진", "정도호"]),
    "claims: what most have": search(["010", "gmail", "@naver.com"]),
    "claims: SKUs": search(some.map((number) => `bench-${50 + (number % 20_000)}`)),
    "options of an exchange": exchanges.items.map(({ id }) => `${board}/${id}/options`),
  };
}

const dayOf = (time: string): string => `${time.slice(0, 10)}T00:00:00.000Z`;

/** Page 1,000 of 20, or the last one of a smaller shop. */
async function thousandth(
  read: <Body>(path: string) => Promise<Body>,
  desk: string,
  orders: number,
): Promise<string> {
  let path = `${desk}?limit=100`;
  for (let row = 0; row < Math.min(20_000, orders) - 200; row += 100) {
    const { nextCursor } = await read<Page>(path);
    if (nextCursor === null) break;
    path = `${desk}?limit=100&cursor=${nextCursor}`;
  }
  return path.replace("limit=100", "limit=20");
}
