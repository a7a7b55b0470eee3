/** Orders on one page. */
export const ORDERS_AT_ONCE = 10;

/** The cursor of an address; null, the first page, for a value that cannot be a cursor. */
export const cursorOf = (cursor: string | string[] | undefined): string | null =>
  typeof cursor === "string" && cursor !== "" && cursor.length <= 500 ? cursor : null;

export const ordersPath = (cursor: string | null): string =>
  cursor ? `/account/orders?cursor=${encodeURIComponent(cursor)}` : "/account/orders";
