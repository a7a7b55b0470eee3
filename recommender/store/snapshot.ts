/**
 * A snapshot is a folder of Parquet files with a manifest:
 *
 *   events/dt=YYYY-MM-DD/part.parquet   visitor_ix, item_ix, type, ts, session_ix, order_ix, quantity
 *   items.parquet                       id, title, brand, categories (JSON), price, created_at; row = item_ix
 *   manifest.json                       counts, and the SHA-256 of each file
 *
 * Rows are in the order of time and id, and numbers are given in that order, so that the order in which
 * interactions arrive, and repeated ones, change no byte. Visitors, sessions and orders have numbers alone
 * (−1: none): a snapshot names no person. Interactions after `asOf` are left out.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type Interaction, type ItemFacts, interactionTypes } from "../types.ts";
import { growing, hashOf, numbering, pairSet } from "./columns.ts";

export interface SnapshotInput {
  readonly asOf: number;
  readonly interactions: AsyncIterable<readonly Interaction[]>;
  readonly items: readonly ItemFacts[];
}

export interface SnapshotFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: 1;
  readonly asOf: number;
  readonly interactions: number;
  readonly visitors: number;
  readonly items: number;
  /** Repeated, after `asOf`, or not of a known form. */
  readonly leftOut: number;
  readonly files: readonly SnapshotFile[];
  /** Of all files. Snapshots with the same content have the same one. */
  readonly sha256: string;
}

const DAY_MS = 86_400_000;

