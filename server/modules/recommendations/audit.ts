import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { weakPairs } from "../../../recommender/index.ts";
import { FIRST_ID } from "../../platform/ids.ts";
import * as queries from "./audit-queries.ts";
import type { RecommendationsContext } from "./context.ts";
import { BUCKETS } from "./experiments/buckets.ts";
import { listRunning } from "./experiments/experiment-queries.ts";
import { findByAlias, listAliases } from "./registry-queries.ts";

const LIMIT = { limit: 100 };
/** The audit runs in a worker with little memory: the parts of larger models are not looked at. */
const MOST_OPENED_BYTES = 64 * 1024 * 1024;

/** What breaks an invariant of the recommendations, a sentence each. */
export async function audit(context: RecommendationsContext): Promise<string[]> {
  const { db } = context;
  const [aliases, kept, holdouts, running, files] = await Promise.all([
    db.rows(queries.findUnsoundAliases, LIMIT),
    db.rows(queries.findKeptAgainstWill, LIMIT),
    db.first(queries.countHoldouts, {}),
    db.rows(listRunning, {}),
    unsoundModels(context),
  ]);
  return [
    ...files,
    ...aliases.map(
      ({ alias, version, noted }) => `alias ${alias}: version ${version}, its history says ${noted}`,
    ),
    // No ids: staff who may read figures alone see the findings.
    ...(kept.length > 0 ? [`${kept.length} members want nothing personal, and something is kept`] : []),
    ...(holdouts?.running === 1 ? [] : [`${holdouts?.running} hold-outs run, not one`]),
    ...running
      .filter(({ share }) => share < 1 || share >= BUCKETS)
      .map(({ id, share }) => `experiment ${id} treats ${share} of ${BUCKETS} persons`),
  ];
}

/** The files of the versions that have an alias, and what is in that which serves. */
async function unsoundModels(context: RecommendationsContext): Promise<string[]> {
  const { db, storage } = context;
  const found: string[] = [];
  for (const { alias } of await db.rows(listAliases, {})) {
    const row = await db.first(findByAlias, { alias });
    const file = row && (await storage.find(row.fileKey));
    if (!row) continue;
    const name = `alias ${alias}: the file of version ${row.version}`;
    if (!file) {
      found.push(`${name} is gone`);
      continue;
    }
    const hash = createHash("sha256");
    await pipeline(file.open(), hash);
    if (hash.digest("hex") !== row.sha256) found.push(`${name} is not the registered one`);
    else if (alias === "champion" && file.size <= MOST_OPENED_BYTES)
      found.push(...weakPairs(await buffer(file.open()), LIMIT.limit).map((pair) => `${name}: ${pair}`));
  }
  return found;
}

/** A page of the members with events. */
export async function membersWithEvents(
  { db }: Pick<RecommendationsContext, "db">,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await db.rows(queries.listMembers, { after: after ?? FIRST_ID, limit });
  return rows.map(({ memberId }) => memberId);
}
