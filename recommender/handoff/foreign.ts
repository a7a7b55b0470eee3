/** Parts of a model that were computed elsewhere. Reading throws, in words, what is wrong with them. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import type { ForeignParts } from "../model/foreign-parts.ts";
import type { ItemLists } from "../model/parts.ts";
import { readManifest } from "../store/snapshot.ts";
import { handoffCuts, readRequest } from "./request.ts";

export interface ForeignModel {
  /** Of all its files. */
  readonly sha256: string;
  /** Of each item; null: it has no factors. */
  readonly width: number | null;
  /** By the moment before which events were looked at. */
  readonly parts: ReadonlyMap<number, ForeignParts>;
}

const MOST_NEIGHBOURS = 200;
const MOST_FACTORS = 512;

export async function readForeign(folder: string): Promise<ForeignModel> {
  const request = await readRequest(folder);
  const { sha256: snapshot, items } = await readManifest(folder);
  const result = JSON.parse(await readFile(join(folder, "result.json"), "utf8")) as { snapshot?: string };
  if (request.snapshot !== snapshot || result.snapshot !== snapshot)
    throw new Error(`${folder}: the request or the result is of another snapshot`);
  const hash = createHash("sha256").update(snapshot);
  const parts = new Map<number, ForeignParts>();
  const widths = new Set<number>();
  const kinds = new Set<string>();
  for (const cut of handoffCuts) {
    const read = async (name: string) => {
      const path = join(folder, "parts", cut, name);
      return existsSync(path) ? { path, rows: await readRows(path, hash) } : null;
    };
    const [factors, neighbours] = [await read("item_factors.parquet"), await read("neighbours.parquet")];
    if (!factors && !neighbours) throw new Error(`${folder}: parts/${cut} has no factors and no neighbours`);
    kinds.add(`${factors !== null} ${neighbours !== null}`);
    const table = factors && factorTable(factors.rows, items, factors.path);
    if (table) widths.add(table.length / items);
    parts.set(request.cuts[cut], {
      factors: table,
      neighbours: neighbours && neighbourLists(neighbours.rows, items, neighbours.path),
    });
  }
  if (kinds.size > 1 || widths.size > 1)
    throw new Error(`${folder}: the cuts have parts of different kinds or widths`);
  return { sha256: hash.digest("hex"), width: [...widths][0] ?? null, parts };
}

type Row = Readonly<Record<string, unknown>>;

/** One file, or a folder of files as Spark writes it. */
async function readRows(path: string, hash: ReturnType<typeof createHash>): Promise<Row[]> {
  const isFolder = (await stat(path)).isDirectory();
  const names = isFolder ? (await readdir(path)).filter((name) => name.endsWith(".parquet")).sort() : [""];
  const rows: Row[] = [];
  for (const name of names) {
    const bytes = await readFile(join(path, name));
    hash.update(bytes);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    for (const row of await parquetReadObjects({ file })) rows.push(row);
  }
  return rows;
}

function itemOf(row: Row, column: string, items: number, path: string): number {
  const item = Number(row[column]);
  if (!Number.isInteger(item) || item < 0 || item >= items)
    throw new Error(`${path}: ${column} ${String(row[column])} is no item of the snapshot`);
  return item;
}

/** Items without a row have zeros, and are near nothing. */
function factorTable(rows: readonly Row[], items: number, path: string): Float32Array {
  const [first] = rows;
  const width = Array.isArray(first?.factors) ? first.factors.length : 0;
  if (width < 1 || width > MOST_FACTORS)
    throw new Error(`${path}: ${width} factors, not 1 to ${MOST_FACTORS}`);
  const table = new Float32Array(items * width);
  const met = new Set<number>();
  for (const row of rows) {
    const item = itemOf(row, "item_ix", items, path);
    const factors = row.factors;
    if (!Array.isArray(factors) || factors.length !== width || !factors.every(Number.isFinite))
      throw new Error(`${path}: item ${item} has not ${width} finite factors`);
    if (met.has(item)) throw new Error(`${path}: item ${item} is there twice`);
    met.add(item);
    table.set(factors as number[], item * width);
  }
  return table;
}

function neighbourLists(rows: readonly Row[], items: number, path: string): ItemLists {
  const lists = new Map<number, { rank: number; item: number; score: number }[]>();
  for (const row of rows) {
    const [from, item] = [itemOf(row, "item_ix", items, path), itemOf(row, "nbr_ix", items, path)];
    const [rank, score] = [Number(row.rank), Number(row.score)];
    if (!Number.isFinite(score) || score <= 0 || !Number.isInteger(rank) || from === item)
      throw new Error(`${path}: item ${from} has no neighbour ${item} with rank ${rank} and score ${score}`);
    const list = lists.get(from) ?? [];
    list.push({ rank, item, score });
    lists.set(from, list);
  }
  const sorted = Array.from({ length: items }, (_, item) => {
    const list = (lists.get(item) ?? []).sort((a, b) => a.rank - b.rank).slice(0, MOST_NEIGHBOURS);
    if (new Set(list.map((each) => each.item)).size < list.length)
      throw new Error(`${path}: item ${item} has a neighbour twice`);
    return list;
  });
  const starts = new Uint32Array(items + 1);
  for (const [item, list] of sorted.entries()) starts[item + 1] = (starts[item] as number) + list.length;
  const all = sorted.flat();
  return {
    starts,
    columns: Uint32Array.from(all, ({ item }) => item),
    values: Float32Array.from(all, ({ score }) => score),
  };
}
