/** Lists in pages: how long a page is, and the opaque cursor that continues it. */
import { Type } from "typebox";
import { inputError } from "../../platform/http/problem.ts";

export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 }));
export const Cursor = Type.Optional(
  Type.String({ maxLength: 100, description: "`nextCursor` of the page before" }),
);

const PREFIX = { id: "i", seq: "s" } as const;
const FORM = { id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, seq: /^\d{1,15}$/ } as const;

/** Where a page begins; null: at the beginning. Throws INVALID_INPUT for what is no cursor of such a list. */
export function readCursor(kind: keyof typeof PREFIX, cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, "base64url").toString();
  const value = text.slice(1);
  if (text.startsWith(PREFIX[kind]) && FORM[kind].test(value)) return value;
  throw inputError([{ pointer: "/cursor", code: "CURSOR", message: "does not belong to this list" }]);
}

/** A page of rows of which there is one more when the list goes on. */
export function pageOf<Row, Item>(
  kind: keyof typeof PREFIX,
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
  place: (row: Row) => string | number,
) {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const nextCursor =
    last === undefined ? null : Buffer.from(`${PREFIX[kind]}${place(last)}`).toString("base64url");
  return { items: rows.slice(0, limit).map(present), nextCursor };
}
