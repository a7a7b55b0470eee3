/**
 * Lists in pages. A cursor is opaque to clients: the name of its list and the place of the last item shown, as JSON in
 * base64url. A client can make one up; it then gets another page of what it may read anyway.
 */
import { Type } from "typebox";
import { inputError, inputProblem } from "../errors.ts";
import { UUID } from "../ids.ts";

export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 }));
/** A name of 200 characters of four bytes each, in JSON, in base64url: the longest place of a list. */
export const Cursor = Type.Optional(
  Type.String({ maxLength: 1_200, description: "`nextCursor` of the page before" }),
);

/** The values that a list is sorted by, of its last item shown, with the item's id or number last. */
export type Place = readonly string[];

export const writeCursor = (list: string, place: Place): string =>
  Buffer.from(JSON.stringify([list, ...place])).toString("base64url");

/** The place of a cursor. Throws INVALID_INPUT for a cursor of another list, or of a place that is none in this one. */
export function readCursor(list: string, cursor: string, isPlace: (place: Place) => boolean): Place {
  const [name, ...place] = parse(cursor);
  if (name === list && isPlace(place)) return place;
  throw inputError([inputProblem("/cursor", "CURSOR")]);
}

function parse(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === "string") ? parts : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const isId = ([id = "", ...more]: Place): boolean => UUID.test(id) && more.length === 0;
const isNumber = ([number = "", ...more]: Place): boolean => /^\d{1,15}$/.test(number) && more.length === 0;

/** The id after which a page of a list that is sorted by ids begins; null: at the list's beginning. */
export const readIdCursor = (list: string, cursor: string | undefined): string | null =>
  cursor === undefined ? null : (readCursor(list, cursor, isId)[0] ?? null);

/** The number after which a page of a numbered list begins; null: at the list's beginning. */
export const readNumberCursor = (list: string, cursor: string | undefined): string | null =>
  cursor === undefined ? null : (readCursor(list, cursor, isNumber)[0] ?? null);

/** The page of `rows`, of which there is one more than `limit` when the list goes on. */
export function pageOf<Row, Item>(
  list: string,
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
  placeOf: (row: Row) => Place,
): { items: Item[]; nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(present),
    nextCursor: last === undefined ? null : writeCursor(list, placeOf(last)),
  };
}
