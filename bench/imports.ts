/**
 * Files of staff, from upload to the last row: new products, the same file again, other prices, counted
 * stock. Rows a second of the commit, which the worker does as it does in production.
 */
import { setTimeout as wait } from "node:timers/promises";
import { signIn } from "./catalogue.ts";
import type { BenchShop } from "./shop.ts";

const measuredFiles = ["new products", "the same file again", "new prices", "counted stock"] as const;
type MeasuredFile = (typeof measuredFiles)[number];

export interface ImportFigures {
  readonly file: MeasuredFile;
  readonly rows: number;
  readonly uploadSeconds: number;
  readonly checkSeconds: number;
  /** Rows that the commit applies in a second. */
  readonly perSecond: number;
}

const KINDS: Readonly<Record<MeasuredFile, string>> = {
  "new products": "products",
  "the same file again": "products",
  "new prices": "prices",
  "counted stock": "stock",
};

export async function measureImports(shop: BenchShop, rows: number): Promise<ImportFigures[]> {
  const figures: ImportFigures[] = [];
  for (const file of measuredFiles) figures.push(await measureFile(shop, file, rows));
  return figures;
}

async function measureFile(shop: BenchShop, file: MeasuredFile, rows: number): Promise<ImportFigures> {
  const ask = await staffOf(shop);
  const form = new FormData();
  form.append("kind", KINDS[file]);
  form.append("file", new Blob([fileOf(file, rows)]), "file.csv");
  const began = performance.now();
  const { id } = await ask<{ id: string }>("POST", "", form);
  const uploaded = performance.now();
  const { token } = await ask<{ token: string }>("POST", `/${id}/dry-run`, {});
  const checked = performance.now();
  await ask("POST", `/${id}/commit`, { token });
  const result = await ended(shop, id);
  const seconds = (performance.now() - checked) / 1_000;
  if (result.errorCount > 0) throw new Error(`${file}: ${result.errorCount} rows were refused`);
  return {
    file,
    rows,
    uploadSeconds: (uploaded - began) / 1_000,
    checkSeconds: (checked - uploaded) / 1_000,
    perSecond: rows / seconds,
  };
}

interface ShownImport {
  readonly status: string;
  readonly errorCount: number;
}

/** Waits for the end. A token of staff lives shorter than a large import. */
async function ended(shop: BenchShop, id: string): Promise<ShownImport> {
  for (let ask = await staffOf(shop), began = performance.now(); ; await wait(500)) {
    if (performance.now() - began > 300_000) [ask, began] = [await staffOf(shop), performance.now()];
    const shown = await ask<ShownImport>("GET", `/${id}`);
    if (shown.status === "done") return shown;
    if (shown.status === "failed") throw new Error(`the import ${id} failed`);
  }
}

async function staffOf(shop: BenchShop) {
  const headers = await signIn(shop);
  return async <Body>(method: string, path: string, body?: FormData | object): Promise<Body> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${shop.url}/api/v1/admin/imports${path}`, {
      method,
      headers: { ...headers, ...(body && !isForm ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  };
}

/** Two variants a product. */
function fileOf(file: MeasuredFile, rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const sku = `BENCH-${String(at).padStart(7, "0")}`;
    if (file === "new prices") return `${sku},${9_900 + (at % 900) * 10}`;
    if (file === "counted stock") return `${sku},${at % 77}`;
    const number = Math.floor(at / 2);
    const colour = at % 2 === 0 ? "파랑" : "초록";
    return `${sku},b-${number},생활 도자기 머그컵 ${number},8900,색상,${colour},공방 ${number % 40},도자기|컵,손으로 빚은 컵`;
  });
  const columns = {
    "new products": "SKU,slug,name,price,option1Name,option1Value,brand,tags,description",
    "the same file again": "SKU,slug,name,price,option1Name,option1Value,brand,tags,description",
    "new prices": "SKU,price",
    "counted stock": "SKU,onHand",
  };
  return `${columns[file]}\n${lines.join("\n")}\n`;
}
