/**
 * `npm run bench`: measures the shop and bare Fastify routes in the same run. A figure alone says little on a
 * machine that also does other work, so the ratio counts. `npm run bench -- --seconds 10` measures longer.
 * `--only reads`, `--only members`, `--only purchase`, `--only pages`, `--only catalogue`, `--only desk`,
 * `--only imports`, `--only recommendations`, `--only growth`, `--only start` and
 * `--only recommender --data FOLDER` measure a part. `--products 100000` says how large the shop of the
 * catalogue is, `--orders 1000000` how many orders the desk has, `--rows 100000` how large a file.
 */
import { parseArgs } from "node:util";
import { type CatalogueFigures, type CatalogueRead, measureCatalogue } from "./catalogue.ts";
import { measureImports } from "./imports.ts";
import { lighthouseScores } from "./lighthouse.ts";
import { requestsPerSecond } from "./load.ts";
import { type MemberFigures, measureMembers } from "./members.ts";
import { type DeskFigure, type DeskFigures, measureDesk, measureRequests, noteOf } from "./orders.ts";
import { type ChangeFigures, measureChange, measurePages, type PageFigures, somePages } from "./pages.ts";
import { type GrowthFigures, measureGrowth, measurePurchases, type PurchaseFigures } from "./purchases.ts";
import { listRows, measureLists } from "./recommendations.ts";
import { measureRecommender } from "./recommender/recommender.ts";
import { compared, print, type Row } from "./rows.ts";
import { type BenchShop, startBenchShop } from "./shop.ts";
import { type Loading, measureLoading } from "./start.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "8" },
    only: { type: "string" },
    samples: { type: "string", default: "1000" },
    /** Runs of Lighthouse for each page; 0 leaves it out. */
    lighthouse: { type: "string", default: "5" },
    /** Products of the large shop. */
    products: { type: "string", default: "10000" },
    /** A folder where this shop stays, so that another run need not fill it. */
    keep: { type: "string" },
    /** Orders on the desk of staff. */
    orders: { type: "string", default: "100000" },
    /** Purchases after which a purchase is compared with the first. */
    growth: { type: "string", default: "20000" },
    /** Rows of each imported file. */
    rows: { type: "string", default: "4000" },
    /** A folder with sets of interactions for the recommender. */
    data: { type: "string" },
    /** Interactions of the generated shop of the recommender: 5000000. */
    generated: { type: "string", default: "0" },
    /** A Python with the package `implicit`. */
    python: { type: "string", default: "python3" },
  },
});
const seconds = Number(values.seconds);
const parts = [
  "reads",
  "members",
  "purchase",
  "pages",
  "catalogue",
  "desk",
  "imports",
  "growth",
  "recommendations",
  "recommender",
  "start",
];
if (values.only && !parts.includes(values.only)) {
  throw new Error(`--only takes ${parts.join(", ")}, not ${values.only}`);
}

const wants = (part: string): boolean => !values.only || values.only === part;
if (values.only === "recommender") {
  const { data, generated, python } = values;
  measureRecommender({ data, generated: Number(generated), python });
  process.exit();
}
// Pages need the storefront; it would take memory and time from the other measurements.
let shop: BenchShop;
const rows: Row[] = [];
if (!["pages", "catalogue", "desk", "imports", "recommendations", "start"].includes(values.only ?? "")) {
  shop = await startBenchShop();
  try {
    rows.push(...(await measure()));
  } finally {
    await shop.stop();
  }
}
if (wants("pages")) {
  shop = await startBenchShop({ web: true });
  try {
    rows.push(...pageRows(await measurePages(shop, seconds), await measureChange(shop, seconds)));
    rows.push(...(await lighthouseRows(shop, Number(values.lighthouse))));
  } finally {
    await shop.stop();
  }
}
if (wants("recommendations")) {
  shop = await startBenchShop({ web: true });
  try {
    rows.push(...listRows(await measureLists(shop, seconds, reference)));
  } finally {
    await shop.stop();
  }
}
if (wants("catalogue")) {
  shop = await startBenchShop({ keptIn: values.keep });
  try {
    rows.push(
      ...catalogueRows(await measureCatalogue(shop, Number(values.products), seconds), await selects()),
    );
  } finally {
    await shop.stop();
  }
}
if (wants("desk")) {
  shop = await startBenchShop({ keptIn: values.keep });
  try {
    rows.push(...deskRows(await measureDesk(shop, Number(values.orders), seconds), await oneSelect()));
  } finally {
    await shop.stop();
  }
}
if (wants("imports")) {
  shop = await startBenchShop();
  try {
    rows.push(...(await importRows(Number(values.rows))));
  } finally {
    await shop.stop();
  }
}
if (wants("start")) rows.push(...startRows(await measureLoading()));
print(rows, seconds);

