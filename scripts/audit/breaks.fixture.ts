/** How each invariant is broken, and what the audit reports then. */
import { type Break, breaksOfStock } from "./breaks-of-stock.fixture.ts";

/** Changes the audit log without its triggers, as a superuser can. */
const unguarded = (sql: string): string =>
  `ALTER TABLE platform.audit_log DISABLE TRIGGER ALL;
   ${sql};
   ALTER TABLE platform.audit_log ENABLE TRIGGER ALL`;

const COUPON = `INSERT INTO promotions.coupons (id, code, name, kind, amount, currency, minimum, product_ids,
    category_ids, total_limit, downloadable, status, created_at, updated_at)
  VALUES (uuidv7(), 'AUDIT', '감사', 'cart', 500, 'KRW', 0, '{}', '{}', 5, true, 'active', now(), now())`;

const ACCOUNT = "INSERT INTO promotions.point_accounts (member_id) VALUES (uuidv7())";
const HOLD = `INSERT INTO promotions.point_holds (order_id, member_id, cart_id, points, state, expires_at)
  SELECT orders.id, point_accounts.member_id, cart_id, 700, 'spent', now()
  FROM orders.orders, promotions.point_accounts WHERE orders.status = 'pending_payment'`;

const EVENT_DAY = "SELECT recommendations.open_day((now() AT TIME ZONE 'UTC')::date)";

/** A champion whose file is nowhere. */
const MODEL = `
  WITH run AS (
    INSERT INTO recommendations.runs (id, cause, status, seed, started_at, beat_at, ended_at)
    VALUES (uuidv7(), 'command', 'ready', 1, now(), now(), now()) RETURNING id
  ), version AS (
    INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
    SELECT id, 'recommendations/models/none.model', 'none', 1, now() FROM run RETURNING version
  )
  INSERT INTO recommendations.aliases SELECT 'champion', version FROM version`;

