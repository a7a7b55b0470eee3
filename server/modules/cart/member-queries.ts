import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { type ItemRow, itemsOfCart } from "./queries.ts";

/** The member's cart: the one there is, or a new one under the id given. */
export const insertMemberCart = prepared<{ id: string; memberId: string; now: Date }, { id: string }>(
  (p) => sql`
    INSERT INTO cart.carts (id, member_id, created_at, updated_at) VALUES (${p.id}, ${p.memberId}, ${p.now}, ${p.now})
    ON CONFLICT (member_id) DO UPDATE SET updated_at = excluded.updated_at RETURNING id`,
);

export interface MemberCartRow {
  /** Of the member. */
  readonly id: string;
  readonly cartId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly items: ItemRow[];
}

/** The carts of members, by the members' ids. */
export const findMemberCarts = prepared<{ ids: string[] }, MemberCartRow>(
  (p) => sql`
    SELECT member_id AS id, id AS "cartId", created_at AS "createdAt", updated_at AS "updatedAt", ${itemsOfCart} AS items
    FROM cart.carts WHERE member_id = ANY (${p.ids}::uuid[])`,
);

/** Locks a guest's cart and the member's, in key order, so that merges cannot deadlock. Nobody else's cart is touched. */
export const lockForMerge = prepared<
  { cartId: string; memberId: string },
  { id: string; memberId: string | null }
>(
  (p) => sql`
    SELECT id, member_id AS "memberId" FROM cart.carts
    WHERE id = ${p.cartId} AND member_id IS NULL OR member_id = ${p.memberId}
    ORDER BY id FOR UPDATE`,
);

/** A guest's cart becomes the member's. Breaks `carts_one_per_member` when the member got one meanwhile. */
export const giveCart = prepared<{ id: string; memberId: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE cart.carts SET member_id = ${p.memberId}, updated_at = ${p.now}
    WHERE id = ${p.id} AND member_id IS NULL RETURNING id`,
);

/**
 * Moves a guest's lines into the member's cart: of a variant that both have, the larger quantity, and the lower of the
 * prices shown, so that nobody pays more than they were last told without hearing of it. Lines that find no room stay
 * behind, the newest first. Both carts are locked.
 */
export const mergeItems = prepared<{ from: string; to: string; mostLines: number; now: Date }, never>(
  (p) => sql`
    WITH theirs AS (
      SELECT * FROM cart.items WHERE cart_id = ${p.from}
    ), mine AS (
      SELECT * FROM cart.items WHERE cart_id = ${p.to}
    ), touched AS (
      UPDATE cart.carts SET updated_at = ${p.now} WHERE id = ${p.to}
    ), larger AS (
      UPDATE cart.items AS line SET
        quantity = greatest(line.quantity, theirs.quantity),
        unit_price = CASE WHEN line.currency = theirs.currency THEN least(line.unit_price, theirs.unit_price)
                          ELSE theirs.unit_price END,
        currency = theirs.currency
      FROM theirs WHERE line.cart_id = ${p.to} AND line.variant_id = theirs.variant_id
    )
    UPDATE cart.items SET cart_id = ${p.to} WHERE id IN (
      SELECT id FROM theirs WHERE variant_id NOT IN (SELECT variant_id FROM mine)
      ORDER BY id LIMIT ${p.mostLines}::int - (SELECT count(*) FROM mine))`,
);

export const deleteCart = prepared<{ id: string }, never>(
  (p) => sql`DELETE FROM cart.carts WHERE id = ${p.id}`,
);

export const deleteMemberCart = prepared<{ memberId: string }, never>(
  (p) => sql`DELETE FROM cart.carts WHERE member_id = ${p.memberId}`,
);

/** No row: what the order bought has left its cart already. */
export const insertPurchase = prepared<{ orderId: string; now: Date }, { id: string }>(
  (p) => sql`
    INSERT INTO cart.taken_out (order_id, at) VALUES (${p.orderId}, ${p.now})
    ON CONFLICT DO NOTHING RETURNING order_id AS id`,
);

export const lockCart = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM cart.carts WHERE id = ${p.id} FOR UPDATE`,
);

/** Takes pieces out of a cart that is locked; a line of which none is left goes. */
export const removePurchased = prepared<
  { cartId: string; variantIds: string[]; quantities: number[] },
  never
>(
  (p) => sql`
    WITH bought AS (
      SELECT * FROM unnest(${p.variantIds}::uuid[], ${p.quantities}::int[]) AS each (variant_id, quantity)
    ), gone AS (
      DELETE FROM cart.items USING bought
      WHERE cart_id = ${p.cartId} AND items.variant_id = bought.variant_id AND items.quantity <= bought.quantity
    )
    UPDATE cart.items SET quantity = items.quantity - bought.quantity FROM bought
    WHERE cart_id = ${p.cartId} AND items.variant_id = bought.variant_id AND items.quantity > bought.quantity`,
);

export const deletePurchases = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM cart.taken_out WHERE at < ${p.before}`,
);
