CREATE SCHEMA inventory;

-- Where goods lie. Orders are served from the lowest position first.
CREATE TABLE inventory.locations (
  id       text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  position int  NOT NULL
);
INSERT INTO inventory.locations (id, position) VALUES ('main', 0);

-- One row per variant and location: the only place where stock changes hands. Free room on each page keeps updates on it.
CREATE TABLE inventory.stock (
  variant_id  uuid    NOT NULL,
  location    text    NOT NULL REFERENCES inventory.locations,
  sku         text    NOT NULL,                 -- the merchant's name of the variant
  on_hand     int     NOT NULL,                 -- pieces in the house; equals the ledger's sum
  reserved    int     NOT NULL DEFAULT 0,       -- promised to orders that are not settled; equals the sum of held reservations
  back_orders boolean NOT NULL DEFAULT false,   -- may be sold when there is none
  PRIMARY KEY (variant_id, location),
  CONSTRAINT stock_reserved_not_negative CHECK (reserved >= 0),
  CONSTRAINT stock_covers_reserved CHECK (back_orders OR reserved <= on_hand)
) WITH (fillfactor = 70);
CREATE INDEX stock_sku ON inventory.stock (sku);

-- What an order holds. The key makes reserving idempotent.
CREATE TABLE inventory.reservations (
  order_id   uuid        NOT NULL,
  variant_id uuid        NOT NULL,
  location   text        NOT NULL,
  quantity   int         NOT NULL CHECK (quantity > 0),
  state      text        NOT NULL CHECK (state IN ('HELD', 'COMMITTED', 'RELEASED')),
  expires_at timestamptz NOT NULL,              -- a HELD row past this moment is released by the sweeper
  PRIMARY KEY (order_id, variant_id, location)
);
CREATE INDEX reservations_due ON inventory.reservations (expires_at) WHERE state = 'HELD';
CREATE INDEX reservations_held ON inventory.reservations (variant_id, location) WHERE state = 'HELD';

