/** Asks a model for lists that were shown. Nothing is stored, and no shopper sees it. */
import { setImmediate } from "node:timers/promises";
import { after } from "../../../../platform/clock.ts";
import { DomainError } from "../../../../platform/errors.ts";
import type { RecommendationsContext } from "../../context.ts";
import type { Done } from "../../interactions.ts";
import { findByAlias, findVersion } from "../../registry-queries.ts";
import { type LoadedModel, loadVersion } from "../../service/current-model.ts";
import { makeList } from "../../service/recommend.ts";
import { type ReplayedList, replayFigures } from "../figures.ts";
import * as queries from "../queries.ts";

const DAY_MS = 86_400_000;
/** More lists make no interval narrower than staff need. */
const MOST_LISTS = 5_000;
/** Histories of one statement. */
const AT_ONCE = 500;

interface Replayable extends queries.SampleRow {
  readonly history: readonly Done[];
  readonly reactions: ReplayedList["reactions"];
}

interface Asked {
  readonly version: number;
  readonly days: number;
  /** So many lists. */
  readonly most?: number;
}

/**
 * Compares the lists of a version, and those of the champion, with the lists of the last days. The champion's
 * say how much of a difference is of the time since, not of the model. Throws NOT_FOUND, MODEL_UNUSABLE.
 */
export async function replay(context: RecommendationsContext, { version, days, most = MOST_LISTS }: Asked) {
  const { db, assortment } = context;
  const champion = (await db.first(findByAlias, { alias: "champion" }))?.version ?? null;
  const model = await loadForReplay(context, version);
  const rival = champion === null || champion === version ? null : await loadForReplay(context, champion);
  const lists = await readLists(context, after(context.clock, -days * DAY_MS), most);
  const products = await assortment.get();
  const eligible = products.countInStock();
  const figuresOf = async (of: LoadedModel) =>
    replayFigures(await replayAll(context, lists, of), Math.max(1, eligible));
  return {
    ...{ version, days },
    figures: await figuresOf(model),
    champion: rival && champion !== null ? { version: champion, figures: await figuresOf(rival) } : null,
  };
}

async function loadForReplay({ db, storage }: RecommendationsContext, version: number): Promise<LoadedModel> {
  const row = await db.first(findVersion, { version });
  if (!row) throw new DomainError("NOT_FOUND");
  return await loadVersion(storage, row).catch((cause: unknown) => {
    throw new DomainError("MODEL_UNUSABLE", {}, { cause });
  });
}

/** The samples that can be asked again: those of strangers, and those whose person is known by events. */
async function readLists({ db }: RecommendationsContext, since: Date, most: number): Promise<Replayable[]> {
  const samples = await db.rows(queries.drawSamples, { since, limit: most });
  const ids = samples.map(({ id }) => id);
  const reactions = new Map(
    (await db.rows(queries.listReactions, { ids, since })).map((row) => [row.id, row]),
  );
  const moments = samples.flatMap(({ id, at, personal }): queries.Moment[] => {
    const personId = reactions.get(id)?.personId;
    return personal && personId !== undefined ? [{ id, at, personId }] : [];
  });
  const histories = new Map<string, readonly Done[]>();
  for (let at = 0; at < moments.length; at += AT_ONCE) {
    const some = JSON.stringify(moments.slice(at, at + AT_ONCE));
    for (const { id, done } of await db.rows(queries.findHistoriesAt, { moments: some }))
      histories.set(
        id,
        done.map(([productId, type, when]) => ({ productId, type, at: when })),
      );
  }
  return samples.flatMap((sample) => {
    const history = sample.personal ? histories.get(sample.id) : [];
    return history ? [{ ...sample, history, reactions: reactions.get(sample.id) ?? null }] : [];
  });
}

async function replayAll(
  context: RecommendationsContext,
  lists: readonly Replayable[],
  model: LoadedModel,
): Promise<ReplayedList[]> {
  const replayed: ReplayedList[] = [];
  for (const { id, at, placement, kind, productId, category, recent, wanted, ...list } of lists) {
    const began = performance.now();
    const { items } = await makeList(
      { ...context, clock: { now: () => at } },
      { placement, kind, productId, category, recent, without: [], limit: wanted, requestId: id },
      { history: list.history, loaded: model },
    );
    const ms = performance.now() - began;
    // The lists of shoppers come from the same process: they wait for one list at most.
    await setImmediate();
    const { shown, reactions } = list;
    replayed.push({ placement, shown, replayed: items.map(({ item }) => item), ms, reactions });
  }
  return replayed;
}
