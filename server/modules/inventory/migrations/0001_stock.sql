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
  CONSTRAINT stock_on_hand_limit CHECK (on_hand <= 1000000000),
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
-- Orders are numbered by their place in `order_ids`; line i wants `quantities[i]` of `variant_ids[i]` for the order
-- numbered `line_orders[i]`, and names each variant of an order once. Answers a row per order; `missing` lists the lines
-- that could not be had, null when the order is held. Asking again for a held order answers the same hold.
-- Stock rows are locked in key order for the whole batch, so that no two batches can deadlock.
CREATE FUNCTION inventory.reserve(
  order_ids uuid[], untils timestamptz[], line_orders int[], variant_ids uuid[], quantities int[])
RETURNS TABLE (order_id uuid, expires_at timestamptz, missing jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ran_out uuid[] := '{}';
  emptied uuid[];
  known   boolean;
BEGIN
  PERFORM FROM inventory.stock WHERE variant_id = ANY (variant_ids)
  ORDER BY variant_id, location FOR NO KEY UPDATE;

  FOR number IN 1 .. cardinality(order_ids) LOOP
    order_id := order_ids[number];
    missing := NULL;
    SELECT min(held.expires_at) FILTER (WHERE held.state <> 'RELEASED'), count(*) > 0 INTO expires_at, known
      FROM inventory.reservations AS held WHERE held.order_id = order_ids[number];
    IF expires_at IS NULL THEN
      expires_at := untils[number];
      missing := inventory.find_missing(number, line_orders, variant_ids, quantities);
      IF missing IS NULL THEN
        emptied := inventory.take(order_id, expires_at, number, line_orders, variant_ids, quantities);
        ran_out := ran_out || emptied;
        -- It may hold from other locations than before: what it held there must not count when it is kept once more.
        IF known THEN
          DELETE FROM inventory.reservations AS held WHERE held.order_id = order_ids[number] AND held.state = 'RELEASED';
        END IF;
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
  IF cardinality(ran_out) > 0 THEN
    PERFORM inventory.publish_availability(ran_out);
  END IF;
END
$$;

-- The lines of order `number` that cannot be served; null when all can. The caller holds the locks on the stock rows.
CREATE FUNCTION inventory.find_missing(number int, line_orders int[], variant_ids uuid[], quantities int[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  free   bigint;
  known  boolean;
  result jsonb;
BEGIN
  FOR line IN 1 .. cardinality(variant_ids) LOOP
    CONTINUE WHEN line_orders[line] <> number;
    SELECT coalesce(sum(CASE WHEN back_orders THEN 1000000000 ELSE on_hand - reserved END), 0), count(*) > 0
      INTO free, known FROM inventory.stock WHERE variant_id = variant_ids[line];
    IF free < quantities[line] THEN
      result := coalesce(result, '[]') || jsonb_build_object(
        'variantId', variant_ids[line], 'requested', quantities[line], 'available', greatest(free, 0), 'known', known);
    END IF;
  END LOOP;
  RETURN result;
END
$$;

-- Takes the lines of order `number` from the locations in their order. Answers the variants of which nothing is left.
CREATE FUNCTION inventory.take(
  for_order uuid, until timestamptz, number int, line_orders int[], variant_ids uuid[], quantities int[]) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
  place     record;
  wanted    int;
  part      int;
  left_over bigint;
  emptied   uuid[] := '{}';
BEGIN
  FOR line IN 1 .. cardinality(variant_ids) LOOP
    CONTINUE WHEN line_orders[line] <> number;
    wanted := quantities[line];
    left_over := 0;
    FOR place IN
      SELECT stock.location, CASE WHEN back_orders THEN 1000000000 ELSE on_hand - reserved END AS free
      FROM inventory.stock JOIN inventory.locations ON locations.id = stock.location
      WHERE variant_id = variant_ids[line] ORDER BY locations.position, stock.location
    LOOP
      part := least(wanted, greatest(place.free, 0));
      left_over := left_over + place.free - part;
      CONTINUE WHEN part = 0;
      wanted := wanted - part;
      UPDATE inventory.stock SET reserved = reserved + part
        WHERE variant_id = variant_ids[line] AND location = place.location;
      INSERT INTO inventory.reservations AS mine (order_id, variant_id, location, quantity, state, expires_at)
        VALUES (for_order, variant_ids[line], place.location, part, 'HELD', until)
        ON CONFLICT (order_id, variant_id, location)
          DO UPDATE SET quantity = excluded.quantity, state = 'HELD', expires_at = excluded.expires_at;
    END LOOP;
    IF left_over <= 0 THEN
      emptied := emptied || variant_ids[line];
    END IF;
  END LOOP;
  RETURN emptied;
END
$$;

-- Gives back what orders hold (state HELD), or books it out as sold. With `lapsed_before`, only holds that ended before
-- it, judged again under the lock: a hold that was kept meanwhile stays. Answers the variants whose stock changed.
CREATE FUNCTION inventory.close_holds(order_ids uuid[], outcome text, lapsed_before timestamptz) RETURNS uuid[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  changed uuid[];
  parts   int[];
  back    uuid[];
BEGIN
  PERFORM FROM inventory.reservations AS held
  JOIN inventory.stock ON stock.variant_id = held.variant_id AND stock.location = held.location
  WHERE held.order_id = ANY (order_ids) AND held.state = 'HELD'
  ORDER BY stock.variant_id, stock.location
  FOR NO KEY UPDATE OF stock;

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
    RETURNING stock.variant_id, quantity
  ), booked AS (
    INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference)
    SELECT variant_id, location, -quantity, 'sale', order_id FROM closed WHERE outcome = 'COMMITTED'
  )
  SELECT array_agg(variant_id), array_agg(quantity) INTO changed, parts FROM counted;
  IF outcome = 'RELEASED' AND changed IS NOT NULL THEN
    back := ARRAY(
      SELECT variant_id FROM inventory.stock JOIN (
        SELECT variant_id, sum(quantity) AS quantity FROM unnest(changed, parts) AS part (variant_id, quantity)
        GROUP BY variant_id) AS given USING (variant_id)
      GROUP BY variant_id, given.quantity
      HAVING sum(on_hand - reserved) > 0 AND sum(on_hand - reserved) <= given.quantity);
    PERFORM inventory.publish_availability(back) WHERE cardinality(back) > 0;
  END IF;
  RETURN coalesce(changed, '{}');
END
$$;

-- Adds to (or takes from) a SKU's stock at a place, with its ledger row; the first adjustment at a known location begins
-- its stock there. No row: the SKU or the location is unknown. All rows of the SKU are locked, so that the sum over all
-- locations is exact when it crosses zero.
CREATE FUNCTION inventory.adjust(for_sku text, place text, change int, why text, who text) RETURNS SETOF inventory.stock
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  changed inventory.stock;
  free    bigint;
BEGIN
  PERFORM FROM inventory.stock WHERE sku = for_sku ORDER BY variant_id, location FOR NO KEY UPDATE;

  INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
  SELECT DISTINCT variant_id, locations.id, sku, 0
  FROM inventory.stock JOIN inventory.locations ON locations.id = place WHERE sku = for_sku
  ON CONFLICT DO NOTHING;
  UPDATE inventory.stock SET on_hand = on_hand + change WHERE sku = for_sku AND location = place RETURNING * INTO changed;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference)
  VALUES (changed.variant_id, changed.location, change, why, who);

  SELECT sum(on_hand - reserved) INTO free FROM inventory.stock WHERE variant_id = changed.variant_id;
  PERFORM inventory.publish_availability(ARRAY[changed.variant_id]) WHERE (free > 0) <> (free - change > 0);
  RETURN NEXT changed;
END
$$;
