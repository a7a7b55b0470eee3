import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openModel, type RunResult, runPipeline, writeSnapshot } from "../index.ts";
import { readDataset } from "../store/dataset.ts";
import { batchesOf, DAY, simulatedShop } from "../testing/shop.ts";
import type { Interaction } from "../types.ts";
import { pipeline } from "./pipeline.ts";
import { cutsOf, tuningDataOf } from "./split.ts";

const shop = simulatedShop();
let folder: string;
let lines: Record<string, unknown>[] = [];
let first: RunResult;

const log = (line: Record<string, unknown>): void => void lines.push(line);
const optionsFor = (snapshot: string, work: string, championFile: string | null = null) => ({
  snapshot: join(folder, snapshot),
  work: join(folder, work),
  seed: 1,
  championFile,
});
const snapshotOf = (name: string, interactions: readonly Interaction[], items = shop.items) =>
  writeSnapshot(join(folder, name), { asOf: shop.asOf, interactions: batchesOf(interactions), items });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recommender-"));
  await snapshotOf("snapshot", shop.interactions);
  first = await runPipeline({ ...optionsFor("snapshot", "work"), log });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("a snapshot", () => {
  test("is the same in any order of arrival, and with repeated or future interactions", async () => {
    const { sha256, interactions } = await snapshotOf("one", shop.interactions);
    const late = { ...(shop.interactions[0] as Interaction), id: "late", at: shop.asOf + 1 };
    const again = [...shop.interactions, ...shop.interactions.slice(5, 50), late].reverse();
    const other = await snapshotOf("other", again, [...shop.items].reverse());
    expect([other.sha256, other.interactions, other.leftOut]).toEqual([sha256, interactions, 46]);
  });

  test("has the interactions in time, and names no visitor", async () => {
    const { events, items } = await readDataset(join(folder, "snapshot"));
    expect(events.length).toBe(shop.interactions.length);
    expect([...events.at]).toEqual(shop.interactions.map(({ at }) => at));
    expect([...events.item].map((item) => items[item]?.id)).toEqual(
      shop.interactions.map(({ item }) => item),
    );
    const files = await readdir(join(folder, "snapshot"), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const content = await readFile(join(file.parentPath, file.name), "latin1");
      expect(content).not.toContain("visitor-1");
    }
  });

  test("with a changed file is refused", async () => {
    const { files } = await snapshotOf("changed", shop.interactions.slice(0, 100));
    await writeFile(join(folder, "changed", files[0]?.path ?? ""), "other");
    await expect(readDataset(join(folder, "changed"))).rejects.toThrow(
      "not the file that the manifest names",
    );
  });
});

describe("a run", () => {
  test("makes a model that is ready, with figures and a report", async () => {
    expect(first.reasons).toEqual([]);
    expect(first.status).toBe("ready");
    const report = await readFile(first.report, "utf8");
    expect(report).toContain("<svg");
    expect(report).not.toMatch(/<script|https?:|NaN|undefined/);
    expect(report).toMatch(/all visitors<\/td><td>\d+<\/td><td>0\.\d{4}<\/td><td>0\.\d{4}<\/td><\/tr>/);
    expect(openModel(await readFile(first.modelFile ?? "")).trainedAt).toBe(shop.asOf + 1);
  });

  test("gives the same bytes for the same input, and the figures do not depend on the thread", async () => {
    const second = await pipeline(optionsFor("snapshot", "elsewhere"), log);
    expect(second.modelSha256).toBe(first.modelSha256);
    const { p99Ms: _, ...figures } = second.metrics;
    expect(first.metrics).toMatchObject(figures);
  });

  test("skips the steps that are done, and goes on where it was ended", async () => {
    await unlink(first.modelFile ?? "");
    lines = [];
    const again = await pipeline(optionsFor("snapshot", "work"), log);
    expect(again.modelSha256).toBe(first.modelSha256);
    expect(lines.filter(({ skipped }) => skipped).map(({ step }) => step)).toEqual([
      "dataset",
      "choose",
      "evaluate",
    ]);
  });

  test("that is aborted rejects with the reason, before it begins and while it works", async () => {
    const never = runPipeline({
      ...optionsFor("snapshot", "aborted"),
      log,
      signal: AbortSignal.abort("early"),
    });
    await expect(never).rejects.toBe("early");
    const controller = new AbortController();
    const stopping = { ...optionsFor("snapshot", "aborted"), signal: controller.signal };
    const running = runPipeline({ ...stopping, log: () => controller.abort("late") });
    await expect(running).rejects.toBe("late");
  });

  test("below the floor makes a model of what is popular and alike", async () => {
    await snapshotOf("little", shop.interactions.slice(0, 300));
    const { status, reasons, modelFile } = await pipeline(optionsFor("little", "little-work"), log);
    expect([status, reasons.length]).toEqual(["too-little", 1]);
    const model = openModel(await readFile(modelFile ?? ""));
    const kinds = new Set(model.similar("item-0", 20).map(({ reason }) => reason.kind));
    expect(kinds).toEqual(new Set(["similar"]));
    expect(model.forVisitor([], shop.asOf, 5)).toHaveLength(5);
  });

  test("with a champion of the same recipe is ready, and one of nothing to learn is rejected", async () => {
    const compared = await pipeline(optionsFor("snapshot", "work", first.modelFile), log);
    expect(compared.status).toBe("ready");
    for (const figure of ["home.ndcg@20", "home.ndcg@20.low", "cart.ndcg@20.high"])
      expect(compared.metrics[`champion.${figure}`], figure).toBe(first.metrics[figure]);
    expect(Object.keys(first.metrics).join()).not.toContain("champion");
    // Items are dealt out anew: nothing that a visitor did says anything of what comes next.
    const items = shop.interactions.map(({ item }) => item);
    const shuffled = shop.interactions.map((interaction, k) => ({
      ...interaction,
      item: items[(k * 7919 + 13) % items.length] as string,
    }));
    await snapshotOf("shuffled", shuffled);
    const rejected = await pipeline(optionsFor("shuffled", "shuffled-work", first.modelFile), log);
    expect(rejected.status).toBe("rejected");
    expect(rejected.reasons.join()).toContain("most popular items");
  });
});

test("what tunes gets no event of the test part", async () => {
  const data = await readDataset(join(folder, "snapshot"));
  const cuts = cutsOf(data);
  const tuning = tuningDataOf(data, cuts);
  expect(cuts.end - cuts.testFrom).toBeGreaterThan(9 * DAY);
  expect(Math.max(...tuning.events.at)).toBeLessThan(cuts.testFrom);
  expect(tuning.events.length).toBeLessThan(data.events.length);
});
