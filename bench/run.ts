/**
 * `npm run bench`: the shop beside bare Fastify routes, measured in the same run. A figure alone says little on a machine
 * that others use too; the ratio is what counts. `npm run bench -- --seconds 10` measures longer; `--only purchase` less.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { loadTool, requestsPerSecond } from "./load.ts";
import { root, startBenchShop } from "./shop.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "8" }, only: { type: "string" } } });
const seconds = Number(values.seconds);

interface Row {
  readonly what: string;
  readonly perSecond: number;
  readonly reference?: string;
  readonly ratio?: number;
  readonly aim?: string;
  readonly note?: string;
}

interface Shopping {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const shop = await startBenchShop();
try {
  const rows = await measure();
  print(rows);
} finally {
  await shop.stop();
}

async function measure(): Promise<Row[]> {
  const list = `${shop.url}/api/v1/products?limit=20`;
  const { items } = await getJson<{ items: { slug: string }[] }>(list);
  const page = `${shop.url}/api/v1/products/${items[0]?.slug}`;
  const variantIds = await someVariants(items.slice(0, 20));
  const load = (url: string, method: "GET" | "POST" = "GET") =>
    requestsPerSecond({ url, method, connections: 32, seconds });

  const rows: Row[] = [];
  const listBytes = await reference(list);
  const pageBytes = await reference(page);
  const bytesOfList = await load(`${listBytes}/bytes`);
  const bytesOfPage = await load(`${pageBytes}/bytes`);
  const select = await load(`${listBytes}/select`);
  const insert = await load(`${listBytes}/insert`, "POST");
  rows.push({ what: "reference: bytes of the list", perSecond: bytesOfList });
  rows.push({ what: "reference: bytes of the page", perSecond: bytesOfPage });
  rows.push({ what: "reference: one select", perSecond: select });
  rows.push({ what: "reference: one insert", perSecond: insert });
  if (values.only !== "purchase") {
    rows.push(compared("product list, cached", await load(list), "bytes", bytesOfList, "≥ 70 %"));
    rows.push(compared("product page, cached", await load(page), "bytes", bytesOfPage, "≥ 70 %"));
  }
  if (values.only !== "reads") {
    const order = await go({ until: "order", variantIds });
    rows.push(compared("place order (cart, item, order)", order.perSecond, "one insert", insert, undefined, order));
    const purchase = await go({ until: "purchase", variantIds });
    rows.push(compared("full purchase", purchase.perSecond, "one insert", insert, "≥ 1/20", purchase));
    const hot = await go({ until: "purchase", variantIds: variantIds.slice(0, 1) });
    rows.push(compared("full purchase, all of one SKU", hot.perSecond, "one insert", insert, undefined, hot));
  }
  return rows;
}

async function reference(bytesFrom: string): Promise<string> {
  const { port } = await shop.start(["bench/reference.ts", bytesFrom, shop.databaseUrl]);
  return `http://127.0.0.1:${port}`;
}

async function someVariants(items: readonly { slug: string }[]): Promise<string[]> {
  const pages = await Promise.all(
    items.map(({ slug }) => getJson<{ variants: { id: string }[] }>(`${shop.url}/api/v1/products/${slug}`)),
  );
  return pages.flatMap(({ variants }) => variants.map(({ id }) => id));
}

async function getJson<Body>(url: string): Promise<Body> {
  return (await (await fetch(url)).json()) as Body;
}

async function go(options: { until: "order" | "purchase"; variantIds: readonly string[] }): Promise<Shopping> {
  const settings = JSON.stringify({
    baseUrl: shop.url,
    windowPrefix: `${shop.url}/sandbox`,
    sandboxUrl: shop.sandboxUrl,
    shoppers: 32,
    seconds,
    ...options,
  });
  const child = spawn(process.execPath, ["bench/shoppers.ts", settings], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error("the shoppers met an error");
  return JSON.parse(text) as Shopping;
}

function compared(what: string, perSecond: number, name: string, of: number, aim?: string, shopping?: Shopping): Row {
  const note = shopping && `p50 ${shopping.p50} ms, p99 ${shopping.p99} ms`;
  return {
    what,
    perSecond,
    reference: name,
    ratio: perSecond / of,
    ...(aim ? { aim } : {}),
    ...(note ? { note } : {}),
  };
}

function print(rows: readonly Row[]): void {
  console.log(`\nNode ${process.version}, ${loadTool}, 32 connections or shoppers, ${seconds} s each\n`);
  console.log("| what | a second | of | ratio | aim | |\n|---|--:|---|--:|---|---|");
  for (const { what, perSecond, reference: name = "", ratio, aim = "", note = "" } of rows) {
    const share =
      ratio === undefined ? "" : ratio > 0.2 ? `${Math.round(ratio * 100)} %` : `1/${(1 / ratio).toFixed(1)}`;
    console.log(`| ${what} | ${Math.round(perSecond).toLocaleString("en")} | ${name} | ${share} | ${aim} | ${note} |`);
  }
}
