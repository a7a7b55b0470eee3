/**
 * `node traffic.ts OPTIONS`: shoppers and readers of pages, with what each of their requests got. It prints
 * a report when its input ends. Purchases are those of the chaos tests: each step is repeated with its key
 * until the answer is definite, and each repetition is counted.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { client } from "../../../tests/support/client.ts";
import { buyStubbornly, type Purchase } from "../../../tests/support/stubborn-shopper.ts";
import { fetchFrom } from "./fetch-from.ts";
import { SHOPPERS } from "./layout.ts";

export interface TrafficOptions {
  readonly shopUrl: string;
  readonly sandboxUrl: string;
  readonly providerKey: string;
  readonly variantId: string;
  readonly pages: readonly string[];
  readonly databaseDies?: boolean;
  /** False: readers alone. */
  readonly buys?: boolean;
}

export interface TrafficReport {
  readonly requests: number;
  /** Requests that got no answer, or one from 500 on, in words with their count. */
  readonly failures: Readonly<Record<string, number>>;
  readonly purchases: readonly Purchase[];
  /** Shoppers that gave up. */
  readonly unfinished: readonly string[];
  readonly reads: number;
  readonly slowestMs: number;
}

/** Between arrivals of shoppers, and between pages of a reader. */
const ARRIVAL_MS = 500;
const PAGE_MS = 120;
const PATIENCE_MS = 60_000;

const options: TrafficOptions = JSON.parse(process.argv[2] ?? "{}");
const failures: Record<string, number> = {};
let requests = 0;
let reads = 0;
let slowestMs = 0;
let closing = false;
let givesUp = false;

const failed = (what: string): void => {
  failures[what] = (failures[what] ?? 0) + 1;
};

const plainFetch = globalThis.fetch;
/** The limits of NGINX and of the shop count by address: each shopper has one of their own. */
const addressOfShopper = new AsyncLocalStorage<string>();

async function send(...[target, init]: Parameters<typeof fetch>): Promise<Response> {
  const address = addressOfShopper.getStore();
  const url = new URL(String(target));
  return address === undefined || url.protocol !== "https:"
    ? plainFetch(target, init)
    : fetchFrom(address, url, init);
}

/** What every client of this process uses: counts. */
globalThis.fetch = async (...args: Parameters<typeof fetch>): Promise<Response> => {
  const begun = performance.now();
  requests += 1;
  const [target, { method = "GET" } = {}] = args;
  const path = new URL(String(target)).pathname.replace(/[0-9a-f-]{36}/g, "…");
  try {
    const response = await send(...args);
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    if (response.status >= 500 || response.status === 429) failed(`${method} ${path} ${response.status}`);
    return response;
  } catch (error) {
    failed(`${method} ${path} ${causeOf(error)}`);
    throw error;
  }
};

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(error);
}

const shop = client(options.shopUrl);
const shoppers: Promise<Purchase>[] = [];

async function receive(): Promise<void> {
  while (!closing) {
    const hardship = {
      isOver: () => givesUp,
      databaseDies: options.databaseDies === true,
      providerKey: options.providerKey,
    };
    const buy = () =>
      buyStubbornly(
        async () => options.sandboxUrl,
        () => shop,
        options.variantId,
        hardship,
      );
    const shopper = addressOfShopper.run(`${SHOPPERS}.${1 + (shoppers.length % 254)}`, buy);
    // Its fault is read at the end.
    shopper.catch(() => undefined);
    shoppers.push(shopper);
    await wait(ARRIVAL_MS);
  }
}

async function read(): Promise<void> {
  for (let turn = 0; !closing; turn++) {
    const page = options.pages[turn % options.pages.length] ?? "/";
    await fetch(`${options.shopUrl}${page}`).then(
      async (response) => {
        await response.arrayBuffer();
        reads += 1;
        if (response.status !== 200 && response.status < 500) failed(`GET ${page} ${response.status}`);
      },
      () => undefined, // counted above
    );
    await wait(PAGE_MS);
  }
}

process.stdin.resume().once("end", () => {
  closing = true;
});
await Promise.all([...(options.buys === false ? [] : [receive()]), read()]);
const patience = setTimeout(() => {
  givesUp = true;
}, PATIENCE_MS);
const ends = await Promise.allSettled(shoppers);
clearTimeout(patience);
const report: TrafficReport = {
  requests,
  failures,
  purchases: ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : [])),
  unfinished: ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : [])),
  reads,
  slowestMs: Math.round(slowestMs),
};
console.log(JSON.stringify(report));
process.exit(0);
