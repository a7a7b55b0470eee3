/**
 * A guest who has lost the browser finds the order by its number and a code.
 *
 * Stores: of each code a hash, the guesses at it, and then the hash of the token that it was exchanged for.
 * Always: a code is sent to the order's own e-mail alone; the newest code of an order counts, for ten minutes
 * and five guesses; it is exchanged once. Asking returns the same, after the same work, whether the order
 * exists or not: the mail is written by an event's consumer (module notifications), which calls `issueCode`.
 */
import { randomInt, timingSafeEqual } from "node:crypto";
import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import { hashSecret, newId, newSecret } from "../../../platform/ids.ts";
import type { OrdersContext } from "../context.ts";
import type { LookupLetter } from "../contract.ts";
import * as queries from "../guest-access-queries.ts";
import type { StoredOrder } from "../queries.ts";
import { getOrder } from "./read-order.ts";

const MINUTE_MS = 60_000;
const CODE_MS = 10 * MINUTE_MS;
const TOKEN_MS = 30 * 24 * 60 * MINUTE_MS;
const MOST_GUESSES = 5;
const MOST_CODES_AN_HOUR = 5;

export const askForCode = async ({ db }: OrdersContext, number: string, email: string): Promise<void> => {
  await db.rows(queries.askLookup, { number, email: email.toLowerCase() });
};

/** Returns null where no mail is due: no such order, another e-mail, or enough codes within an hour. */
export async function issueCode(
  { db, clock }: OrdersContext,
  asked: { readonly number: string; readonly email: string },
): Promise<LookupLetter | null> {
  const since = newId(after(clock, -60 * MINUTE_MS));
  return db.transaction(async (trx) => {
    const order = await trx.first(queries.lockLookedUp, asked);
    if (!order) return null;
    const { id: orderId, email, language } = order;
    const letter = { orderId, number: asked.number, email, language };
    if (order.memberId !== null) return { ...letter, code: null };
    // A statement of its own: it sees the codes that were made while this one waited for the lock.
    const recent = await trx.first(queries.countCodes, { orderId, since });
    if ((recent?.count ?? 0) >= MOST_CODES_AN_HOUR) return null;
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const codeHash = hashOf(orderId, code);
    const expiresAt = after(clock, CODE_MS);
    await trx.rows(queries.insertCode, { id: newId(clock.now()), orderId, codeHash, expiresAt });
    return { ...letter, code };
  });
}

/** Throws LOOKUP_CODE_WRONG, also for a code that is over, was used, or was guessed at too often. */
export async function exchangeCode(
  orders: OrdersContext,
  number: string,
  code: string,
): Promise<{ readonly order: StoredOrder; readonly guestToken: string }> {
  const { db, clock } = orders;
  const guess = await db.first(queries.countGuess, { number, most: MOST_GUESSES, now: clock.now() });
  if (!guess || !timingSafeEqual(guess.codeHash, hashOf(guess.orderId, code)))
    throw new DomainError("LOOKUP_CODE_WRONG");
  const guestToken = newSecret();
  const exchanged = await db.first(queries.exchangeCode, {
    id: guess.id,
    tokenHash: hashSecret(guestToken),
    expiresAt: after(clock, TOKEN_MS),
  });
  if (!exchanged) throw new DomainError("LOOKUP_CODE_WRONG");
  return { order: await getOrder(orders, guess.orderId), guestToken };
}

const hashOf = (orderId: string, code: string): Buffer => hashSecret(`${orderId} ${code}`);

const BATCH = 500;

/** A job: deletes codes and tokens that have expired. */
export async function forgetGuestAccess({ db, clock }: OrdersContext): Promise<void> {
  for (;;) {
    const deleted = await db.rows(queries.deleteExpired, { now: clock.now(), limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}
