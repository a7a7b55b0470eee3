/** How many orders a page shows. */
export const ordersAtOnce = 10;

/** The cursor of an address; anything that cannot be one begins at the beginning. */
export const cursorOf = (asked: string | string[] | undefined): string | null =>
  typeof asked === "string" && asked !== "" && asked.length <= 500 ? asked : null;

export const ordersPath = (cursor: string | null): string =>
  cursor ? `/account/orders?cursor=${encodeURIComponent(cursor)}` : "/account/orders";