function startRows(loadings: readonly Loading[]): Row[] {
  const [sources] = loadings;
  return loadings.map(({ what, ms, megabytes }) => ({
    what: `loading the server, ${what}`,
    reference: "sources",
    ratio: ms / (sources?.ms ?? 0),
    note: `${Math.round(ms)} ms of a core, ${Math.round(megabytes)} MB`,
  }));
}

async function importRows(count: number): Promise<Row[]> {
  const bare = await reference(`${shop.url}/api/v1/products`);
  const insert = await requestsPerSecond({ url: `${bare}/insert`, method: "POST", connections: 32, seconds });
  const figures = await measureImports(shop, count);
  return [
    { what: "reference: one insert", perSecond: insert },
    ...figures.map(({ file, rows: size, uploadSeconds, checkSeconds, perSecond }) => ({
      ...compared(`import, ${file}`, perSecond, "one insert", insert),
      note:
        `${size.toLocaleString("en")} rows, uploaded in ${uploadSeconds.toFixed(1)} s, ` +
        `checked in ${checkSeconds.toFixed(1)} s`,
    })),
  ];
}

/** A bare route with one select, with its processor time. */
async function oneSelect(): Promise<DeskFigure> {
  const { port, pid = 0 } = await startReference(`${shop.url}/api/v1/products`);
  const pids = { ...shop.pids, api: pid };
  return measureRequests({ pids }, { url: `http://127.0.0.1:${port}/select`, seconds });
}

/** What a bare route with one select does, and one with the bytes of the list. */
async function selects(): Promise<{ select: number; bytes: number }> {
  const bare = await reference(`${shop.url}/api/v1/products`);
  const load = (path: string) => requestsPerSecond({ url: `${bare}${path}`, connections: 32, seconds });
  return { select: await load("/select"), bytes: await load("/bytes") };
}

function catalogueRows(
  { products, fillSeconds, perSecond, memory, memoryWhenFull }: CatalogueFigures,
  { select, bytes }: { select: number; bytes: number },
): Row[] {
  const aims: Readonly<Record<CatalogueRead, string>> = {
    "product list, cached": "≥ 70 %",
    "product list": "≥ 1/5",
    "category with facets": "≥ 1/100",
    "price filter over all": "≥ 1/100",
    "product page": "≥ 1/5",
    "200 searches": "≥ 1/100",
    suggestions: "≥ 1/20",
    "staff's list, page 1": "≥ 1/20",
    "staff's list, page 1,000": "≥ 1/20",
  };
  return [
    {
      what: "the shop",
      note:
        `${products.toLocaleString("en")} products` +
        (fillSeconds === null ? "" : `, filled in ${Math.round(fillSeconds)} s`),
    },
    { what: "reference: bytes of the list", perSecond: bytes },
    { what: "reference: one select", perSecond: select },
    ...[...perSecond].map(([read, rate]) =>
      read === "product list, cached"
        ? compared(read, rate, "bytes", bytes, aims[read])
        : compared(read, rate, "one select", select, aims[read]),
    ),
    { what: "memory of the API", note: `${Math.round(memory)} MB` },
    { what: "the same, cache full", aim: "< 300 MB", note: `${Math.round(memoryWhenFull)} MB` },
  ];
}

function deskRows({ fillSeconds, reads }: DeskFigures, select: DeskFigure): Row[] {
  const filled = fillSeconds === null ? "" : `, filled in ${Math.round(fillSeconds)} s`;
  return [
    { what: "the desk", note: `${Number(values.orders).toLocaleString("en")} orders${filled}` },
    { what: "reference: one select", perSecond: select.perSecond, note: noteOf(select) },
    ...[...reads].map(([read, figure]) => ({
      ...compared(read, figure.perSecond, "one select", select.perSecond, "≥ 1/20"),
      note: noteOf(figure, select),
    })),
  ];
}

async function measure(): Promise<Row[]> {
  const list = `${shop.url}/api/v1/products?limit=20`;
  const { items } = await getJson<{ items: { slug: string }[] }>(`${shop.url}/api/v1/products?limit=100`);
  const page = `${shop.url}/api/v1/products/${items[0]?.slug}`;
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
  if (wants("reads")) {
    rows.push(compared("product list, cached", await load(list), "bytes", bytesOfList, "≥ 70 %"));
    rows.push(compared("product page, cached", await load(page), "bytes", bytesOfPage, "≥ 70 %"));
  }
  if (wants("members")) {
    const figures = await measureMembers(shop, listBytes, seconds, Number(values.samples));
    rows.push(...memberRows(figures, select));
  }
  if (wants("purchase")) {
    const figures = await measurePurchases(shop, await someVariants(items), seconds);
    rows.push(...purchaseRows(figures, { insert, select }));
  }
  // Takes minutes, so it is not a part of the whole.
  if (values.only === "growth") {
    const figures = await measureGrowth(shop, await someVariants(items), Number(values.growth));
    rows.push(growthRow(figures));
  }
  return rows;
}

