import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { openClaim } from "./change-queries.ts";
import type { OrderStatus } from "./contract.ts";

export const insertFormerMember = prepared<{ memberId: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO orders.former_members (member_id, left_at)
    VALUES (${p.memberId}, ${p.now}) ON CONFLICT DO NOTHING`,
);

/**
 * Moves the buyer of one batch of a member's orders in one of `statuses` to the archive, and leaves `contact`
 * and `shippingAddress` in their place. An order with an open claim waits. One that was never paid was no
 * contract: its buyer is deleted. Notes and reasons, which may name people, are deleted too.
 */
export const archiveBuyers = prepared<
  {
    memberId: string;
    statuses: OrderStatus[];
    contact: string;
    shippingAddress: string;
    now: Date;
    limit: number;
  },
  { id: string }
>(
  (p) => sql`
    WITH due AS (
      SELECT id, member_id, contact, shipping_address AS address, placed_at, paid_at FROM orders.orders
      WHERE member_id = ${p.memberId} AND archived_at IS NULL AND status = ANY (${p.statuses}::text[])
        AND NOT EXISTS (SELECT FROM orders.claims WHERE order_id = orders.id AND ${openClaim})
      ORDER BY id LIMIT ${p.limit} FOR UPDATE
    ), archived AS (
      INSERT INTO orders_archive.buyers (order_id, member_id, name, email, phone,
        recipient, recipient_phone, postcode, address1, address2, memo, archived_at, retention_until)
      SELECT id, member_id, contact ->> 'name', contact ->> 'email', contact ->> 'phone',
        address ->> 'recipient', address ->> 'phone', address ->> 'postcode', address ->> 'address1',
        address ->> 'address2', address ->> 'memo', ${p.now}, placed_at + interval '5 years'
      FROM due WHERE paid_at IS NOT NULL
    ), notes AS (
      UPDATE orders.events SET data = data - 'text' FROM due
      WHERE order_id = due.id AND type IN (
        'note', 'on_hold', 'refund_rejected', 'refund_withdrawn', 'claim_fee_waived',
        'claim_fee_paid_back')
    ), reasons AS (
      UPDATE orders.refunds SET reason = NULL FROM due WHERE order_id = due.id
    ), claims AS (
      UPDATE orders.claims SET reason = NULL, decision = NULL, fee_note = NULL, fee_reference = NULL
      FROM due WHERE order_id = due.id
    )
    UPDATE orders.orders SET contact = ${p.contact}::jsonb, shipping_address = ${p.shippingAddress}::jsonb,
      archived_at = ${p.now}
    FROM due WHERE orders.id = due.id RETURNING orders.id`,
);

/** A page of the former members that may still be named in orders, by id. */
export const pageFormerMembers = prepared<{ afterId: string; limit: number }, { id: string }>(
  (p) => sql`
    SELECT member_id AS id FROM orders.former_members WHERE member_id > ${p.afterId}::uuid
    ORDER BY member_id LIMIT ${p.limit}`,
);

/** Forgets a former member when all orders are archived and, since `before`, no order can arrive any more. */
export const deleteFormerMember = prepared<{ memberId: string; before: Date }, never>(
  (p) => sql`
    DELETE FROM orders.former_members WHERE member_id = ${p.memberId} AND left_at < ${p.before}
      AND NOT EXISTS (SELECT FROM orders.orders WHERE member_id = ${p.memberId} AND archived_at IS NULL)`,
);

/** Deletes one batch of archived buyers after their retention. */
export const deleteBuyers = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM orders_archive.buyers WHERE order_id IN (
      SELECT order_id FROM orders_archive.buyers WHERE retention_until < ${p.now}
      ORDER BY retention_until LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS id`,
);

/** Archived orders that still name the buyer, or have no buyer in the archive during the retention. */
export const findArchiveViolations = prepared<
  { contact: string; limit: number },
  { number: string; named: boolean }
>(
  (p) => sql`
    SELECT number, contact <> ${p.contact}::jsonb AS named FROM orders.orders
    WHERE archived_at IS NOT NULL AND (contact <> ${p.contact}::jsonb
      OR paid_at IS NOT NULL AND placed_at + interval '5 years' > now()
      AND NOT EXISTS (SELECT FROM orders_archive.buyers WHERE order_id = orders.id))
    LIMIT ${p.limit}`,
);
