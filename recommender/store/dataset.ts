/** A snapshot in memory: a column for each field, rows in the order of time. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DecodedArray, parquetRead } from "hyparquet";
import type { ItemFacts } from "../types.ts";
import { type Manifest, readManifest, type SnapshotFile } from "./snapshot.ts";

export interface Events {
  readonly length: number;
  readonly visitor: Uint32Array;
  readonly item: Uint32Array;
  /** The number of its type in `interactionTypes`. */
  readonly type: Uint8Array;
  readonly at: Float64Array;
  /** −1: none. */
  readonly order: Int32Array;
  /** Given by the shop, or made by a pause of thirty minutes; ascends with its first event. */
  readonly session: Uint32Array;
}

export interface Dataset {
  readonly manifest: Manifest;
  readonly items: readonly ItemFacts[];
  readonly events: Events;
}

const PAUSE_MS = 30 * 60_000;

/** Reads a snapshot and checks each file against the manifest. */
export async function readDataset(folder: string): Promise<Dataset> {
  const manifest = await readManifest(folder);
  const length = manifest.interactions;
  const columns = {
    visitor_ix: new Uint32Array(length),
    item_ix: new Uint32Array(length),
    type: new Uint8Array(length),
    ts: new Float64Array(length),
    session_ix: new Int32Array(length),
    order_ix: new Int32Array(length),
  };
  let items: ItemFacts[] = [];
  let from = 0;
  for (const file of manifest.files) {
    const buffer = await checkedFile(folder, file);
    if (file.path === "items.parquet") {
      items = itemsFrom(await readColumns(buffer));
      continue;
    }
    const day = await readColumns(buffer);
    for (const [name, target] of Object.entries(columns)) target.set(day.get(name) as Int32Array, from);
    from += (day.get("ts") as Float64Array).length;
  }
  if (from !== length || items.length !== manifest.items)
    throw new Error(`${folder}: ${from} interactions and ${items.length} items, not as the manifest says`);
  const { visitor_ix: visitor, item_ix: item, type, ts: at, order_ix: order } = columns;
  const session = sessionsOf(visitor, at, columns.session_ix, manifest.visitors);
  return { manifest, items, events: { length, visitor, item, type, at, order, session } };
}

async function checkedFile(folder: string, { path, sha256 }: SnapshotFile): Promise<ArrayBuffer> {
  const bytes = await readFile(join(folder, path));
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) throw new Error(`${join(folder, path)}: not the file that the manifest names`);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

async function readColumns(file: ArrayBuffer): Promise<Map<string, DecodedArray | unknown[]>> {
  const columns = new Map<string, DecodedArray | unknown[]>();
  await parquetRead({
    file: { byteLength: file.byteLength, slice: (start, end) => file.slice(start, end) },
    onChunk({ columnName, columnData }) {
      const before = columns.get(columnName);
      columns.set(columnName, before ? [...before, ...columnData] : columnData);
    },
  });
  return columns;
}

function itemsFrom(columns: Map<string, DecodedArray | unknown[]>): ItemFacts[] {
  const column = <Value>(name: string) => (columns.get(name) ?? []) as ArrayLike<Value>;
  const [ids, titles, brands] = [
    column<string>("id"),
    column<string>("title"),
    column<string | null>("brand"),
  ];
  const [categories, prices, created] = [
    column<string>("categories"),
    column<number>("price"),
    column<number>("created_at"),
  ];
  return Array.from({ length: ids.length }, (_, row) => ({
    id: ids[row] as string,
    title: titles[row] as string,
    brand: brands[row] ?? null,
    categories: JSON.parse(categories[row] as string) as string[],
    price: prices[row] as number,
    createdAt: created[row] as number,
  }));
}

/**
 * Numbers for sessions in the order of their first event. A session of the shop stays one; others end by
 * pause.
 */
function sessionsOf(
  visitor: Uint32Array,
  at: Float64Array,
  given: Int32Array,
  visitors: number,
): Uint32Array {
  const sessions = new Uint32Array(at.length);
  const current = new Int32Array(visitors).fill(-1);
  const lastAt = new Float64Array(visitors);
  const numbers = new Map<number, number>();
  let next = 0;
  for (let row = 0; row < at.length; row++) {
    const named = given[row] as number;
    if (named >= 0) {
      const number = numbers.get(named) ?? next++;
      numbers.set(named, number);
      sessions[row] = number;
      continue;
    }
    const person = visitor[row] as number;
    const isOver = current[person] === -1 || (at[row] as number) - (lastAt[person] as number) > PAUSE_MS;
    if (isOver) current[person] = next++;
    lastAt[person] = at[row] as number;
    sessions[row] = current[person] as number;
  }
  return sessions;
}