/** Writes the folder anew. A folder without manifest.json is no snapshot: the manifest is written last. */
export async function writeSnapshot(folder: string, input: SnapshotInput): Promise<Manifest> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const rows = await collect(input);
  const order = inTime(rows);
  const items = itemsOf(input.items, rows.items.names);
  const files: SnapshotFile[] = [];
  const put = async (path: string, content: ArrayBuffer): Promise<void> => {
    const bytes = new Uint8Array(content);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    files.push({ path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
  };
  const write = dayWriter(rows, items.numbers);
  const at = rows.at.view();
  for (let from = 0; from < order.length; ) {
    const day = Math.floor((at[order[from] as number] as number) / DAY_MS);
    let to = from;
    while (to < order.length && Math.floor((at[order[to] as number] as number) / DAY_MS) === day) to++;
    const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
    await put(`events/dt=${name}/part.parquet`, write(order.subarray(from, to)));
    from = to;
  }
  await put("items.parquet", itemsFile(items.facts));
  const manifest: Manifest = {
    format: 1,
    asOf: input.asOf,
    interactions: order.length,
    visitors: rows.visitors.names.length,
    items: items.facts.length,
    leftOut: rows.leftOut,
    files,
    sha256: digestOf(input.asOf, files),
  };
  await writeFile(join(folder, "manifest.json.part"), `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(join(folder, "manifest.json.part"), join(folder, "manifest.json"));
  return manifest;
}

export const digestOf = (asOf: number, files: readonly SnapshotFile[]): string =>
  createHash("sha256")
    .update(JSON.stringify([1, asOf, files.map(({ path, sha256 }) => [path, sha256])]))
    .digest("hex");

export async function readManifest(folder: string): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Manifest;
  if (manifest.format !== 1) throw new Error(`${folder}: snapshot of format ${manifest.format}, not 1`);
  if (manifest.sha256 !== digestOf(manifest.asOf, manifest.files))
    throw new Error(`${folder}: the manifest's sha256 is not that of its files`);
  return manifest;
}

type Rows = Awaited<ReturnType<typeof collect>>;

async function collect({ asOf, interactions }: SnapshotInput) {
  const known = pairSet();
  const rows = {
    visitors: numbering(),
    items: numbering(),
    sessions: numbering(),
    orders: numbering(),
    visitor: growing((length) => new Uint32Array(length)),
    item: growing((length) => new Uint32Array(length)),
    session: growing((length) => new Int32Array(length)),
    order: growing((length) => new Int32Array(length)),
    quantity: growing((length) => new Int32Array(length)),
    type: growing((length) => new Uint8Array(length)),
    at: growing((length) => new Float64Array(length)),
    firstHash: growing((length) => new Uint32Array(length)),
    secondHash: growing((length) => new Uint32Array(length)),
    leftOut: 0,
  };
  for await (const batch of interactions) {
    for (const interaction of batch) {
      const { id, at, type, quantity } = interaction;
      const typeNumber = interactionTypes.indexOf(type);
      const isUsable = Number.isFinite(at) && at >= 0 && at <= asOf && typeNumber >= 0;
      const [first, second] = hashOf(id);
      if (!isUsable || !known.add(first, second)) {
        rows.leftOut++;
        continue;
      }
      rows.visitor.push(rows.visitors.numberOf(interaction.visitor));
      rows.item.push(rows.items.numberOf(interaction.item));
      rows.session.push(interaction.session === null ? -1 : rows.sessions.numberOf(interaction.session));
      rows.order.push(interaction.order === null ? -1 : rows.orders.numberOf(interaction.order));
      rows.quantity.push(Math.max(-2_147_483_648, Math.min(2_147_483_647, Math.trunc(quantity))));
      rows.type.push(typeNumber);
      rows.at.push(Math.floor(at));
      rows.firstHash.push(first);
      rows.secondHash.push(second);
    }
  }
  return rows;
}

function inTime(rows: Rows): Uint32Array {
  const [at, first, second] = [rows.at.view(), rows.firstHash.view(), rows.secondHash.view()];
  const order = Uint32Array.from({ length: at.length }, (_, row) => row);
  return order.sort(
    (a, b) =>
      (at[a] as number) - (at[b] as number) ||
      (first[a] as number) - (first[b] as number) ||
      (second[a] as number) - (second[b] as number),
  );
}

/** Items by id, those without facts too. `numbers` leads from the order of arrival to the row. */
function itemsOf(
  given: readonly ItemFacts[],
  met: readonly string[],
): { facts: ItemFacts[]; numbers: Uint32Array } {
  const facts = new Map<string, ItemFacts>(
    met.map((id) => [id, { id, title: "", brand: null, categories: [], price: 0, createdAt: 0 }]),
  );
  for (const item of given) facts.set(item.id, item);
  const sorted = [...facts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rowOf = new Map(sorted.map(({ id }, row) => [id, row]));
  return { facts: sorted, numbers: Uint32Array.from(met, (id) => rowOf.get(id) as number) };
}

/** Writes the rows of one day. Days have to come in order, because they give visitors their numbers. */
function dayWriter(rows: Rows, itemNumbers: Uint32Array): (order: Uint32Array) => ArrayBuffer {
  const renumber = (count: number): ((old: number) => number) => {
    const numbers = new Int32Array(count).fill(-1);
    let next = 0;
    return (old) => {
      if (old < 0) return -1;
      if (numbers[old] === -1) numbers[old] = next++;
      return numbers[old] as number;
    };
  };
  const visitor = renumber(rows.visitors.names.length);
  const session = renumber(rows.sessions.names.length);
  const orderNumber = renumber(rows.orders.names.length);
  const views = {
    visitor: rows.visitor.view(),
    item: rows.item.view(),
    session: rows.session.view(),
    order: rows.order.view(),
    quantity: rows.quantity.view(),
    type: rows.type.view(),
    at: rows.at.view(),
  };
  return (order) => {
    const whole = (value: (row: number) => number): Int32Array => Int32Array.from(order, (row) => value(row));
    const column = (name: string, data: Int32Array) =>
      ({ name, data, type: "INT32", nullable: false }) as const;
    return parquetWriteBuffer({
      columnData: [
        column(
          "visitor_ix",
          whole((row) => visitor(views.visitor[row] as number)),
        ),
        column(
          "item_ix",
          whole((row) => itemNumbers[views.item[row] as number] as number),
        ),
        column(
          "type",
          whole((row) => views.type[row] as number),
        ),
        {
          name: "ts",
          data: Float64Array.from(order, (row) => views.at[row] as number),
          type: "DOUBLE",
          nullable: false,
        },
        column(
          "session_ix",
          whole((row) => session(views.session[row] as number)),
        ),
        column(
          "order_ix",
          whole((row) => orderNumber(views.order[row] as number)),
        ),
        column(
          "quantity",
          whole((row) => views.quantity[row] as number),
        ),
      ],
      rowGroupSize: 1_000_000,
    });
  };
}

function itemsFile(facts: readonly ItemFacts[]): ArrayBuffer {
  const text = (name: string, value: (item: ItemFacts) => string | null) =>
    ({ name, data: facts.map(value), type: "STRING" }) as const;
  const number = (name: string, value: (item: ItemFacts) => number) =>
    ({ name, data: Float64Array.from(facts, value), type: "DOUBLE", nullable: false }) as const;
  return parquetWriteBuffer({
    columnData: [
      text("id", ({ id }) => id),
      text("title", ({ title }) => title),
      text("brand", ({ brand }) => brand),
      text("categories", ({ categories }) => JSON.stringify(categories)),
      number("price", ({ price }) => price),
      number("created_at", ({ createdAt }) => createdAt),
    ],
    rowGroupSize: 1_000_000,
  });
}
