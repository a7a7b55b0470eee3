import type { Goods } from "@/lib/admin/stock/stock-take";
import type { Api } from "@/lib/api/client";
import { listStaffProducts, readProduct } from "@/lib/api/products";
import { listStock, readStock } from "@/lib/api/stock";

export type Miss = {
  sku: string;
  /** `unknown`: no SKU. `bundle`: it has no stock of its own. `failed`: the API could not be asked. */
  reason: "unknown" | "bundle" | "failed";
  /** SKUs that the typed one is a part of. */
  matches: readonly string[];
};
export type FoundStock = { sku: string; onHand: number } | Miss;

const SKU = /^[\w.-]{1,64}$/;
const LISTED = 100;
const OFFERED = 5;
/** Products whose SKUs contain the searched one. */
const LOOKED_THROUGH = 8;

type Level = { location: string; onHand: number };

/** What is on hand of a SKU at the location. Capitals do not matter where one SKU alone is meant. */
export async function findStock(api: Api, sku: string, location: string): Promise<FoundStock> {
  const miss = (reason: Miss["reason"], matches: readonly string[] = []) => ({ sku, reason, matches });
  const found = (known: string, levels: readonly Level[]) => ({
    sku: known,
    // A location without a level has none of it.
    onHand: levels.find((level) => level.location === location)?.onHand ?? 0,
  });
  if (!SKU.test(sku)) return miss("unknown");
  const listed = await listStock(api, { q: sku, limit: LISTED });
  if (!listed.ok) return miss("failed");
  const { items, nextCursor } = listed.data;
  const alike = items.filter((item) => item.sku.toUpperCase() === sku.toUpperCase());
  const meant = alike.find((item) => item.sku === sku) ?? (alike.length === 1 ? alike[0] : undefined);
  if (meant) return meant.bundle ? miss("bundle") : found(meant.sku, meant.levels);
  if (nextCursor !== null) {
    const exact = await readStock(api, sku);
    if (exact.ok) return found(sku, exact.data.items);
    if (exact.problem.code !== "UNKNOWN_SKU") return miss("failed");
  }
  const offered = items.filter(({ bundle }) => !bundle).slice(0, OFFERED);
  return miss(
    "unknown",
    offered.map((item) => item.sku),
  );
}

/** The product of a SKU, by all SKUs that it has. Empty: none was found. */
export async function findGoods(api: Api, sku: string): Promise<ReadonlyMap<string, Goods>> {
  const listed = await listStaffProducts(api, { q: sku, limit: LOOKED_THROUGH });
  for (const { id } of listed.ok ? listed.data.items : []) {
    const read = await readProduct(api, id);
    if (!read.ok || !read.data.product.variants.some((variant) => variant.sku === sku)) continue;
    const { name, variants } = read.data.product;
    return new Map(
      variants.map((variant) => [variant.sku, { name, options: Object.values(variant.options).join(" / ") }]),
    );
  }
  return new Map();
}