export const breaks: readonly Break[] = [
  {
    module: "platform",
    invariant: "every entry of the audit log is unchanged and follows the one before it",
    sql: unguarded(
      "UPDATE platform.audit_log SET actor = jsonb_set(actor, '{name}', '\"nobody\"') WHERE seq = 1",
    ),
    reported: /^audit log: the chain breaks at entry 1: it was changed$/,
  },
  {
    module: "platform",
    invariant: "the audit log holds every entry that was made",
    sql: unguarded("DELETE FROM platform.audit_log WHERE seq = (SELECT max(seq) FROM platform.audit_log)"),
    reported: /^audit log: its last entry is 1, but 2 were made$/,
  },
  {
    module: "catalog",
    invariant: "a price list counts as many prices as it has",
    sql: `INSERT INTO catalog.price_lists (id, name, currency, active, price_count, created_at, updated_at)
          VALUES (uuidv7(), 'list', 'KRW', true, 2, now(), now())`,
    reported: /^price list \S+ counts 2 prices and has 0$/,
  },
  {
    module: "members",
    invariant: "every account has a known role",
    sql: `ALTER TABLE members.accounts DROP CONSTRAINT accounts_role;
          UPDATE members.accounts SET role = 'wizard'`,
    reported: /^account \S+ has the unknown role wizard$/,
  },
  {
    module: "members",
    invariant: "a session has one unused refresh token at most",
    sql: `INSERT INTO members.refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
          SELECT uuidv7(), session_id, sha256('other'), issued_at, expires_at FROM members.refresh_tokens`,
    reported: /^session \S+ has 2 refresh tokens that were not used yet$/,
  },
  {
    module: "members",
    invariant: "a refresh token and its successor name each other, in one session",
    sql: `WITH next AS (
            INSERT INTO members.refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
            SELECT uuidv7(), session_id, sha256('next'), issued_at, expires_at FROM members.refresh_tokens
            RETURNING id)
          UPDATE members.refresh_tokens SET used_at = now(), successor_id = next.id FROM next`,
    reported: /do not name each other/,
  },
  {
    module: "members",
    invariant: "an account has 20 addresses at most, and one default as soon as there is any",
    sql: `INSERT INTO members.addresses
            (id, account_id, recipient, phone, postcode, address1, created_at, updated_at)
          SELECT uuidv7(), id, '점주', '+821012345678', '04524', '가게', now(), now()
          FROM members.accounts LIMIT 1`,
    reported: /^account \S+ has 1 addresses, 0 of them the default$/,
  },
  ...breaksOfStock,
  {
    module: "payments",
    invariant: "captured and refunded equal the sums of the ledger",
    sql: "UPDATE payments.ledger SET amount = amount - 1",
    reported: /\(PAID\): captured 23000 \(ledger 22999\), refunded 0/,
  },
  {
    module: "payments",
    invariant: "refunded ≤ captured",
    sql: `ALTER TABLE payments.attempts DROP CONSTRAINT attempts_refunded_within_captured;
          UPDATE payments.attempts SET refunded = 23001 WHERE captured > 0;
          INSERT INTO payments.ledger SELECT attempt_id, 'refund', 'r', 23001, at FROM payments.ledger`,
    reported: /refunded 23001 \(ledger 23001\)/,
  },
  {
    module: "payments",
    invariant: "money was captured exactly for the attempts that say so",
    sql: "UPDATE payments.attempts SET state = 'FAILED' WHERE captured > 0",
    reported: /\(FAILED\): captured 23000/,
  },
  {
    module: "payments",
    invariant: "an order has one live attempt at most",
    sql: `DROP INDEX payments.attempts_one_live;
          INSERT INTO payments.attempts
            (id, order_id, number, provider, provider_order_id, amount, currency, state, created_at)
          SELECT uuidv7(), order_id, number + 1, provider, 'rival', amount, currency, 'READY', created_at
          FROM payments.attempts WHERE captured > 0`,
    reported: /has several live payments: \S+-1, rival$/,
  },
  {
    module: "orders",
    invariant: "the subtotal equals the sum of the lines",
    sql: "UPDATE orders.lines SET quantity = 3",
    reported: /subtotal 20000 \(lines 30000\)/,
  },
  {
    module: "orders",
    invariant: "the total equals subtotal − discount + delivery fee − points",
    sql: `ALTER TABLE orders.orders DROP CONSTRAINT orders_total_adds_up;
          UPDATE orders.orders SET total = 22999 WHERE status = 'pending_payment'`,
    reported: /total 22999 \(its parts 23000\)/,
  },
  {
    module: "orders",
    invariant:
      "the taxed part with its VAT, and the tax-free part, sum to the total, and to what was refunded",
    sql: "UPDATE orders.orders SET tax_free = 1 WHERE status = 'pending_payment'",
    reported: /its VAT or tax-free part is not that of its total/,
  },
  {
    module: "orders",
    invariant: "the discount equals what the coupons took off the lines and the delivery fee",
    sql: "UPDATE orders.orders SET discount = 500, total = 22500 WHERE status = 'pending_payment'",
    reported: /discount 500 \(reductions 0, of delivery 500\)/,
  },
  {
    module: "orders",
    invariant: "every committed use of a coupon has a paid order",
    sql: `${COUPON};
          INSERT INTO promotions.uses (order_id, coupon_id, cart_id, state, expires_at)
          SELECT orders.id, coupons.id, cart_id, 'committed', now() FROM orders.orders, promotions.coupons
          WHERE orders.status = 'pending_payment'`,
    reported: /^order \S+ is pending_payment but its coupons are committed$/,
  },
  {
    module: "promotions",
    invariant: "a coupon counts the uses that it has, and no more than its limit",
    sql: `${COUPON}; UPDATE promotions.coupons SET used = 3`,
    reported: /^coupon AUDIT counts 3 uses, 0 are stored, at most 5$/,
  },
  {
    module: "promotions",
    invariant: "a member's coupon counts the uses by the member, and no more than the limit of each member",
    sql: `${COUPON};
          INSERT INTO promotions.member_coupons (id, member_id, coupon_id, taken_at, used)
          SELECT uuidv7(), uuidv7(), id, now(), 1 FROM promotions.coupons`,
    reported: /^coupon \S+ of member \S+ counts 1 uses, 0 are stored$/,
  },
  {
    module: "promotions",
    invariant: "a member's points are those of the lots, the holds and the ledger",
    sql: `${ACCOUNT}; UPDATE promotions.point_accounts SET available = 500`,
    reported:
      /^member \S+ has 500 available points \(lots 0\), 0 held \(holds 0\), a balance of 500 \(ledger 0\)$/,
  },
  {
    module: "promotions",
    invariant: "the points of an order are those of the lots that it took them from",
    sql: `${ACCOUNT}; ${HOLD}`,
    reported: /^order \S+ holds 700 points \(parts 0\), 0 restored \(parts 0\)$/,
  },
  {
    module: "orders",
    invariant: "an order spends the points that it says, and has back those of its refunds",
    sql: `${ACCOUNT}; ${HOLD}`,
    reported: /^order \S+ is pending_payment with 0 points spent and 0 restored, in promotions 700 and 0$/,
  },
  {
    module: "orders",
    invariant: "an order earned what its money earns",
    sql: `${ACCOUNT};
          INSERT INTO promotions.point_ledger (id, member_id, kind, cause, order_id, amount, at)
          SELECT uuidv7(), account.member_id, 'earned', orders.id, orders.id, 230, now()
          FROM orders.orders, promotions.point_accounts AS account
          WHERE orders.status = 'pending_payment'`,
    reported: /^order \S+ earned 230 points of 0$/,
  },
  {
    module: "reports",
    invariant: "the sales of a closed day are those of its orders",
    sql: `INSERT INTO reports.days
            (day, orders, pieces, gross, discount, delivery, refunds, mark, tax_mark, refreshed_at)
          SELECT (now() AT TIME ZONE 'Asia/Seoul')::date - 2, 3, 0, 0, 0, 0, 0, 0, 0, now()`,
    reported: /^sales of \S+: orders is 3, orders say 0$/,
  },
  {
    module: "orders",
    invariant: "the last event is the status",
    sql: "DELETE FROM orders.events WHERE type = 'paid'",
    reported: /status paid \(last event placed\)/,
  },
  {
    module: "orders",
    invariant: "a cart has one payable order at most",
    sql: `DROP INDEX orders.orders_one_payable_per_cart;
          WITH rival AS (
            INSERT INTO orders.orders (id, number, status, cart_id, sole_of_cart, guest_token_hash, language,
              contact, shipping_address, currency, subtotal, delivery_fee, total, placed_at, expires_at)
            SELECT uuidv7(), 'rival', status, cart_id, true, sha256('rival'), language, contact,
              shipping_address, currency, 0, delivery_fee, delivery_fee, placed_at, expires_at
            FROM orders.orders WHERE status = 'pending_payment' RETURNING id, placed_at)
          INSERT INTO orders.events (order_id, seq, type, at) SELECT id, 1, 'placed', placed_at FROM rival`,
    reported: /^cart \S+ has several payable orders: \S+, rival$/,
  },
  {
    module: "orders",
    invariant: "in a paid status, captured − refunded covers the total and the time of payment is set",
    sql: `UPDATE orders.orders SET status = 'paid' WHERE status = 'pending_payment';
          INSERT INTO orders.events (order_id, seq, type, at)
          SELECT id, 2, 'paid', now() FROM orders.orders WHERE paid_at IS NULL`,
    reported: /is paid but 0 of 23000 is paid$|is paid without a time of payment$/,
  },
  {
    module: "orders",
    invariant: "in any other status, the order keeps no money",
    sql: `ALTER TABLE orders.orders DROP CONSTRAINT orders_canceled_refunded;
          UPDATE orders.orders SET status = 'canceled' WHERE status = 'paid';
          UPDATE orders.events SET type = 'canceled' WHERE type = 'paid'`,
    reported: /is canceled but 23000 of its 23000 is paid$/,
  },
  {
    module: "orders",
    invariant: "money that came too late was refunded",
    sql: `INSERT INTO payments.attempts
            (id, order_id, number, provider, provider_order_id, amount, currency, state, captured, orphan,
             created_at)
          SELECT uuidv7(), order_id, 2, provider, 'late', amount, currency, 'PAID', 23000, true, created_at
          FROM payments.attempts WHERE captured > 0`,
    reported: /23000 was paid too late and is not given back$/,
  },
  {
    module: "orders",
    invariant: "what is known as given back is what payments gave back",
    sql: `INSERT INTO payments.refunds (id, attempt_id, amount, reason, state, created_at)
          SELECT uuidv7(), id, 1000, 'STAFF of nothing', 'SUCCEEDED', now()
          FROM payments.attempts WHERE captured > 0`,
    reported: /^order \S+: 1000 was given back in payments, and 0 is known$/,
  },
  {
    module: "orders",
    invariant: "the pieces of a paid order are those of its parcels and refunds",
    sql: "UPDATE orders.lines SET canceled = 1",
    reported: /^order \S+: its pieces are not those of its parcels and refunds$/,
  },
  {
    module: "orders",
    invariant: "lines count the pieces of their claims, and exactly the refunded returns have a refund",
    sql: "UPDATE orders.lines SET shipped = 1, claimed = 1",
    reported: /^order \S+: its lines and refunds are not those of its claims$/,
  },
  {
    module: "orders",
    invariant: "lines count the pieces of their claims, and exactly the refunded returns have a refund",
    sql: `INSERT INTO orders.refunds (id, order_id, kind, amount, lines, at)
          SELECT uuidv7(), id, 'return', 0, '[]', now() FROM orders.orders WHERE status = 'paid'`,
    reported: /^order \S+: its lines and refunds are not those of its claims$/,
  },
  {
    module: "orders",
    invariant: "no variant of a line is claimed more often than its buyer got it",
    sql: `UPDATE orders.lines SET shipped = 1, claimed = 1;
          INSERT INTO orders.claims
            (id, order_id, kind, status, fault, return_fee, requested_at, changed_at)
          SELECT uuidv7(), id, 'return', 'requested', 'buyer', 0, now(), now() FROM orders.orders;
          INSERT INTO orders.claim_lines (claim_id, line_id, quantity, held)
          SELECT claims.id, lines.id, 1, jsonb_build_object('variantId', uuidv7())
          FROM orders.claims JOIN orders.lines USING (order_id)`,
    reported: /^order \S+: its lines and refunds are not those of its claims$/,
  },
  {
    module: "orders",
    invariant:
      "an archived order does not name a member who left, and the archive keeps the name for its time",
    sql: `UPDATE orders.orders SET archived_at = now();
          UPDATE orders.orders
          SET contact = '{"name": "탈퇴한 회원", "email": "left@member.invalid", "phone": "000-0000-0000"}'
          WHERE status = 'paid'`,
    reported: /is archived, but (names its buyer|not kept)$/,
  },
  {
    module: "reviews",
    invariant: "the rating of a product is the sum of its reviews that are shown",
    sql: "INSERT INTO reviews.ratings (product_id, five) SELECT id, 3 FROM catalog.products LIMIT 1",
    reported: /^rating of product \S+: 3 reviews with 15 stars are counted, 0 with 0 are shown$/,
  },
  {
    module: "reviews",
    invariant: "the catalogue shows this rating, or the news of it is still queued",
    sql: `UPDATE catalog.products SET rating_count = 2, rating_sum = 9, rating_version = 1;
          INSERT INTO reviews.ratings (product_id, version, synced_version)
          SELECT id, 1, 1 FROM catalog.products`,
    reported: /^rating of product \S+: the catalogue shows 2 reviews with 9 stars, not 0 with 0$/,
  },
  {
    module: "reviews",
    invariant: "a review counts as many helpful votes as it has",
    sql: `INSERT INTO reviews.reviews (id, order_line_id, product_id, variant_id, rating, text, variant,
            picture_count, helpful_count, created_at)
          SELECT uuidv7(), id, product_id, variant_id, 5, '', '{}', 0, 2, now() FROM orders.lines LIMIT 1`,
    reported: /^review \S+ counts 2 helpful votes and has 0$/,
  },
  {
    module: "members",
    invariant: "the recommendations know no one who left",
    sql: `${EVENT_DAY};
          INSERT INTO recommendations.events (id, at, type, product_id, member_id, quantity)
          SELECT uuidv7(), now(), 'view', id, uuidv7(), 1 FROM catalog.products LIMIT 1`,
    reported: /^the recommendations know what 1 who are no members looked at$/,
  },
  {
    module: "recommendations",
    invariant:
      "an alias names a version whose file is the registered one, without an item that fewer than three met",
    sql: MODEL,
    reported: /^alias champion: the file of version \d+ is gone$/,
  },
  {
    module: "recommendations",
    invariant: "an alias is where its history says, and each change begins where the one before ended",
    sql: `${MODEL}; INSERT INTO recommendations.alias_changes
            (id, alias, from_version, to_version, changed_by, reason, at)
          VALUES (uuidv7(), 'champion', NULL, 77, 'gate', 'passed', now())`,
    reported: /^alias champion: version \d+, its history says 77$/,
  },
  {
    module: "recommendations",
    invariant: "an alias is where its history says, and each change begins where the one before ended",
    sql: `INSERT INTO recommendations.alias_changes
            (id, alias, from_version, to_version, changed_by, reason, at)
          VALUES (uuidv7(), 'challenger', 6, 7, 'gate', 'passed', now())`,
    reported: /^alias challenger: version 6, its history says null$/,
  },
  {
    module: "recommendations",
    invariant: "nothing is kept of a member who wants nothing personal",
    sql: `INSERT INTO recommendations.choices SELECT id, false, now() FROM members.accounts LIMIT 1;
          INSERT INTO recommendations.histories
          SELECT member_id, member_id, 'view', now() FROM recommendations.choices`,
    reported: /^1 members want nothing personal, and something is kept$/,
  },
  {
    module: "recommendations",
    invariant: "one hold-out runs, and each experiment treats a part of all persons",
    sql: "DELETE FROM recommendations.experiments WHERE kind = 'holdout'",
    reported: /^0 hold-outs run, not one$/,
  },
];
