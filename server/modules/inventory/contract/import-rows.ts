/** Rows of an import of stock, and levels as an export shows them. */
import { type Static, Type } from "typebox";
import { Closed, Line, Nullable } from "../../../platform/schema.ts";

/** Most rows of one call. */
export const MOST_STOCK_ROWS = 500;

export const ImportedStockRow = Closed({
  row: Type.Integer({ minimum: 1 }),
  sku: Type.String({ minLength: 1, maxLength: 64 }),
  /** The id or the name of a location. */
  location: Line(60),
  /** Pieces that are there. */
  onHand: Type.Integer({ minimum: -1_000_000_000, maximum: 1_000_000_000 }),
  reason: Type.Optional(Line(200)),
});
export type ImportedStockRow = Static<typeof ImportedStockRow>;

export const ImportedStockRows = Type.Array(ImportedStockRow, { maxItems: MOST_STOCK_ROWS });

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
