/**
 * Fills the desk of staff with orders, to measure its lists: orders with two lines and their events, no money
 * and no stock. The newest thousandth waits to be prepared; most others are completed. Each has a claim of
 * one piece; the newest hundredth of the claims is open.
 */
import pg from "pg";

const BATCH = 50_000;

/** Adds orders until there are `orders`. Returns the seconds; null where there are enough already. */
export async function fillOrders(databaseUrl: string, orders: number): Promise<number | null> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM orders.orders",
    );
    const there = rows[0]?.count ?? 0;
    if (there >= orders) return null;
    const began = performance.now();
    for (let first = there; first < orders; first += BATCH) {
      await database.query(ORDERS, [first, Math.min(first + BATCH, orders) - 1, orders]);
      await database.query(LINES, [first, Math.min(first + BATCH, orders) - 1]);
    }
    // The triggers copy row by row what the statements copy for all.
    const tables = ["orders.claims", "orders.claim_lines"];
    for (const table of tables) await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await database.query(CLAIMS, [orders]);
    await database.query(CLAIM_LINES);
    for (const table of tables) await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await database.query(`VACUUM ANALYZE orders.orders, orders.lines, orders.events, ${tables.join()}`);
    return (performance.now() - began) / 1_000;
  } finally {
    await database.end();
  }
}

/**
 * The newest exchanges that wait for staff are for goods of the shop, of products with several variants.
 * Their options ask the catalogue and the stock, which know nothing of the other goods.
 */
export async function exchangeCatalogue(databaseUrl: string): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query(EXCHANGED).finally(() => database.end());
}

const EXCHANGED = `
  WITH several AS (
    SELECT product_id, (array_agg(id ORDER BY position))[1] AS variant_id, row_number() OVER () AS n
    FROM catalog.variants GROUP BY product_id HAVING count(*) > 1
  ), waiting AS (
    SELECT order_id, row_number() OVER (ORDER BY id DESC) AS n FROM orders.claims
    WHERE status = 'requested' AND kind = 'exchange' ORDER BY id DESC LIMIT 100
  )
  UPDATE orders.lines SET product_id = several.product_id, variant_id = several.variant_id
  FROM waiting JOIN several ON several.n = 1 + waiting.n % (SELECT count(*) FROM several)
  WHERE lines.order_id = waiting.order_id AND position = 1`;

/** An id as newId makes it: its first 48 bits are the milliseconds. Of one order in each half minute. */
const idOf = (
  number: string,
  kind: number,
) => `(lpad(to_hex(1700000000000 + ${number}::bigint * 30000), 12, '0')
  || '7' || lpad(to_hex(${kind}), 3, '0') || '8' || lpad(to_hex(${number}), 15, '0'))::uuid`;
const PLACED_AT = "to_timestamp(1700000000 + n::bigint * 30)";

/** $1 and $2: the first and the last number; $3: how many there will be. */
const ORDERS = `
  WITH made AS (
    SELECT n, CASE WHEN n > $3::int * 0.999 THEN 'paid' WHEN n % 10 = 1 THEN 'canceled'
      WHEN n > $3::int * 0.99 THEN 'shipped' ELSE 'completed' END AS status
    FROM generate_series($1::int, $2::int) AS n
  ), placed AS (
    INSERT INTO orders.orders (id, number, status, cart_id, guest_token_hash, language, contact,
      shipping_address, currency, subtotal, delivery_fee, total, refunded, placed_at, expires_at, paid_at)
    SELECT ${idOf("n", 1)},
      to_char(${PLACED_AT}, 'YYMMDD') || '-' || upper(lpad(to_hex(n * 7919::bigint % 268435399), 7, '0')),
      status, ${idOf("n", 2)}, sha256(n::text::bytea), 'ko',
      jsonb_build_object(
        'name', substr('김이박최정강조윤장임한오서신권황안송류홍', 1 + abs(hashint4(n)) % 20, 1)
          || substr('민서지우도윤하준은호재현수아예린태양', 1 + abs(hashint4(n + 1)) % 18, 1)
          || substr('준서연우진호민아현윤희경석영주미성원', 1 + abs(hashint4(n + 2)) % 18, 1),
        'email', 'shopper' || n || '@' || (ARRAY['naver.com', 'daum.net', 'gmail.com'])[1 + n % 3],
        'phone', '+8210' || lpad((n * 7 % 10000)::text, 4, '0') || lpad((n * 3 % 10000)::text, 4, '0')),
      '{"recipient": "김장터", "phone": "+821000000000", "postcode": "04524", "address1": "서울특별시 중구"}',
      'KRW', 20000, 3000, 23000, CASE status WHEN 'canceled' THEN 23000 ELSE 0 END, ${PLACED_AT},
      ${PLACED_AT} + interval '15 minutes', ${PLACED_AT}
    FROM made RETURNING id, status, placed_at
  )
  INSERT INTO orders.events (order_id, seq, type, at)
  SELECT id, seq, type, placed_at FROM placed
  CROSS JOIN LATERAL (VALUES (1, 'placed'), (2, placed.status)) AS events (seq, type)`;

/** A few variants are in many orders. */
const LINES = `
  INSERT INTO orders.lines (id, order_id, position, variant_id, product_id, product_slug, sku, name, options,
    translations, quantity, unit_price)
  SELECT uuidv7(), ${idOf("n", 1)}, position, ${idOf("sku", 3)}, ${idOf("sku", 4)}, 'product-' || sku,
    'BENCH-' || sku, '머그컵 ' || sku, '[]', '{}', 1, 10000
  FROM generate_series($1::int, $2::int) AS n
  CROSS JOIN LATERAL (VALUES (0, n % 50), (1, 50 + n % 20000)) AS wanted (position, sku)`;

/** $1: how many orders there are. The number of an order is in its id. */
const CLAIMS = `
  INSERT INTO orders.claims (id, order_id, kind, status, fault, reason, return_fee, requested_at, changed_at,
    order_number, order_contact)
  SELECT ('0190' || substr(id::text, 5))::uuid, id, CASE WHEN n % 10 = 0 THEN 'exchange' ELSE 'return' END,
    CASE WHEN n > $1::int * 0.99 THEN (ARRAY['requested', 'collecting', 'collected', 'inspected'])[1 + n % 4]
      WHEN n % 10 = 0 THEN 'done' WHEN n % 10 = 1 THEN 'rejected' ELSE 'refunded' END,
    'buyer', '색이 달라요', 3000, placed_at + interval '2 days', placed_at + interval '5 days', number, contact
  FROM (SELECT *, ('x' || right(id::text, 8))::bit(32)::int AS n FROM orders.orders) AS orders
  ON CONFLICT DO NOTHING`;

const CLAIM_LINES = `
  INSERT INTO orders.claim_lines (claim_id, line_id, quantity, order_sku)
  SELECT claims.id, line.id, 1, upper(line.sku)
  FROM orders.claims JOIN orders.lines AS line ON line.order_id = claims.order_id AND position = 1
  ON CONFLICT DO NOTHING`;
