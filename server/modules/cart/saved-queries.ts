/** What is saved for later, and lines that move: in transactions that have locked the cart. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { type ItemRow, ownedBy } from "./queries.ts";

/** Locks a cart and counts a change of its items. No row: it is unknown, or not the shopper's. */
export const touchCart = prepared<{ cartId: string; memberId: string | null; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE cart.carts SET updated_at = ${p.now}, revision = revision + 1
    WHERE id = ${p.cartId} AND ${ownedBy(p.memberId)} RETURNING id`,
);

export const listItems = prepared<{ cartId: string }, ItemRow>(
  (p) => sql`
    SELECT id, variant_id AS "variantId", quantity, unit_price AS "unitPrice", currency
    FROM cart.items WHERE cart_id = ${p.cartId} ORDER BY id`,
);

/** A line becomes another variant's, or gets other pieces, at a price that the shopper is shown now. */
export const replaceItem = prepared<
  { itemId: string; variantId: string; quantity: number; price: number; currency: string },
  never
>(
  (p) => sql`
    UPDATE cart.items SET variant_id = ${p.variantId}, quantity = ${p.quantity}, unit_price = ${p.price},
      currency = ${p.currency}
    WHERE id = ${p.itemId}`,
);

export const takeItem = prepared<{ cartId: string; itemId: string }, { variantId: string; quantity: number }>(
  (p) => sql`
    DELETE FROM cart.items WHERE id = ${p.itemId} AND cart_id = ${p.cartId}
    RETURNING variant_id AS "variantId", quantity`,
);

export interface SavedRow {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** The newest first. */
export const listSaved = prepared<{ cartId: string }, SavedRow>(
  (p) => sql`
    SELECT id, variant_id AS "variantId", quantity FROM cart.saved_items
    WHERE cart_id = ${p.cartId} ORDER BY id DESC LIMIT 200`,
);

/** Of a variant that is saved already the new quantity counts. No row: no more can be saved. */
export const insertSaved = prepared<SavedRow & { cartId: string; most: number }, { id: string }>(
  (p) => sql`
    INSERT INTO cart.saved_items AS saved (id, cart_id, variant_id, quantity)
    SELECT ${p.id}, ${p.cartId}, ${p.variantId}, ${p.quantity}
    WHERE (SELECT count(*) FROM cart.saved_items
           WHERE cart_id = ${p.cartId} AND variant_id <> ${p.variantId}) < ${p.most}
    ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity
    RETURNING id`,
);

export const takeSaved = prepared<{ cartId: string; savedId: string }, SavedRow>(
  (p) => sql`
    DELETE FROM cart.saved_items WHERE id = ${p.savedId} AND cart_id = ${p.cartId}
    RETURNING id, variant_id AS "variantId", quantity`,
);

/** As `mergeItems` merges lines: the larger quantity, and the newest stay behind when there is no room. */
export const mergeSaved = prepared<{ from: string; to: string; most: number }, never>(
  (p) => sql`
    WITH guests AS (
      SELECT * FROM cart.saved_items WHERE cart_id = ${p.from}
    ), own AS (
      SELECT * FROM cart.saved_items WHERE cart_id = ${p.to}
    ), larger AS (
      UPDATE cart.saved_items AS saved SET quantity = greatest(saved.quantity, guests.quantity)
      FROM guests WHERE saved.cart_id = ${p.to} AND saved.variant_id = guests.variant_id
    )
    UPDATE cart.saved_items SET cart_id = ${p.to} WHERE id IN (
      SELECT id FROM guests WHERE variant_id NOT IN (SELECT variant_id FROM own)
      ORDER BY id LIMIT ${p.most}::int - (SELECT count(*) FROM own))`,
);
