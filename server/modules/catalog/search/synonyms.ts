/** Reads and replaces sets of words that mean the same. Searches read them, so an edit counts at once. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Db } from "../../../platform/db/db.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { squeezed } from "../words/normal-form.ts";
import * as queries from "./synonym-queries.ts";

/** Versions that are kept, so that a stale edit can be told what changed. */
const KEPT_VERSIONS = 100;

type Sets = string[][];

export interface SynonymSets {
  readonly version: number;
  readonly sets: Sets;
}

export async function readSynonyms({ db }: { readonly db: Db }): Promise<SynonymSets> {
  const newest = await db.first(queries.findSynonyms, {});
  if (!newest) throw new Error("the migration stores the first version of the synonyms");
  return newest;
}

/**
 * Replaces all sets. `base` is the version that the edit began with; null: any. Throws STALE_EDIT, with the
 * sets that came and went since, when it is not the newest; INVALID_INPUT.
 */
export async function replaceSynonyms(
  catalog: CatalogContext,
  base: number | null,
  asked: Sets,
  by: ActingStaff,
): Promise<SynonymSets> {
  const { db, clock, changes } = catalog;
  const current = await readSynonyms(catalog);
  if (base !== null && current.version !== base) throw await staleEdit(catalog, base);
  const problems = asked.flatMap((set, at) =>
    new Set(set.map(squeezed)).size < set.length ? [inputProblem(`/sets/${at}`, "DUPLICATE")] : [],
  );
  if (problems.length > 0) throw inputError(problems);
  const { gone, added } = differencesBetween(current.sets, asked);
  if (gone.length + added.length === 0) return current;
  const now = clock.now();
  const words = asked.flatMap((set, at) => set.map((word) => ({ word: squeezed(word), set: at + 1 })));
  const stored = await db.transaction(async (trx) => {
    const version = { base: current.version, sets: JSON.stringify(asked), kept: KEPT_VERSIONS, now };
    const row = await trx.first(queries.insertSynonyms, version);
    if (!row) return null;
    await trx.rows(queries.deleteSynonymWords, {});
    await trx.rows(queries.insertSynonymWords, { words: JSON.stringify(words) });
    await recordAction(trx, {
      ...by,
      action: "synonyms.change",
      subject: "catalog:synonyms",
      before: { sets: gone },
      after: { sets: added },
      now,
    });
    return row;
  });
  if (!stored && base === null) return replaceSynonyms(catalog, base, asked, by);
  if (!stored) throw await staleEdit(catalog, current.version);
  await changes.publish(PRODUCTS_CHANGED, [LISTS]);
  return { version: stored.version, sets: asked };
}

async function staleEdit({ db }: CatalogContext, base: number): Promise<DomainError> {
  const [known, current] = await Promise.all([
    db.first(queries.findSynonymVersion, { version: base }),
    readSynonyms({ db }),
  ]);
  const { gone, added } = differencesBetween(known?.sets ?? [], current.sets);
  const differences = [{ pointer: "/sets", was: gone, now: added }];
  return new DomainError("STALE_EDIT", { etag: etagOf(current), differences });
}

function differencesBetween(was: Sets, is: Sets) {
  const without = (sets: Sets, others: Sets) => {
    const known = new Set(others.map((set) => set.join("\n")));
    return sets.filter((set) => !known.has(set.join("\n")));
  };
  return { gone: without(was, is), added: without(is, was) };
}

export const etagOf = ({ version }: Pick<SynonymSets, "version">): string => `"${version}"`;