function growthRow({ purchases, first, last }: GrowthFigures): Row {
  return {
    what: `purchase after ${purchases.toLocaleString("en")}, 8 shoppers, p50`,
    reference: "the first",
    ratio: last.p50 / first.p50,
    aim: "≤ 110 %",
    note: `${last.p50} and ${first.p50} ms; p99 ${last.p99} and ${first.p99} ms`,
  };
}

function purchaseRows(
  { orders, few, purchases, cost, oneSku, quotes, webhooks }: PurchaseFigures,
  { insert, select }: { readonly insert: number; readonly select: number },
): Row[] {
  const { perSecond } = purchases;
  const times = cost && Object.entries(cost).map(([of, ms]) => `${of} ${ms.toFixed(1)} ms`);
  const sum = cost && Object.values(cost).reduce((total, ms) => total + ms, 0);
  return [
    compared("place order (cart, item, order)", orders.perSecond, "one insert", insert, undefined, orders),
    compared("full purchase, 8 shoppers", few.perSecond, "one insert", insert, "≥ 1/20", few),
    compared("full purchase", perSecond, "one insert", insert, "≥ 1/20", purchases),
    ...(times && sum
      ? [
          {
            what: "processor time of a purchase",
            aim: "≤ 4 ms",
            note: `${sum.toFixed(1)} ms: ${times.join(", ")}`,
          },
        ]
      : []),
    compared("full purchase, one SKU", oneSku.perSecond, "full purchase", perSecond, "≥ 80 %", oneSku),
    compared("quote of a cart of 200 lines", quotes.perSecond, "one select", select, "≥ 1/50", quotes),
    compared("webhook of a known payment", webhooks.perSecond, "one insert", insert, "≥ 1/3", webhooks),
  ];
}

function memberRows(figures: MemberFigures, select: number): Row[] {
  const { hashes, signIns, me, quietP99, floodP99, bareQuietP99, bareFloodP99, flood, enumeration } = figures;
  const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
  const statuses = Object.entries(flood).map(
    ([status, count]) => `${count.toLocaleString("en")} × ${status}`,
  );
  return [
    { what: "reference: bare argon2id", perSecond: hashes },
    compared("sign-in", signIns, "bare argon2id", hashes, "≥ 85 %"),
    compared("GET /me", me, "one select", select, "≥ 60 %"),
    {
      what: "reference: bare, p99 in flood",
      reference: `quiet ${milliseconds(bareQuietP99)}`,
      ratio: bareFloodP99 / bareQuietP99,
      note: milliseconds(bareFloodP99),
    },
    {
      what: "product list, p99 in flood",
      reference: `quiet ${milliseconds(quietP99)}`,
      ratio: floodP99 / quietP99,
      aim: "≤ 2 ×",
      note: `${milliseconds(floodP99)}; ${statuses.join(", ")}`,
    },
    ...enumeration.map(({ what, verdict: { medianKnown, medianUnknown, superiority, p } }) => ({
      what: `${what}, known e-mail`,
      reference: "unknown e-mail",
      ratio: medianKnown / medianUnknown,
      aim: "100 %",
      note:
        `${medianKnown.toFixed(1)} and ${milliseconds(medianUnknown)}; ` +
        `${(superiority * 100).toFixed(1)} %; p ${p.toFixed(2)}`,
    })),
  ];
}

function pageRows(figures: readonly PageFigures[], change: ChangeFigures): Row[] {
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  return [
    ...figures.flatMap(
      ({ page, bytes, compressedBytes, hits, bareBytes, renders, minimalRenders }): Row[] => [
        {
          what: `reference: bytes of the ${page} page`,
          perSecond: bareBytes,
          note: kilobytes(compressedBytes),
        },
        compared(`${page} page, from memory`, hits, "bytes", bareBytes, "≥ 50 %"),
        { what: `reference: minimal Next.js page`, perSecond: minimalRenders, note: kilobytes(bytes) },
        compared(`${page} page, rendered`, renders, "minimal page", minimalRenders, "≥ 70 %"),
      ],
    ),
    {
      what: "a price changed, last old page",
      aim: "≤ 1,000 ms",
      note: `${Math.round(change.lastOldPageMs)} ms, ${change.pages} pages, ${change.waits} visitors waited`,
    },
  ];
}

async function lighthouseRows(pages: BenchShop, runs: number): Promise<Row[]> {
  const rows: Row[] = [];
  if (runs === 0) return rows;
  for (const [page, path] of [...(await somePages(pages)), ["cart", "/cart"] as const]) {
    const scores = await lighthouseScores(`${pages.url}${path}`, runs);
    const note = Object.entries(scores).map(([category, score]) => `${category} ${score}`);
    rows.push({ what: `Lighthouse, ${page} page`, aim: "≥ 95, then 100 each", note: note.join(", ") });
  }
  return rows;
}

function startReference(bytesFrom: string) {
  return shop.programs.start(["bench/reference.ts", bytesFrom, shop.databaseUrl]);
}

async function reference(bytesFrom: string): Promise<string> {
  const { port } = await startReference(bytesFrom);
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
