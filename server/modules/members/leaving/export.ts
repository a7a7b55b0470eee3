/** Everything that the shop holds about one person, as data. Adding a field is fine; the meaning of one never changes. */
import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/language.ts";
import { listAddresses } from "../addresses/service.ts";
import { listConsents } from "../agreements/queries.ts";
import type { MembersContext } from "../context.ts";
import { listPasskeys } from "../factors/passkey-queries.ts";
import * as queries from "./export-queries.ts";

/** Far more than anybody has; `complete` says when it was not enough. */
const MAX_ROWS = 10_000;

/** Throws UNAUTHENTICATED when the account is gone, PEER_UNAVAILABLE when a part cannot be had now: no export is half of one. */
export async function exportPerson(members: MembersContext, memberId: string, language: Language) {
  const { db, clock, orders, cart } = members;
  const ofAccount = { accountId: memberId, limit: MAX_ROWS };
  const [person, addresses, agreements, sessions, passkeys, bought, wanted] = await Promise.all([
    db.first(queries.findPerson, { id: memberId }),
    listAddresses(members, memberId),
    db.rows(listConsents, { ...ofAccount, language }),
    db.rows(queries.listSessionRecords, ofAccount),
    db.rows(listPasskeys, ofAccount),
    orders.exportOf({ memberId }),
    cart.exportOf({ memberId }),
  ]);
  if (!person) throw new DomainError("UNAUTHENTICATED");
  const complete =
    bought.complete && [agreements, sessions, passkeys].every(({ length }) => length < MAX_ROWS);
  const { orders: orderList } = bought;
  return {
    exportedAt: clock.now(),
    complete,
    person,
    addresses,
    agreements,
    sessions,
    passkeys,
    orders: orderList,
    cart: wanted,
  };
}
