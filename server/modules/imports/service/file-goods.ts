/** The goods that rows of a file bring, by the names that add-ons of the file call them. */
import { type NamedGoods, namedAddOn } from "../../catalog/contract/import-rows.ts";
import type { ImportsContext } from "../context.ts";
import type { RowReader } from "../read-rows.ts";
import { rowsAfter } from "./stored-rows.ts";

export interface FileGoods {
  /** Whether a row brings what an add-on names. */
  brings(cell: string): boolean;
  /** Those of the add-ons' names that rows bring. */
  namesIn(cells: readonly string[]): NamedGoods;
  /** Takes out a row that is refused. Returns the names that no row brings any more. */
  drop(row: number): readonly string[];
  /** A copy from which rows are taken out. */
  without(rows: Iterable<number>): FileGoods;
}

const slugName = (slug: string): string => `slug:${slug}`;
const skuName = (sku: string): string => `sku:${sku}`;

/** The names that an add-on may mean. */
export function meaningsOf(cell: string): readonly string[] {
  const { slug, sku } = namedAddOn(cell);
  return [...(slug === undefined ? [] : [slugName(slug)]), ...(sku === undefined ? [] : [skuName(sku)])];
}

export async function goodsOfFile(
  { db }: Pick<ImportsContext, "db">,
  importId: string,
  reader: RowReader,
): Promise<FileGoods> {
  const meant = new Set<string>();
  const skus = new Set<string>();
  const bringing: { readonly row: number; readonly names: readonly string[] }[] = [];
  for await (const row of rowsAfter(db, importId, 0)) {
    const reading = reader.read(row);
    if (!("product" in reading)) continue;
    const { sku, slug, addOns = [] } = reading.product;
    for (const name of addOns.flatMap(meaningsOf)) meant.add(name);
    // A second row about one SKU is refused.
    if (skus.has(sku)) continue;
    skus.add(sku);
    bringing.push({ row: row.row, names: [skuName(sku), ...(slug === undefined ? [] : [slugName(slug)])] });
  }
  const rowsOf = new Map<string, Set<number>>();
  const namesOf = new Map<number, readonly string[]>();
  for (const { row, names } of bringing) {
    const ofRow = names.filter((name) => meant.has(name));
    if (ofRow.length > 0) namesOf.set(row, ofRow);
    for (const name of ofRow) rowsOf.set(name, (rowsOf.get(name) ?? new Set()).add(row));
  }
  return fileGoods(rowsOf, namesOf);
}

/** Of a file whose rows name no add-ons. */
export const noGoods = (): FileGoods => fileGoods(new Map(), new Map());

function fileGoods(rowsOf: Map<string, Set<number>>, namesOf: Map<number, readonly string[]>): FileGoods {
  return {
    brings: (cell) => meaningsOf(cell).some((name) => rowsOf.has(name)),
    namesIn(cells) {
      const named = cells.map(namedAddOn);
      const slugs = named.flatMap(({ slug }) =>
        slug !== undefined && rowsOf.has(slugName(slug)) ? [slug] : [],
      );
      const skus = named.flatMap(({ sku }) => (sku !== undefined && rowsOf.has(skuName(sku)) ? [sku] : []));
      return { slugs: [...new Set(slugs)], skus: [...new Set(skus)] };
    },
    drop(row) {
      const names = namesOf.get(row) ?? [];
      namesOf.delete(row);
      return names.filter((name) => {
        const rows = rowsOf.get(name);
        rows?.delete(row);
        return rows?.size === 0 && rowsOf.delete(name);
      });
    },
    without(rows) {
      const copies = [...rowsOf].map(([name, bringing]) => [name, new Set(bringing)] as const);
      const copy = fileGoods(new Map(copies), new Map(namesOf));
      for (const row of rows) copy.drop(row);
      return copy;
    },
  };
}
