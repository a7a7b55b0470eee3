/** What staff did with a product, from the audit log: each edit with what was and what is. */
import { listEntriesOf } from "../../../platform/audit-log/audit-log.ts";
import { type Difference, differencesOf, type Field } from "../../../platform/differences.ts";
import { escapePointer } from "../../../platform/errors.ts";
import { type Currency, money } from "../../../platform/money.ts";
import type { CatalogContext } from "../context.ts";
import { readForStaff } from "./edit-product.ts";

/** An entry of the history. */
export interface HistoryEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly kind: "member" | "key"; readonly name: string };
  readonly action: string;
  readonly differences: Difference[];
}

/** Returns one entry more than `limit` if there are more. Throws NOT_FOUND. */
export async function listHistory(
  catalog: CatalogContext,
  id: string,
  beforeSeq: number | null,
  limit: number,
): Promise<HistoryEntry[]> {
  const product = await readForStaff(catalog, id);
  const variants = [...product.variants, ...product.archived];
  const subjects = [`product:${product.id}`, ...variants.map((variant) => `variant:${variant.id}`)];
  const entries = await listEntriesOf(catalog.db, subjects, beforeSeq, limit + 1);
  return entries.map(({ seq, at, actor: { kind, name }, action, before, after }) => ({
    seq,
    at: at.toISOString(),
    actor: { kind, name },
    action,
    differences: differencesOf(
      fieldsOf(before ?? {}, product.currency),
      fieldsOf(after ?? {}, product.currency),
    ),
  }));
}

type Facts = Readonly<Record<string, unknown>>;

/** Changes of prices name the variant by its SKU, and edits name fields by pointers. */
function* fieldsOf({ sku, ...facts }: Facts, currency: Currency): Generator<Field> {
  const place = typeof sku === "string" ? `/variants/${escapePointer(sku)}` : "";
  for (const [name, value] of Object.entries(facts)) {
    const isAmount = place !== "" && typeof value === "number";
    yield [name.startsWith("/") ? name : `${place}/${name}`, isAmount ? money(value, currency) : value];
  }
}
