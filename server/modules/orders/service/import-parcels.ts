/**
 * Imports of tracking numbers. A row sends all that is left of an order; an order that is paid is prepared
 * first. A parcel knows its import, so that a row that was sent already counts as before.
 */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { isDomainError } from "../../../platform/errors.ts";
import { type RowOutcome, refusedRow, rowOutcome } from "../../../platform/tables/row-outcome.ts";
import { carrierName } from "../carriers.ts";
import * as changes from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import type { ImportedParcelRow } from "../contract/parcel-rows.ts";
import { storedNumber } from "../order.ts";
import { findOrders, type StoredOrder } from "../queries.ts";
import { prepare, ship } from "./fulfil.ts";

/** Returns what would become of the rows now. */
export async function checkParcels(
  orders: OrdersContext,
  rows: readonly ImportedParcelRow[],
): Promise<RowOutcome[]> {
  const found = await findByNumber(orders, rows);
  const sent = new Map<string, string>();
  return rows.map((row) => {
    const order = found.get(numberOf(row));
    const outcome = judge(order, row);
    if (outcome.outcome !== "create") return outcome;
    const earlier = sent.get(numberOf(row));
    sent.set(numberOf(row), earlier ?? parcelOf(row));
    // The first row of an order sends all that it has.
    if (earlier === undefined) return outcome;
    return earlier === parcelOf(row) ? rowOutcome(row.row, "unchanged") : nothingToSend(row);
  });
}

export interface ParcelImport {
  readonly importId: string;
  readonly rows: readonly ImportedParcelRow[];
}

export async function sendParcels(
  orders: OrdersContext,
  { importId, rows }: ParcelImport,
  by: ActingStaff,
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  const numbers = rows.map(({ row }) => row);
  const sent = await orders.db.rows(changes.findImportedParcels, { importId, rows: numbers });
  const sentRows = new Set(sent.map(({ row }) => row));
  for (const row of rows) {
    if (sentRows.has(row.row)) outcomes.push(rowOutcome(row.row, "create"));
    else outcomes.push(await sendOne(orders, importId, row, by));
  }
  return outcomes;
}

async function sendOne(
  orders: OrdersContext,
  importId: string,
  row: ImportedParcelRow,
  by: ActingStaff,
): Promise<RowOutcome> {
  const order = (await findByNumber(orders, [row])).get(numberOf(row));
  const outcome = judge(order, row);
  if (order === undefined || outcome.outcome !== "create") return outcome;
  const { carrier, trackingNumber } = row;
  try {
    if (order.status === "paid") await prepare(orders, order.id, by);
    const imported = { importId, row: row.row };
    await ship(orders, order.id, { carrier, trackingNumber, pieces: undefined, imported }, by);
  } catch (error) {
    // The order changed after it was read.
    const codes = ["WRONG_ORDER_STATUS", "ORDER_REFUNDED", "TOO_MANY_PIECES"];
    if (codes.some((code) => isDomainError(error, code))) return nothingToSend(row);
    throw error;
  }
  return outcome;
}

const numberOf = ({ number }: ImportedParcelRow): string => storedNumber(number);
const parcelOf = ({ carrier, trackingNumber }: Pick<ImportedParcelRow, "carrier" | "trackingNumber">) =>
  `${carrierName(carrier)} ${trackingNumber}`;
const nothingToSend = ({ row }: ImportedParcelRow) => refusedRow(row, "number", "NOTHING_TO_SEND");

async function findByNumber(
  { db }: OrdersContext,
  rows: readonly ImportedParcelRow[],
): Promise<ReadonlyMap<string, StoredOrder>> {
  const numbered = await db.rows(changes.findIdsOfNumbers, { numbers: rows.map(numberOf) });
  const found = await db.rows(findOrders, { ids: numbered.map(({ id }) => id) });
  return new Map(found.map((order) => [order.number, order]));
}

function judge(order: StoredOrder | undefined, row: ImportedParcelRow): RowOutcome {
  if (!order) return refusedRow(row.row, "number", "UNKNOWN_ORDER");
  if (order.shipments.some((parcel) => parcelOf(parcel) === parcelOf(row)))
    return rowOutcome(row.row, "unchanged");
  if (order.status !== "paid" && order.status !== "preparing") return nothingToSend(row);
  return rowOutcome(row.row, "create");
}
