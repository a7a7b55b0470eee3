/**
 * All that others may import of the recommender. It computes from files to files: no HTTP, no database, no
 * names of the business around it.
 */

export { bootstrap, type Interval } from "./evaluation/bootstrap.ts";
export { writeHandoff } from "./handoff/request.ts";
export { CorruptModel, openModel } from "./model/open.ts";
export { weakPairs } from "./model/privacy.ts";
export { type RunOptions, type RunResult, runPipeline } from "./pipeline/run.ts";
export { type Manifest, readManifest, type SnapshotInput, writeSnapshot } from "./store/snapshot.ts";
export type {
  HistoryEntry,
  Interaction,
  InteractionType,
  ItemFacts,
  Model,
  Reason,
  ScoredItem as Scored,
} from "./types.ts";
