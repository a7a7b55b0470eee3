/** The places where goods lie. Orders are served from the first of them that has some. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Queryable } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { refuseStale } from "../../../platform/http/edit-version.ts";
import type { InventoryContext } from "../context.ts";
import type { LocationRow } from "../location-queries.ts";
import * as queries from "../location-queries.ts";

/** Levels are shown by location, so that these are few. */
const MOST_LOCATIONS = 100;

const contentOf = ({ name, position }: LocationRow) => ({ name, position });

export const listLocations = ({ db }: InventoryContext): Promise<LocationRow[]> =>
  db.rows(queries.listLocations, {});

export async function getLocation({ db }: { readonly db: Queryable }, id: string): Promise<LocationRow> {
  const location = await db.first(queries.findLocation, { id });
  if (!location) throw new DomainError("UNKNOWN_LOCATION", { location: id });
  return location;
}

/** Adds a location behind all others. Throws LOCATION_TAKEN, LOCATION_LIMIT. */
export async function addLocation(
  { db, clock }: InventoryContext,
  { id, name }: Pick<LocationRow, "id" | "name">,
  by: ActingStaff,
): Promise<LocationRow> {
  return db.transaction(async (trx) => {
    await trx.rows(queries.lockLocations, {});
    if (await trx.first(queries.findLocation, { id })) throw new DomainError("LOCATION_TAKEN");
    if (!(await trx.first(queries.insertLocation, { id, name, most: MOST_LOCATIONS })))
      throw new DomainError("LOCATION_LIMIT", { most: MOST_LOCATIONS });
    const added = await getLocation({ db: trx }, id);
    await recordAction(trx, {
      ...by,
      action: "location.add",
      subject: `location:${id}`,
      after: contentOf(added),
      now: clock.now(),
    });
    return added;
  });
}

export interface LocationChange {
  readonly name?: string;
  /** Its new place among all; the others make room. */
  readonly position?: number;
}

/** Throws UNKNOWN_LOCATION, STALE_EDIT. */
export async function changeLocation(
  { db, clock }: InventoryContext,
  id: string,
  ifMatch: string,
  change: LocationChange,
  by: ActingStaff,
): Promise<LocationRow> {
  return db.transaction(async (trx) => {
    await trx.rows(queries.lockLocations, {});
    const before = await getLocation({ db: trx }, id);
    refuseStale(ifMatch, contentOf(before));
    await trx.rows(queries.updateLocation, { ...before, ...change });
    const after = await getLocation({ db: trx }, id);
    await recordAction(trx, {
      ...by,
      action: "location.change",
      subject: `location:${id}`,
      before: contentOf(before),
      after: contentOf(after),
      now: clock.now(),
    });
    return after;
  });
}
