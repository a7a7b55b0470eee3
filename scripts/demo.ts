/**
 * `npm run demo -- --products 10000`: adds generated products to the shop on this machine until it has so
 * many of them, with two variants each (`--variants 3`). The shop may be open meanwhile. A second run goes on
 * where the first ended.
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fillGenerated } from "../demo/fill-generated.ts";
import { requireUsableDatabase } from "./start/database.ts";
import { inWords, StartProblem } from "./start/problem.ts";
import { readStartSettings } from "./start/settings.ts";
import { openDatabase } from "./start/shop-database.ts";
import { oneLine, text } from "./start/texts.ts";

const MOST_PRODUCTS = 1_000_000;
const MOST_VARIANTS = 20;

try {
  await fill();
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}

async function fill(): Promise<void> {
  const { products, variants } = readCounts();
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const database = await openDatabase(readStartSettings(root, process.env));
  try {
    await requireUsableDatabase(database.url);
    const began = performance.now();
    await fillGenerated({ ...process.env, DATABASE_URL: database.url }, products, variants, (count) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      console.log(oneLine(text("demoCount", { products: count, seconds })));
    });
  } finally {
    await database.close();
  }
}

function readCounts(): { products: number; variants: number } {
  const { values } = parseArgs({
    options: { products: { type: "string" }, variants: { type: "string", default: "2" } },
  });
  const [products, variants] = [Number(values.products), Number(values.variants)];
  const fits = (count: number, most: number): boolean =>
    Number.isInteger(count) && count >= 1 && count <= most;
  if (fits(products, MOST_PRODUCTS) && fits(variants, MOST_VARIANTS)) return { products, variants };
  throw new StartProblem(text("demoCountInvalid"));
}
