/** What staff do with price lists. A line of a cart or an order costs the new price from the next read on. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { publishProductsOf } from "./announce-prices.ts";
import { changePrices } from "./edit-prices.ts";
import * as queries from "./editing-queries.ts";
import type { NewPriceList, PriceListChange } from "./price-list-input.ts";
import { periodProblems } from "./price-list-rules.ts";
import { findProductsOfLists } from "./queries.ts";

type PriceListRow = queries.PriceListRow;

/** Each variant that is priced looks through the lists that name it, so their number has an end. */
export const MOST_PRICE_LISTS = 300;

/** One row more than `limit`, if there is one; the newest first. */
export async function listPriceLists(
  { db }: CatalogContext,
  before: string | null,
  limit: number,
): Promise<{ rows: PriceListRow[]; total: number }> {
  const [rows, counted] = await Promise.all([
    db.rows(queries.listPriceLists, { before, limit: limit + 1 }),
    db.first(queries.countPriceLists, {}),
  ]);
  return { rows, total: counted?.count ?? 0 };
}

/** Throws NOT_FOUND. */
export async function readPriceList({ db }: { readonly db: Queryable }, id: string): Promise<PriceListRow> {
  const row = await db.first(queries.findPriceList, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** Throws PRICE_LIST_LIMIT, INVALID_INPUT. */
export async function createPriceList(
  catalog: CatalogContext,
  input: NewPriceList,
  by: ActingStaff,
): Promise<PriceListRow> {
  const { db, clock, currency } = catalog;
  const { name, memberGroup: group = null, active = true, prices = [] } = input;
  const period = { startsAt: momentOf(input.startsAt), endsAt: momentOf(input.endsAt) };
  const problems = periodProblems(period);
  if (problems.length > 0) throw inputError(problems);
  const now = clock.now();
  const id = newId(now);
  await db
    .transaction(async (trx) => {
      await trx.rows(queries.lockPriceLists, {});
      const held = await trx.first(queries.countPriceLists, {});
      if ((held?.count ?? 0) >= MOST_PRICE_LISTS)
        throw new DomainError("PRICE_LIST_LIMIT", { most: MOST_PRICE_LISTS });
      await trx.rows(queries.insertPriceList, { id, name, group, ...period, active, currency, now });
      if (prices.length > 0) await changePrices(trx, { id, prices, currency, now });
      await recordAction(trx, {
        ...by,
        action: "priceList.create",
        subject: `price-list:${id}`,
        after: { name, memberGroup: group, ...textsOf(period), active, prices: prices.length },
        now,
      });
    })
    .catch(refuse);
  if (group === null) await publishProductsOf(catalog, [id]);
  return readPriceList(catalog, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; INVALID_INPUT. */
export async function editPriceList(
  catalog: CatalogContext,
  edit: VersionedEdit,
  change: PriceListChange,
): Promise<PriceListRow> {
  const { id, by } = edit;
  const now = catalog.clock.now();
  const isPublic = await catalog.db
    .transaction(async (trx) => {
      const row = await lockRow(trx, edit);
      const next = withChange(row, change);
      const problems = periodProblems(next);
      if (problems.length > 0) throw inputError(problems);
      const differences = differencesOf(fieldsOf(row), fieldsOf(next));
      if (differences.length === 0) return false;
      const { name, memberGroup: group, startsAt, endsAt, active } = next;
      await trx.rows(queries.updatePriceList, {
        ...{ id, name, group, startsAt, endsAt, active, now },
        differences: JSON.stringify(differences),
      });
      await recordAction(trx, {
        ...{ ...by, ...recordOf(differences), now },
        action: "priceList.edit",
        subject: `price-list:${id}`,
      });
      return row.memberGroup === null || group === null;
    })
    .catch(refuse);
  if (isPublic) await publishProductsOf(catalog, [id]);
  return readPriceList(catalog, id);
}

/** Deletes a price list with its prices. Throws NOT_FOUND; STALE_EDIT, with what changed since. */
export async function removePriceList(catalog: CatalogContext, edit: VersionedEdit): Promise<void> {
  const { db, clock, changes } = catalog;
  const { id, by } = edit;
  const products = await db.transaction(async (trx) => {
    const row = await lockRow(trx, edit);
    const shown = row.memberGroup === null ? await trx.rows(findProductsOfLists, { ids: [id] }) : [];
    await trx.rows(queries.deletePriceList, { id });
    const { name, memberGroup, active, priceCount } = row;
    await recordAction(trx, {
      ...by,
      action: "priceList.delete",
      subject: `price-list:${id}`,
      before: { name, memberGroup, ...textsOf(row), active, prices: priceCount },
      now: clock.now(),
    });
    return shown;
  });
  await changes.publish(
    PRODUCTS_CHANGED,
    products.map((product) => product.id),
  );
}

async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<PriceListRow> {
  await trx.rows(queries.lockPriceList, { id });
  const row = await readPriceList({ db: trx }, id);
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

const momentOf = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));

const textsOf = ({ startsAt, endsAt }: Pick<PriceListRow, "startsAt" | "endsAt">) => ({
  startsAt: startsAt?.toISOString() ?? null,
  endsAt: endsAt?.toISOString() ?? null,
});

function withChange(row: PriceListRow, { startsAt, endsAt, ...change }: PriceListChange): PriceListRow {
  return {
    ...row,
    ...change,
    ...(startsAt === undefined ? {} : { startsAt: momentOf(startsAt) }),
    ...(endsAt === undefined ? {} : { endsAt: momentOf(endsAt) }),
  };
}

function fieldsOf(row: PriceListRow): Field[] {
  const { startsAt, endsAt } = textsOf(row);
  return [
    ["/name", row.name],
    ["/memberGroup", row.memberGroup],
    ["/startsAt", startsAt],
    ["/endsAt", endsAt],
    ["/active", row.active],
  ];
}

function refuse(error: unknown): never {
  if (brokeConstraint(error, "price_lists_group_code_fkey"))
    throw inputError([inputProblem("/memberGroup", "UNKNOWN")], error);
  throw error;
}
