/** Filters of the list of products that a member of the staff named, for the next time. */
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import * as queries from "./queries.ts";
import type { NewView } from "./schemas.ts";

export const MOST_VIEWS = 50;

export const listViews = ({ db }: CatalogContext, ownerId: string): Promise<queries.ViewRow[]> =>
  db.rows(queries.listViews, { ownerId, limit: MOST_VIEWS });

/** Saves a view; one of the same name gets the new filters. Throws VIEW_LIMIT. */
export async function saveView(
  { db, clock }: CatalogContext,
  ownerId: string,
  { name, filters }: NewView,
): Promise<queries.ViewRow> {
  const now = clock.now();
  return db.transaction(async (trx) => {
    await trx.rows(queries.lockOwner, { ownerId });
    const saved = await trx.first(queries.saveView, {
      id: newId(now),
      ownerId,
      name,
      filters: JSON.stringify(filters),
      now,
      most: MOST_VIEWS,
    });
    if (!saved) throw new DomainError("VIEW_LIMIT", { most: MOST_VIEWS });
    return saved;
  });
}

/** Throws NOT_FOUND, also for a view of another member of the staff. */
export async function deleteView({ db }: CatalogContext, ownerId: string, id: string): Promise<void> {
  if (!(await db.first(queries.deleteView, { id, ownerId }))) throw new DomainError("NOT_FOUND");
}
