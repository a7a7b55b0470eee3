/** What an audit proves, in words; `audit.test.ts` breaks each of them and sees it reported. */
import type { ModuleName } from "../../server/compose.ts";

/** What is audited by itself: a module, or what every database holds. */
export type Audited = ModuleName | "platform";

export const invariants: Readonly<Record<Audited, readonly string[]>> = {
  platform: [
    "every entry of the audit log is as it was written, and follows the one before it",
    "the audit log holds every entry that was made",
  ],
  members: [
    "every account has a known role",
    "a session has one unused refresh token at most",
    "a refresh token and its successor name each other, in one session",
    "an account has 20 addresses at most, and one default as soon as there is any",
  ],
  catalog: [],
  inventory: [
    "0 ≤ reserved ≤ on hand, unless back-orders are allowed",
    "on hand equals the sum of the ledger",
    "reserved equals the sum of the held reservations",
  ],
  cart: [],
  payments: [
    "captured and refunded equal the sums of the ledger",
    "refunded ≤ captured",
    "money was captured exactly for the attempts that say so",
    "an order has one live attempt at most",
  ],
  orders: [
    "the subtotal equals the sum of the lines",
    "the total equals subtotal − discount + delivery fee",
    "the last event is the status",
    "a settled order is paid: captured − refunded covers its total, and it knows when",
    "an order that is not settled keeps no money",
    "money that came too late was given back",
    "who left is named in no order that is archived, and in the archive until its time is over",
  ],
};