-- Every change of on_hand, append-only.
CREATE TABLE inventory.ledger (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  variant_id uuid        NOT NULL,
  location   text        NOT NULL,
  delta      int         NOT NULL,
  reason     text        NOT NULL,              -- 'initial', 'sale', or the words of staff
  reference  text        NOT NULL,              -- order id, product id, or the staff member
  at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_variant ON inventory.ledger (variant_id, location);

-- Tells the catalogue which variants ran out or came back; called where `available` crosses zero.
CREATE FUNCTION inventory.publish_availability(variant_ids uuid[]) RETURNS void
LANGUAGE sql AS $$
  SELECT platform.publish('inventory.availabilityChanged', 1, jsonb_build_object('variantIds', variant_ids))
  WHERE cardinality(variant_ids) > 0
$$;

-- Holds stock for orders, each for all of its lines or for none, in the order given, in one statement of the caller.
-- requests: [{"orderId", "until", "lines": [{"variantId", "quantity"}]}]. Answers a row per request; `missing` lists
-- the lines that could not be had, null when the order is held. Asking again for a held order answers the same hold.
-- Stock rows are locked in key order for the whole batch, so that no two batches can deadlock.
CREATE FUNCTION inventory.reserve(requests jsonb)
RETURNS TABLE (order_id uuid, expires_at timestamptz, missing jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  request record;
  taken   uuid[] := '{}';
  ran_out uuid[];
BEGIN
  PERFORM FROM inventory.stock
  WHERE variant_id IN (
    SELECT (line ->> 'variantId')::uuid
    FROM jsonb_array_elements(requests) AS each, jsonb_array_elements(each -> 'lines') AS line)
  ORDER BY variant_id, location
  FOR NO KEY UPDATE;

  FOR request IN
    SELECT (each ->> 'orderId')::uuid AS id, (each ->> 'until')::timestamptz AS until, each -> 'lines' AS lines
    FROM jsonb_array_elements(requests) WITH ORDINALITY AS list (each, position) ORDER BY position
  LOOP
    order_id := request.id;
    SELECT min(held.expires_at) INTO expires_at FROM inventory.reservations AS held
      WHERE held.order_id = request.id AND held.state IN ('HELD', 'COMMITTED');
    IF expires_at IS NOT NULL THEN
      missing := NULL;
      RETURN NEXT;
      CONTINUE;
    END IF;
    expires_at := request.until;
    missing := inventory.take(request.id, request.until, request.lines);
    IF missing IS NULL THEN
      taken := taken || ARRAY(SELECT (line ->> 'variantId')::uuid FROM jsonb_array_elements(request.lines) AS line);
    END IF;
    RETURN NEXT;
  END LOOP;

  ran_out := ARRAY(
    SELECT variant_id FROM inventory.stock WHERE variant_id = ANY (taken)
    GROUP BY variant_id HAVING sum(on_hand - reserved) <= 0);
  PERFORM inventory.publish_availability(ran_out) WHERE cardinality(ran_out) > 0;
END
$$;

-- Takes the lines of one order from locations in their order. The caller holds the locks on the stock rows.
CREATE FUNCTION inventory.take(for_order uuid, until timestamptz, lines jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  lacking jsonb;
BEGIN
  WITH wanted AS (
    SELECT (line ->> 'variantId')::uuid AS variant_id, sum((line ->> 'quantity')::int)::int AS quantity
    FROM jsonb_array_elements(lines) AS line GROUP BY 1
  ), places AS (
    SELECT stock.variant_id, location, wanted.quantity, free,
           sum(free) OVER (PARTITION BY stock.variant_id ORDER BY locations.position, location) - free AS before
    FROM wanted
    JOIN inventory.stock ON stock.variant_id = wanted.variant_id
    JOIN inventory.locations ON locations.id = location
    CROSS JOIN LATERAL (SELECT CASE WHEN back_orders THEN 1000000000 ELSE on_hand - reserved END::bigint AS free) AS room
  ), short AS (
    SELECT wanted.variant_id, wanted.quantity AS requested, coalesce(sum(free), 0) AS available, count(places.variant_id) AS known
    FROM wanted LEFT JOIN places ON places.variant_id = wanted.variant_id
    GROUP BY wanted.variant_id, wanted.quantity HAVING coalesce(sum(free), 0) < wanted.quantity
  ), parts AS (
    SELECT variant_id, location, least(free, quantity - before)::int AS quantity FROM places
    WHERE free > 0 AND before < quantity AND NOT EXISTS (SELECT FROM short)
  ), counted AS (
    UPDATE inventory.stock SET reserved = reserved + parts.quantity FROM parts
    WHERE stock.variant_id = parts.variant_id AND stock.location = parts.location
  ), held AS (
    INSERT INTO inventory.reservations AS mine (order_id, variant_id, location, quantity, state, expires_at)
    SELECT for_order, variant_id, location, quantity, 'HELD', until FROM parts
    ON CONFLICT (order_id, variant_id, location)
      DO UPDATE SET quantity = excluded.quantity, state = 'HELD', expires_at = excluded.expires_at
      WHERE mine.state = 'RELEASED'
  )
  SELECT jsonb_agg(jsonb_build_object(
    'variantId', variant_id, 'requested', requested, 'available', greatest(available, 0), 'known', known > 0) ORDER BY variant_id)
  INTO lacking FROM short;
  RETURN lacking;
END
$$;

-- Gives back what orders hold (state HELD), or books it out as sold. With `lapsed_before`, only holds that ended before
-- it, judged again under the lock: a hold that was kept meanwhile stays. Answers the variants whose stock changed.
CREATE FUNCTION inventory.close_holds(order_ids uuid[], outcome text, lapsed_before timestamptz) RETURNS uuid[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  changed uuid[];
  back    uuid[];
BEGIN
  PERFORM FROM inventory.stock
  WHERE (variant_id, location) IN (
    SELECT variant_id, location FROM inventory.reservations WHERE order_id = ANY (order_ids) AND state = 'HELD')
  ORDER BY variant_id, location
  FOR NO KEY UPDATE;

  WITH closed AS (
    UPDATE inventory.reservations SET state = outcome
    WHERE order_id = ANY (order_ids) AND state = 'HELD' AND (lapsed_before IS NULL OR expires_at < lapsed_before)
    RETURNING order_id, variant_id, location, quantity
  ), sums AS (
    SELECT variant_id, location, sum(quantity)::int AS quantity FROM closed GROUP BY variant_id, location
  ), counted AS (
    UPDATE inventory.stock SET
      reserved = reserved - quantity,
      on_hand = on_hand - CASE WHEN outcome = 'COMMITTED' THEN quantity ELSE 0 END
    FROM sums WHERE stock.variant_id = sums.variant_id AND stock.location = sums.location
    RETURNING stock.variant_id, on_hand - reserved AS free, quantity
  ), booked AS (
    INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference)
    SELECT variant_id, location, -quantity, 'sale', order_id FROM closed WHERE outcome = 'COMMITTED'
  )
  SELECT array_agg(variant_id), array_agg(variant_id) FILTER (WHERE outcome = 'RELEASED' AND free > 0 AND free <= quantity)
  INTO changed, back FROM counted;
  PERFORM inventory.publish_availability(back) WHERE cardinality(back) > 0;
  RETURN coalesce(changed, '{}');
END
$$;
