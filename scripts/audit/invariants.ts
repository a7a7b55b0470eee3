/** The invariants that an audit checks. `audit.test.ts` breaks each one and expects the report of it. */
import type { AuditScope } from "../../server/watch/invariants.ts";

export const invariants: Readonly<Record<AuditScope, readonly string[]>> = {
  platform: [
    "every entry of the audit log is unchanged and follows the one before it",
    "the audit log holds every entry that was made",
  ],
  members: [
    "every account has a known role",
    "a session has one unused refresh token at most",
    "a refresh token and its successor name each other, in one session",
    "an account has 20 addresses at most, and one default as soon as there is any",
  ],
  catalog: ["a price list counts as many prices as it has"],
  reviews: [
    "the rating of a product is the sum of its reviews that are shown",
    "the catalogue shows this rating, or the news of it is still queued",
    "a review counts as many helpful votes as it has",
  ],
  settings: [],
  imports: [],
  restock: [],
  recommendations: [],
  notifications: [],
  reports: ["the sales of a closed day are those of its orders"],
  inventory: [
    "0 ≤ reserved ≤ on hand, unless back-orders are allowed",
    "on hand equals the sum of the ledger, and what its newest row says is left",
    "reserved equals the sum of the held reservations",
    "a transfer is two rows of the ledger that sum to zero",
    "what orders committed is what the ledger says was sold",
    "a bundle has parts that are no bundles, and no stock of its own",
  ],
  promotions: [
    "a coupon counts the uses that it has, and no more than its limit",
    "a member's coupon counts the uses by the member, and no more than the limit of each member",
    "a member's points are those of the lots, the holds and the ledger",
    "the points of an order are those of the lots that it took them from",
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
    "the total equals subtotal − discount + delivery fee − points",
    "the discount equals what the coupons took off the lines and the delivery fee",
    "every committed use of a coupon has a paid order",
    "an order spends the points that it says, and has back those of its refunds",
    "an order earned what its money earns",
    "the last event is the status",
    "a cart has one payable order at most",
    "in a paid status, captured − refunded covers the total and the time of payment is set",
    "in any other status, the order keeps no money",
    "money that came too late was refunded",
    "the pieces of a paid order are those of its parcels and refunds",
    "lines count the pieces of their claims, and exactly the refunded returns have a refund",
    "an archived order does not name a member who left, and the archive keeps the name for its time",
  ],
};
