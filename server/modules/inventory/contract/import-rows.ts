/** Rows of an import of stock, and levels as an export shows them. */
import { type Static, Type } from "typebox";
import { Closed, Line, Nullable, Uuid } from "../../../platform/schema.ts";
import { RowOutcome } from "../../../platform/tables/row-outcome.ts";

/** Most rows of one call. */
export const MOST_STOCK_ROWS = 500;

/** The level that a row names, as a dry run saw it. */
export const SeenLevel = Closed({
  variantId: Uuid,
  location: Type.String(),
  onHand: Type.Integer(),
  /** The newest entry of the variant's ledger. Null: it has none. */
  entry: Nullable(Type.Integer()),
});
export type SeenLevel = Static<typeof SeenLevel>;

export const ImportedStockRow = Closed({
  row: Type.Integer({ minimum: 1 }),
  sku: Type.String({ minLength: 1, maxLength: 64 }),
  /** The id or the name of a location. */
  location: Line(60),
  /** Pieces that are there. */
  onHand: Type.Integer({ minimum: -1_000_000_000, maximum: 1_000_000_000 }),
  reason: Type.Optional(Line(200)),
  /** What the dry run saw. Null: no such SKU or location. Absent: not known, so the row counts as it is. */
  seen: Type.Optional(Nullable(SeenLevel)),
});
export type ImportedStockRow = Static<typeof ImportedStockRow>;

export const ImportedStockRows = Type.Array(ImportedStockRow, { maxItems: MOST_STOCK_ROWS });

export const CheckedStockRow = Closed({
  ...RowOutcome.properties,
  /** Null: there is no such SKU or location. */
  seen: Type.Optional(Nullable(SeenLevel)),
});
export type CheckedStockRow = Static<typeof CheckedStockRow>;

/** Where a walk through all levels is. */
export const LevelPlace = Closed({ sku: Type.String(), location: Type.String() });

export const ExportedLevel = Closed({
  sku: Type.String(),
  location: Type.String(),
  locationName: Type.String(),
  onHand: Type.Integer(),
  reserved: Type.Integer(),
});
export const ExportedLevels = Closed({
  items: Type.Array(ExportedLevel),
  /** Null: these are the last ones. */
  next: Nullable(LevelPlace),
});
export type ExportedLevels = Static<typeof ExportedLevels>;
