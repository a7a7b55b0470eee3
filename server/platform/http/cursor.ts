/**
 * Lists in pages. A cursor is opaque to clients: the name of its list and the place of the last item, as
 * JSON in base64url. A client can forge a cursor, but it only gets another page of a list that it may read.
 */
import { Type } from "typebox";
import { inputError, inputProblem } from "../errors.ts";
import { UUID } from "../ids.ts";

export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 }));
/** The longest place is a name of 200 characters of four bytes each, in JSON, in base64url. */
export const Cursor = Type.Optional(
  Type.String({ maxLength: 1_200, description: "`nextCursor` of the page before" }),
);

/** The sort values of an item in a list, with its id or number last. */
export type Place = readonly string[];

export const writeCursor = (list: string, place: Place): string =>
  Buffer.from(JSON.stringify([list, ...place])).toString("base64url");

/** Returns the place of a cursor. Throws INVALID_INPUT for another list's cursor or an invalid place. */
export function readCursor(list: string, cursor: string, isPlace: (place: Place) => boolean): Place {
  const [name, ...place] = parse(cursor);
  if (name === list && isPlace(place) && writeCursor(list, place) === cursor) return place;
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

/** Returns the id after which the page begins, in a list sorted by ids. Null: the first page. */
export const readIdCursor = (list: string, cursor: string | undefined): string | null =>
  cursor === undefined ? null : (readCursor(list, cursor, isId)[0] ?? null);

/** Returns the number after which the page begins, in a numbered list. Null: the first page. */
export const readNumberCursor = (list: string, cursor: string | undefined): string | null =>
  cursor === undefined ? null : (readCursor(list, cursor, isNumber)[0] ?? null);

/** Makes a page of `rows`. If there are more than `limit` rows, a next page exists. */
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
