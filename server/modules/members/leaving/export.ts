/**
 * Exports all data that the shop has about one member. Fields may be added; the meaning of a field never
 * changes.
 */
import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/language.ts";
import { listAddresses } from "../addresses/service.ts";
import { listConsents } from "../agreements/queries.ts";
import type { MembersContext } from "../context.ts";
import { listPasskeys } from "../factors/passkey-queries.ts";
import * as queries from "./export-queries.ts";

/** Far more than any member has; `complete` is false when it was not enough. */
const MAX_ROWS = 10_000;

/**
 * Throws UNAUTHENTICATED without the account, and PEER_UNAVAILABLE when a part is missing: no export is
 * partial.
 */
export async function exportPerson(members: MembersContext, memberId: string, language: Language) {
  const { db, clock, orders, cart, reviews, restock, recommendations, promotions } = members;
  const ofAccount = { accountId: memberId, limit: MAX_ROWS };
  const [
    person,
    addresses,
    agreements,
    sessions,
    passkeys,
    exportedOrders,
    exportedCart,
    written,
    awaited,
    interest,
    own,
  ] = await Promise.all([
    db.first(queries.findPerson, { id: memberId }),
    listAddresses(members, memberId),
    db.rows(listConsents, { ...ofAccount, language }),
    db.rows(queries.listSessionRecords, ofAccount),
    db.rows(listPasskeys, ofAccount),
    orders.exportOf({ memberId }),
    cart.exportOf({ memberId }),
    reviews.exportOf({ memberId }),
    restock.exportOf({ memberId }),
    recommendations.exportOf({ memberId }),
    promotions.exportOf({ memberId }),
  ]);
  if (!person) throw new DomainError("UNAUTHENTICATED");
  const complete =
    exportedOrders.complete &&
    written.complete &&
    own.complete &&
    interest.complete &&
    [agreements, sessions, passkeys].every(({ length }) => length < MAX_ROWS);
  return {
    exportedAt: clock.now(),
    complete,
    person,
    addresses,
    agreements,
    sessions,
    passkeys,
    orders: exportedOrders.orders,
    cart: exportedCart,
    reviews: written.reviews,
    questions: written.questions,
    helpfulVotes: written.votes,
    restockNotices: awaited.notices,
    recommendations: interest.interest,
    coupons: own.coupons,
    points: own.points,
  };
}
