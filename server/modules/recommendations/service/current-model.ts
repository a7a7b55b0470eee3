/**
 * The model that makes the lists of a process.
 *
 * Always: what serves was checked whole: the SHA-256 of its file is that of the registry, and the file opens.
 * A file that does not is refused and the model before it stays.
 * How: a message says that an alias moved. The file is loaded aside and asked once, so that its first shopper
 * waits for nothing; then one assignment puts it in place. A lost message costs `MOST_AGE_MS`.
 */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { openModel } from "../../../../recommender/index.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import type { Log } from "../../../platform/log.ts";
import type { Storage } from "../../../platform/storage/storage.ts";
import { MODELS_CHANGED } from "../contract.ts";
import { findByAlias, type ModelVersionRow } from "../registry-queries.ts";
import { type WatchedModel, watchModel } from "./watched-model.ts";

export interface LoadedModel extends WatchedModel {
  readonly version: string;
}

export interface CurrentModel {
  /** Null: there is none, or none could be loaded yet. Asks for a newer one in passing. */
  get(): LoadedModel | null;
  /** Loads the champion, if it is another than the one in place. Throws nothing. */
  refresh(): Promise<void>;
}

const MOST_AGE_MS = 30_000;

/** Returns the checked model of a version. Throws when its file is gone or not what was registered. */
export async function loadVersion(storage: Storage, row: ModelVersionRow): Promise<LoadedModel> {
  const file = await storage.find(row.fileKey);
  if (!file) throw new Error(`the file of model ${row.version} is gone`);
  const bytes = await buffer(file.open());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== row.sha256) throw new Error(`the file of model ${row.version} is not the one registered`);
  const model = openModel(bytes);
  const [first] = model.popular(1);
  if (first) model.similar(first.item, 1);
  return { version: String(row.version), ...watchModel(model) };
}

interface ModelDependencies {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly log: Log;
}

export function currentModel({ db, storage, clock, changes, log }: ModelDependencies): CurrentModel {
  let loaded: LoadedModel | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  let again = false;
  /** A process that makes no lists loads no model. */
  let isUsed = false;

  async function load(): Promise<void> {
    do {
      again = false;
      lookedAt = clock.now().getTime();
      const watched = loaded?.takeCalls();
      if (watched && watched.failed > 0) {
        const { calls, failed, error: err } = watched;
        log.error({ err, calls, failed, version: loaded?.version }, "calls of the model failed");
      }
      try {
        const row = await db.first(findByAlias, { alias: "champion" });
        if (row === null) loaded = null;
        else if (loaded?.version !== String(row.version)) loaded = await loadVersion(storage, row);
      } catch (err) {
        log.error({ err, kept: loaded?.version ?? null }, "a model was not loaded: the one before it stays");
      }
    } while (again);
  }

  function refresh(): Promise<void> {
    isUsed = true;
    again = running !== null;
    running ??= load().finally(() => {
      running = null;
    });
    return running;
  }

  changes.subscribe(MODELS_CHANGED, () => {
    if (isUsed) void refresh();
  });
  return {
    get() {
      if (Math.abs(clock.now().getTime() - lookedAt) > MOST_AGE_MS) void refresh();
      return loaded;
    },
    refresh,
  };
}
