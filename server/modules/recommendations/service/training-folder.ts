/**
 * The folder of a training: a snapshot, and what the finished steps of the pipeline left.
 *
 * Always: a snapshot is used again only when its training did not end, and for a short time. Then its steps
 * are, too, since they are kept under the hash of the snapshot. Everything else is removed at the start, so
 * that the folder does not grow.
 * How: `unfinished.json` is written after the snapshot and removed when the training has a result.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readManifest } from "../../../../recommender/index.ts";
import type { SnapshotFacts } from "../registry-queries.ts";

export interface TrainingFolder {
  readonly snapshot: string;
  readonly work: string;
  /** What a training left that did not end; null: nothing that can be used. */
  readonly left: SnapshotFacts | null;
  /** The snapshot is whole. */
  keep(facts: SnapshotFacts): Promise<void>;
  /** The training has a result. */
  close(): Promise<void>;
}

/** Opens the folder. A snapshot of before `since` is not used again. */
export async function openTrainingFolder(folder: string, since: Date): Promise<TrainingFolder> {
  const [snapshot, work] = [join(folder, "snapshot"), join(folder, "work")];
  const mark = join(folder, "unfinished.json");
  await mkdir(folder, { recursive: true });
  const left = await unfinished(mark, snapshot, since);
  if (left === null)
    for (const old of [mark, snapshot, work]) await rm(old, { recursive: true, force: true });
  return {
    ...{ snapshot, work, left },
    keep: (facts) => writeFile(mark, JSON.stringify(facts)),
    close: () => rm(mark, { force: true }),
  };
}

async function unfinished(mark: string, snapshot: string, since: Date): Promise<SnapshotFacts | null> {
  const text = await readFile(mark, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  // A process that died while it wrote leaves less than a whole object.
  if (!text?.endsWith("}")) return null;
  const facts = JSON.parse(text) as SnapshotFacts;
  if (new Date(facts.asOf) < since) return null;
  const { sha256 } = await readManifest(snapshot);
  return sha256 === facts.sha256 ? facts : null;
}
