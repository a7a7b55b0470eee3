import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openModel } from "../model/open.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import { readDataset } from "../store/dataset.ts";
import { writeSnapshot } from "../store/snapshot.ts";
import { batchesOf, simulatedShop } from "../testing/shop.ts";
import { readForeign } from "./foreign.ts";
import { type HandoffRequest, handoffCuts, writeHandoff } from "./request.ts";

interface NeighbourRow {
  readonly item_ix: number;
  readonly rank: number;
  readonly nbr_ix: number;
  readonly score: number;
}

const shop = simulatedShop();
let folder: string;
let out: string;
let request: HandoffRequest;
let group: (item: number) => number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handoff-"));
  const snapshot = join(folder, "snapshot");
  await writeSnapshot(snapshot, {
    asOf: shop.asOf,
    interactions: batchesOf(shop.interactions),
    items: shop.items,
  });
  const { items } = await readDataset(snapshot);
  // `item-17` is of the group 17 mod 8: its shoppers keep to it.
  group = (item) => Number(items[item]?.id.slice(5)) % 8;
});
beforeEach(async () => {
  out = await mkdtemp(join(folder, "out-"));
  request = await writeHandoff(join(folder, "snapshot"), out, 1);
});
afterAll(() => rm(folder, { recursive: true }));

async function writeParts(
  rows: readonly NeighbourRow[],
  cuts: readonly string[] = handoffCuts,
): Promise<void> {
  const column = (name: keyof NeighbourRow, type: "INT32" | "DOUBLE") => ({
    ...{ name, type, nullable: false },
    data: (type === "INT32" ? Int32Array : Float64Array).from(rows.map((row) => row[name])),
  });
  for (const cut of cuts) {
    await mkdir(join(out, "parts", cut), { recursive: true });
    const file = parquetWriteBuffer({
      columnData: [
        ...[column("item_ix", "INT32"), column("rank", "INT32"), column("nbr_ix", "INT32")],
        column("score", "DOUBLE"),
      ],
    });
    await writeFile(join(out, "parts", cut, "neighbours.parquet"), new Uint8Array(file));
  }
  await writeFile(join(out, "result.json"), JSON.stringify({ format: 1, snapshot: request.snapshot }));
}

/** Each item with the others for which `isNear`, in any order. */
const pairs = (isNear: (item: number, other: number) => boolean): NeighbourRow[] =>
  shop.items.flatMap((_, item) =>
    shop.items
      .flatMap((__, other) => (other !== item && isNear(item, other) ? [other] : []))
      .map((nbr_ix, rank) => ({ item_ix: item, rank, nbr_ix, score: 1 / (1 + rank) })),
  );

const run = (work: string) =>
  pipeline(
    { snapshot: out, foreign: out, work: join(folder, work), seed: 1, championFile: null },
    () => undefined,
  );

test("neighbours that were computed elsewhere are judged by the same gate, and serve", async () => {
  await writeParts(pairs((item, other) => group(item) === group(other)));
  const { status, reasons, modelFile, parameters } = await run("good");
  expect([status, reasons]).toEqual(["ready", []]);
  expect(parameters).toMatchObject({ foreign: (await readForeign(out)).sha256 });
  const model = openModel(await readFile(modelFile ?? ""));
  const similar = model.similar("item-1", 5).filter(({ reason }) => reason.kind === "viewed");
  expect(similar.length).toBeGreaterThan(0);
  expect(similar.every(({ item }) => Number(item.slice(5)) % 8 === 1)).toBe(true);
});

test("a pair that fewer than three visitors share is left out, whatever came back", async () => {
  await writeParts(pairs(() => true));
  const { modelFile } = await run("all-pairs");
  const { parts } = openModel(await readFile(modelFile ?? ""));
  const { events } = await readDataset(out);
  const visitorsOf = shop.items.map(() => new Set<number>());
  for (let row = 0; row < events.length; row++)
    visitorsOf[events.item[row] as number]?.add(events.visitor[row] as number);
  const { starts, columns } = parts.seenTogether;
  expect(columns.length).toBeGreaterThan(100);
  for (const item of shop.items.keys())
    for (const other of columns.subarray(starts[item], starts[item + 1])) {
      const others = visitorsOf[other] ?? new Set();
      const shared = [...(visitorsOf[item] ?? [])].filter((visitor) => others.has(visitor)).length;
      expect(shared).toBeGreaterThanOrEqual(3);
    }
});

test("the moments of the request are those at which the pipeline cuts", async () => {
  await writeParts(pairs((item, other) => group(item) === group(other)));
  const moved = { ...request, cuts: { ...request.cuts, test: request.cuts.test + 1 } };
  await writeFile(join(out, "request.json"), JSON.stringify(moved));
  await expect(run("moved")).rejects.toThrow("no parts were computed elsewhere from the events before");
});

const near = { item_ix: 0, rank: 0, nbr_ix: 1, score: 0.5 };
test.each([
  ["an item that is not there", [{ ...near, nbr_ix: 80 }], "no item of the snapshot"],
  ["a score of zero", [{ ...near, score: 0 }], "has no neighbour"],
  ["an item beside itself", [{ ...near, nbr_ix: 0 }], "has no neighbour"],
  ["a neighbour twice", [near, { ...near, rank: 1 }], "has a neighbour twice"],
])("%s is refused in words", async (_, rows, words) => {
  await writeParts(rows);
  await expect(readForeign(out)).rejects.toThrow(words);
});

test("a cut without parts, and parts of another snapshot, are refused in words", async () => {
  await writeParts([near], ["validation", "all"]);
  await expect(readForeign(out)).rejects.toThrow("parts/test has no factors and no neighbours");
  await writeParts([near]);
  await writeFile(join(out, "result.json"), JSON.stringify({ format: 1, snapshot: "another" }));
  await expect(readForeign(out)).rejects.toThrow("another snapshot");
});
