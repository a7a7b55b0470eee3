/** Codes by mail, and the tokens that they are exchanged for. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import type { Language } from "../../platform/language.ts";
import { orders } from "./contract.ts";

/** Publishes that a shopper looks for an order. The same work, whatever the number and the e-mail. */
export const askLookup = prepared<{ number: string; email: string }, never>(
  (p) => sql`
    SELECT ${publish(orders.events.lookupAsked, {
      number: sql`${p.number}::text`,
      email: sql`${p.email}::text`,
    })} AS published`,
);

interface LookedUpOrder {
  readonly id: string;
  readonly email: string;
  readonly language: Language;
  /** Null for a guest's. */
  readonly memberId: string | null;
}

/** Locks the order of a number that was placed with this e-mail, in small letters. */
export const lockLookedUp = prepared<{ number: string; email: string }, LookedUpOrder>(
  (p) => sql`
    SELECT id, contact ->> 'email' AS email, language, member_id AS "memberId" FROM orders.orders
    WHERE number = ${p.number} AND lower(contact ->> 'email') = ${p.email} FOR NO KEY UPDATE`,
);

/** How many codes an order got, and tokens, whose ids are above `since`. */
export const countCodes = prepared<{ orderId: string; since: string }, { count: number }>(
  (p) => sql`
    SELECT count(*)::int AS count FROM orders.guest_access
    WHERE order_id = ${p.orderId} AND id > ${p.since}::uuid`,
);

export const insertCode = prepared<{ id: string; orderId: string; codeHash: Buffer; expiresAt: Date }, never>(
  (p) => sql`
    INSERT INTO orders.guest_access (id, order_id, code_hash, expires_at)
    VALUES (${p.id}, ${p.orderId}, ${p.codeHash}, ${p.expiresAt})`,
);

/** Counts a guess at the newest code of an order. No row: there is none that may still be guessed. */
export const countGuess = prepared<
  { number: string; most: number; now: Date },
  { id: string; orderId: string; codeHash: Buffer }
>(
  (p) => sql`
    UPDATE orders.guest_access SET guesses = guesses + 1
    WHERE id = (
        SELECT newest.id FROM orders.guest_access AS newest JOIN orders.orders ON orders.id = order_id
        WHERE number = ${p.number} ORDER BY newest.id DESC LIMIT 1)
      AND token_hash IS NULL AND guesses < ${p.most}::int AND expires_at > ${p.now}
    RETURNING id, order_id AS "orderId", code_hash AS "codeHash"`,
);

/** Exchanges a code for a token, once. No row: it was exchanged before. */
export const exchangeCode = prepared<{ id: string; tokenHash: Buffer; expiresAt: Date }, { id: string }>(
  (p) => sql`
    UPDATE orders.guest_access
    SET code_hash = NULL, token_hash = ${p.tokenHash}, expires_at = ${p.expiresAt}
    WHERE id = ${p.id} AND token_hash IS NULL RETURNING id`,
);

/** The order that a token of a look-up opens. */
export const orderOfToken = (
  tokenHash: RawBuilder<Buffer | null>,
  now: RawBuilder<Date>,
): RawBuilder<unknown> => sql`(
  SELECT order_id FROM orders.guest_access WHERE token_hash = ${tokenHash}::bytea AND expires_at > ${now})`;

/** Deletes one batch of codes and tokens that have expired. */
export const deleteExpired = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM orders.guest_access WHERE id IN (
      SELECT id FROM orders.guest_access WHERE expires_at < ${p.now}
      ORDER BY expires_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`,
);
