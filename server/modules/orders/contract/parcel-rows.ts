/** Rows of an import of tracking numbers: each sends all that is left of an order as one parcel. */
import { type Static, Type } from "typebox";
import { call } from "../../../platform/contract/contract.ts";
import { Closed, Line, Plain, Uuid } from "../../../platform/schema.ts";
import { ImportingStaff, RowOutcome } from "../../../platform/tables/row-outcome.ts";

/** Most rows of one call. */
export const MOST_PARCEL_ROWS = 500;

export const Carrier = Line(40);
export const TrackingNumber = Plain("^[0-9A-Za-z-]{4,40}$", { description: "digits, letters and hyphens" });

export const ImportedParcelRow = Closed({
  row: Type.Integer({ minimum: 1 }),
  /** Of the order. */
  number: Plain("^[0-9A-Za-z-]{4,50}$", { description: "as people write it" }),
  carrier: Carrier,
  trackingNumber: TrackingNumber,
});
export type ImportedParcelRow = Static<typeof ImportedParcelRow>;

const rows = Type.Array(ImportedParcelRow, { maxItems: MOST_PARCEL_ROWS });

/** Calls of imports. */
export const parcelCalls = {
  /** Returns what would become of the rows. */
  checkParcels: call({
    input: Closed({ rows }),
    output: Type.Array(RowOutcome),
    retry: "safe",
    deadlineMs: 20_000,
  }),
  /** Sends the parcels of the rows without a problem. A repeat sends none, and returns the same. */
  sendParcels: call({
    input: Closed({ importId: Uuid, rows, by: ImportingStaff }),
    output: Type.Array(RowOutcome),
    retry: "safe",
    deadlineMs: 60_000,
  }),
};
