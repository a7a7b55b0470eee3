import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { type CartContents, cartSums, itemsOfCart } from "./queries.ts";

/** Returns the id of the member's cart; inserts one with the id `id` when there is none. */
export const insertMemberCart = prepared<{ id: string; memberId: string; now: Date }, { id: string }>(
  (p) => sql`
    INSERT INTO cart.carts (id, member_id, created_at, updated_at)
    VALUES (${p.id}, ${p.memberId}, ${p.now}, ${p.now})
    ON CONFLICT (member_id) DO UPDATE SET updated_at = excluded.updated_at RETURNING id`,
);

export interface MemberCartRow extends CartContents {
  /** Of the member. */
  readonly id: string;
  readonly cartId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The carts of members, by the members' ids. */
export const findMemberCarts = prepared<{ ids: string[] }, MemberCartRow>(
  (p) => sql`
    SELECT member_id AS id, id AS "cartId", created_at AS "createdAt", updated_at AS "updatedAt",
           ${cartSums}, ${itemsOfCart} AS items
    FROM cart.carts WHERE member_id = ANY (${p.ids}::uuid[])`,
);

/** Locks a guest's cart and the member's own, in key order, so that merges cannot deadlock. */
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
 * Moves a guest's lines into the member's cart. A variant that both have gets the larger quantity and the
 * lower of the shown prices, so that an order reports every price that is higher than a shown one. When the
 * cart is full, the guest's newest lines stay behind. The caller has locked both carts.
 */
export const mergeItems = prepared<{ from: string; to: string; mostLines: number; now: Date }, never>(
  (p) => sql`
    WITH guests AS (
      SELECT * FROM cart.items WHERE cart_id = ${p.from}
    ), own AS (
      SELECT * FROM cart.items WHERE cart_id = ${p.to}
    ), touched AS (
      UPDATE cart.carts SET updated_at = ${p.now}, revision = revision + 1 WHERE id = ${p.to}
    ), larger AS (
      UPDATE cart.items AS line SET
        quantity = greatest(line.quantity, guests.quantity),
        unit_price = CASE WHEN line.currency = guests.currency THEN least(line.unit_price, guests.unit_price)
                          ELSE guests.unit_price END,
        currency = guests.currency
      FROM guests WHERE line.cart_id = ${p.to} AND line.variant_id = guests.variant_id
    )
    UPDATE cart.items SET cart_id = ${p.to} WHERE id IN (
      SELECT id FROM guests WHERE variant_id NOT IN (SELECT variant_id FROM own)
      ORDER BY id LIMIT ${p.mostLines}::int - (SELECT count(*) FROM own))`,
);

export const deleteCart = prepared<{ id: string }, never>(
  (p) => sql`DELETE FROM cart.carts WHERE id = ${p.id}`,
);

export const deleteMemberCart = prepared<{ memberId: string }, never>(
  (p) => sql`DELETE FROM cart.carts WHERE member_id = ${p.memberId}`,
);

/** Notes that an order's pieces leave its cart. No row: they have left it already. */
export const insertPurchase = prepared<{ orderId: string; now: Date }, { id: string }>(
  (p) => sql`
    INSERT INTO cart.taken_out (order_id, at) VALUES (${p.orderId}, ${p.now})
    ON CONFLICT DO NOTHING RETURNING order_id AS id`,
);

export const lockCart = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM cart.carts WHERE id = ${p.id} FOR UPDATE`,
);

/** Removes pieces from a cart, and lines without pieces. The caller has locked the cart. */
export const removePurchased = prepared<
  { cartId: string; variantIds: string[]; quantities: number[] },
  never
>(
  (p) => sql`
    WITH bought AS (
      SELECT * FROM unnest(${p.variantIds}::uuid[], ${p.quantities}::int[]) AS each (variant_id, quantity)
    ), gone AS (
      DELETE FROM cart.items USING bought
      WHERE cart_id = ${p.cartId} AND items.variant_id = bought.variant_id
        AND items.quantity <= bought.quantity
    )
    UPDATE cart.items SET quantity = items.quantity - bought.quantity FROM bought
    WHERE cart_id = ${p.cartId} AND items.variant_id = bought.variant_id
      AND items.quantity > bought.quantity`,
);

export const deletePurchases = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM cart.taken_out WHERE at < ${p.before}`,
);
