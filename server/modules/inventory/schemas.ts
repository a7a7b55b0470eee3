/** What the API shows of stock. */
import { Type } from "typebox";
import { ETAG_PATTERN, writeEtag } from "../../platform/http/edit-version.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { availableAt, isLow, type Level, totalOf } from "./level.ts";
import { editedContent } from "./level-settings.ts";
import type { LocationRow } from "./location-queries.ts";
import type { SavedCount } from "./service/count-stock.ts";
import type { ListedStock } from "./service/levels.ts";
import type { LedgerRow, LevelRow } from "./stock-queries.ts";

const LARGEST_STOCK = 1_000_000_000;
const LARGEST_DELTA = 10_000_000;
export const Delta = Type.Integer({ minimum: -LARGEST_DELTA, maximum: LARGEST_DELTA });
export const MovedQuantity = Type.Integer({ minimum: 1, maximum: LARGEST_DELTA });
export const CountedPieces = Type.Integer({ minimum: 0, maximum: LARGEST_STOCK });
/** What an edit of a level may set. */
export const LevelChange = {
  safety: Type.Optional(Type.Integer({ minimum: 0, maximum: LARGEST_STOCK, description: "kept back" })),
  lowAt: Type.Optional(
    Type.Unsafe<number | null>({ type: ["integer", "null"], minimum: 0, maximum: LARGEST_STOCK }),
  ),
  backOrders: Type.Optional(Type.Boolean()),
  expectedAt: Type.Optional(
    Type.Unsafe<string | null>({
      type: ["string", "null"],
      format: "date",
      pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
      description: "a day: 2026-12-24",
    }),
  ),
};
export const LocationId = Type.String({ pattern: "^[a-z0-9-]{1,40}$" });
export const SkuParams = Closed({ sku: Type.String({ minLength: 1, maxLength: 64 }) });
export const VersionHeaders = Type.Object(
  { "if-match": Type.String({ pattern: ETAG_PATTERN, description: "the ETag of what was edited" }) },
  { required: ["if-match"] },
);

const levelFields = {
  location: Type.String(),
  onHand: Type.Integer({ description: "negative: owed to back-orders" }),
  reserved: Type.Integer({ description: "held by reservations" }),
  available: Type.Integer({ description: "on hand − reserved − safety" }),
  safety: Type.Integer({ description: "kept back" }),
  lowAt: Nullable(Type.Integer({ description: "low when no more than this is available" })),
  low: Type.Boolean(),
  backOrders: Type.Boolean({ description: "sold also when there is none" }),
  expectedAt: Nullable(Type.String({ description: "the day when the goods of back-orders are expected" })),
};
export const StockLevel = Closed({ variantId: Uuid, sku: Type.String(), ...levelFields });
export const SkuStock = Closed({
  variantId: Uuid,
  sku: Type.String(),
  onHand: Type.Integer(),
  reserved: Type.Integer(),
  available: Type.Integer({
    description: "the sum of the locations that have some; of a bundle as many as its parts allow",
  }),
  bundle: Type.Boolean({ description: "sold as its parts, which have the stock" }),
  low: Type.Boolean({ description: "at one of the locations" }),
  levels: Type.Array(Closed(levelFields)),
});

const figuresOf = (level: Level) => ({
  location: level.location,
  onHand: level.onHand,
  reserved: level.reserved,
  available: availableAt(level),
  safety: level.safety,
  lowAt: level.lowAt,
  low: isLow(level),
  backOrders: level.backOrders,
  expectedAt: level.expectedAt,
});
/** Of the settings of all levels of a SKU. */
export const stockEtag = (levels: readonly Level[]): string => writeEtag(editedContent(levels));
export const presentLevel = (row: LevelRow) => ({
  variantId: row.variantId,
  sku: row.sku,
  ...figuresOf(row),
});
export const presentStock = ({ variantId, sku, isBundle, ofParts, levels }: ListedStock) => ({
  variantId,
  sku,
  ...totalOf(levels),
  ...(ofParts === null ? {} : { available: ofParts }),
  bundle: isBundle,
  levels: levels.map(figuresOf),
});

export const LedgerEntry = Closed({
  id: Type.Integer(),
  at: Timestamp,
  location: Type.String(),
  delta: Type.Integer(),
  onHandAfter: Type.Integer({ description: "at this location" }),
  reason: Type.String({ description: "`initial`, `sale`, `cancel`, `return`, or the words of staff" }),
  actor: Closed({
    kind: Type.Enum(["member", "key", "shop"]),
    id: Nullable(Uuid),
  }),
  reference: Nullable(
    Closed({ type: Type.Enum(["product", "order", "transfer", "count", "import"]), id: Type.String() }),
  ),
});
export const presentEntry = ({ actorKind, actorId, referenceType, reference, at, ...row }: LedgerRow) => ({
  ...row,
  at: at.toISOString(),
  actor: { kind: actorKind, id: actorId },
  reference: referenceType === null || reference === null ? null : { type: referenceType, id: reference },
});

/** A line of a stock-take that was saved. */
export const CountedLine = Closed({
  sku: Type.String(),
  location: Type.String(),
  before: Type.Integer({ description: "on hand" }),
  after: Type.Integer(),
});
export const presentCount = ({ id, outcomes }: SavedCount) => ({
  id,
  lines: outcomes.map(({ sku, location, before, after }) => ({ sku, location, before, after })),
});

export const StockLocation = Closed({
  id: Type.String(),
  name: Type.String(),
  position: Type.Integer({ description: "0: orders are served from here first" }),
  etag: Type.String({ description: "for `If-Match`" }),
});
export const presentLocation = ({ id, name, position }: LocationRow) => ({
  id,
  name,
  position,
  etag: writeEtag({ name, position }),
});
