/** Purchases from the cart to the paid order, what they cost, and what belongs to them. */
import { spawn } from "node:child_process";
import pg from "pg";
import { cpuTime } from "./cpu-time.ts";
import { root } from "./programs.ts";
import { type BenchShop, settled, settledAndAnalyzed } from "./shop.ts";

export interface Shopping {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Milliseconds of processor time for each purchase, with the jobs that follow it. */
export type PurchaseCost = Readonly<Record<"api" | "worker" | "postgres", number>>;

export interface PurchaseFigures {
  readonly orders: Shopping;
  readonly few: Shopping;
  readonly purchases: Shopping;
  readonly cost: PurchaseCost | null;
  readonly oneSku: Shopping;
  readonly quotes: Shopping;
  readonly webhooks: Shopping;
}

const LINES = 200;
const WARM_UP_SECONDS = 4;

export async function measurePurchases(
  shop: BenchShop,
  variantIds: readonly string[],
  seconds: number,
): Promise<PurchaseFigures> {
  const some = variantIds.slice(0, 60);
  const run = (until: ShopperOptions["until"], more: Partial<ShopperOptions> = {}) =>
    runShoppers(shop, { until, variantIds: some, shoppers: 32, seconds, ...more });
  const orders = await run("order");
  // Code that no purchase ran yet is not compiled, and the worker is busy with the orders.
  await run("purchase", { seconds: WARM_UP_SECONDS });
  await settledAndAnalyzed(shop.databaseUrl);
  const few = await run("purchase", { shoppers: 8 });
  await settledAndAnalyzed(shop.databaseUrl);
  const before = cpuTime(shop);
  const purchases = await run("purchase");
  await settled(shop.databaseUrl);
  const after = cpuTime(shop);
  const each = (of: keyof PurchaseCost): number =>
    before && after ? (after[of] - before[of]) / purchases.count : 0;
  const oneSku = await run("purchase", { variantIds: some.slice(0, 1) });
  const quotes = await run("quote", { cartId: await largeCart(shop, variantIds) });
  const webhooks = await run("webhook", { paymentIds: await paymentsOf(shop) });
  return {
    orders,
    few,
    purchases,
    cost: before && { api: each("api"), worker: each("worker"), postgres: each("postgres") },
    oneSku,
    quotes,
    webhooks,
  };
}

export interface GrowthFigures {
  readonly purchases: number;
  /** Of the first stretch, and of the last. */
  readonly first: Shopping;
  readonly last: Shopping;
}

/** Seconds of each stretch of purchases that is looked at on its own. */
const STRETCH = 10;

/** Buys until the shop has so many orders more, and compares the last purchases with the first. */
export async function measureGrowth(
  shop: BenchShop,
  variantIds: readonly string[],
  orders: number,
): Promise<GrowthFigures> {
  const stretch = () =>
    runShoppers(shop, {
      until: "purchase",
      variantIds: variantIds.slice(0, 60),
      shoppers: 8,
      seconds: STRETCH,
    });
  const warm = await stretch();
  await settledAndAnalyzed(shop.databaseUrl);
  const first = await stretch();
  let purchases = warm.count + first.count;
  while (purchases < orders) {
    const { count } = await runShoppers(shop, {
      ...{ until: "purchase", variantIds: variantIds.slice(0, 60), shoppers: 32, seconds: STRETCH },
    });
    if (count === 0) throw new Error("the shoppers bought nothing");
    purchases += count;
  }
  await settledAndAnalyzed(shop.databaseUrl);
  return { purchases, first, last: await stretch() };
}

interface ShopperOptions {
  readonly until: "order" | "purchase" | "webhook" | "quote";
  readonly variantIds: readonly string[];
  /** Names of payments at the provider, for webhooks. */
  readonly paymentIds?: readonly string[];
  /** For quotes. */
  readonly cartId?: string;
  readonly shoppers: number;
  readonly seconds: number;
}

async function runShoppers({ url, sandboxUrl }: BenchShop, options: ShopperOptions): Promise<Shopping> {
  const settings = { baseUrl: url, windowPrefix: `${url}/sandbox`, sandboxUrl, ...options };
  const child = spawn(process.execPath, ["bench/shoppers.ts"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(settings));
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error("the shoppers met an error");
  return JSON.parse(text) as Shopping;
}

/** A cart of 200 lines, or of as many variants as there are. */
async function largeCart({ url }: BenchShop, variantIds: readonly string[]): Promise<string> {
  const post = async (path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  const { id } = await post("/api/v1/carts", {});
  for (const variantId of variantIds.slice(0, LINES))
    await post(`/api/v1/carts/${id}/items`, { variantId, quantity: 1 });
  return id;
}

/** Each webhook is about another payment: after twenty about one the shop asks the provider no more. */
async function paymentsOf({ databaseUrl }: BenchShop): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "SELECT provider_order_id AS id FROM payments.attempts ORDER BY id DESC LIMIT 20000",
  );
  await client.end();
  return rows.map(({ id }) => id);
}
