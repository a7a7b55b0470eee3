/** A training that is killed goes on where it was. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeSnapshot } from "../../../../recommender/index.ts";
import { batchesOf, simulatedShop } from "../../../../recommender/testing/shop.ts";
import { type ChildMessage, trainInChild } from "./train-child.ts";
import { openTrainingFolder } from "./training-folder.ts";

const MEMORY_MB = 512;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "training-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function snapshotIn(path: string) {
  const { interactions, items, asOf } = simulatedShop();
  return writeSnapshot(path, { asOf, interactions: batchesOf(interactions), items });
}

test("a training whose process is killed ends with the same bytes, and repeats no step", async () => {
  const snapshot = join(folder, "snapshot");
  await snapshotIn(snapshot);
  const jobIn = (work: string) => ({ snapshot, work: join(folder, work), seed: 1, championFile: null });
  const child = fork(fileURLToPath(new URL("./training-process.ts", import.meta.url)));
  child.on("message", ({ kind, ...message }: ChildMessage) => {
    if (kind === "line" && "line" in message && "step" in message.line && message.line.step === "evaluate")
      child.kill("SIGKILL");
  });
  child.send(jobIn("killed"));
  const [code, killedBy] = (await once(child, "exit")) as [number | null, string | null];
  expect([code, killedBy]).toEqual([null, "SIGKILL"]);

  const lines: { step?: string; skipped?: boolean }[] = [];
  const signal = new AbortController().signal;
  const resumed = await trainInChild(jobIn("killed"), MEMORY_MB, (line) => lines.push(line), signal);
  const skipped = lines.filter((line) => line.skipped).map(({ step }) => step);
  expect(skipped).toEqual(["dataset", "choose", "evaluate"]);
  const whole = await trainInChild(jobIn("whole"), MEMORY_MB, () => undefined, signal);
  expect(resumed.modelSha256).toBe(whole.modelSha256);
});

test("a training that has no room for its objects fails alone", async () => {
  const job = {
    snapshot: join(folder, "snapshot"),
    work: join(folder, "small"),
    seed: 1,
    championFile: null,
  };
  const signal = new AbortController().signal;
  await expect(trainInChild(job, 8, () => undefined, signal)).rejects.toThrow(
    /the training ended with|memory limit/,
  );
});

describe("the folder of a training", () => {
  const HOUR_AGO = () => new Date(Date.now() - 3_600_000);
  const factsAt = (asOf: Date, sha256: string) => ({
    ...{ sha256, asOf: asOf.toISOString(), interactions: 1, items: 1, newest: null },
  });

  test("has the snapshot of a training that did not end, and none of one that did", async () => {
    const path = join(folder, "kept");
    const first = await openTrainingFolder(path, HOUR_AGO());
    expect(first.left).toBeNull();
    const facts = factsAt(new Date(), (await snapshotIn(first.snapshot)).sha256);
    await first.keep(facts);
    const second = await openTrainingFolder(path, HOUR_AGO());
    expect(second.left).toEqual(facts);
    await second.close();
    expect((await openTrainingFolder(path, HOUR_AGO())).left).toBeNull();
  });

  test("leaves out what is old, torn, or of another snapshot", async () => {
    const path = join(folder, "unusable");
    const reopened = async () => (await openTrainingFolder(path, HOUR_AGO())).left;
    const { snapshot, keep } = await openTrainingFolder(path, HOUR_AGO());
    const { sha256 } = await snapshotIn(snapshot);
    await keep(factsAt(new Date(Date.now() - 7_200_000), sha256));
    expect(await reopened()).toBeNull();
    await snapshotIn(snapshot);
    await keep(factsAt(new Date(), "another"));
    expect(await reopened()).toBeNull();
    await writeFile(join(path, "unfinished.json"), '{"sha256": "');
    expect(await reopened()).toBeNull();
  });
});
