-- Locations that staff name, settings of each level, and a ledger that names who did what, and for what.
-- The version before this one runs beside it: its statements keep their meaning.

ALTER TABLE inventory.locations ADD COLUMN name text;   -- for people; `id` is for programs
UPDATE inventory.locations SET name = CASE id WHEN 'main' THEN '기본 창고' ELSE id END;
ALTER TABLE inventory.locations ALTER COLUMN name SET NOT NULL;

ALTER TABLE inventory.stock
  ADD COLUMN safety      int NOT NULL DEFAULT 0,   -- pieces that are kept back: not sold
  ADD COLUMN low_at      int,                      -- low when no more than this can be sold; null: never low
  ADD COLUMN expected_at date,                     -- when the goods of back-orders are expected
  ADD CONSTRAINT stock_safety_range CHECK (safety BETWEEN 0 AND 1000000000),
  ADD CONSTRAINT stock_low_at_range CHECK (low_at BETWEEN 0 AND 1000000000),
  -- A date alone promises nothing.
  ADD CONSTRAINT stock_expected_with_back_orders CHECK (back_orders OR expected_at IS NULL);
-- The list of staff, by SKU; the same for a part of a SKU, and for levels that may be low. None of them holds
-- a figure that orders change, so that an order's update stays on its page.
CREATE INDEX stock_by_sku ON inventory.stock (sku, variant_id);
CREATE INDEX stock_parts_of_sku ON inventory.stock USING gin (upper(sku) gin_trgm_ops);
CREATE INDEX stock_with_low_at ON inventory.stock (sku, variant_id) WHERE low_at IS NOT NULL;
DROP INDEX inventory.stock_sku;

-- `reference` is the id of what `reference_type` names. The version before this one writes both defaults: it
-- only opens stock by a statement of its own.
ALTER TABLE inventory.ledger
  ADD COLUMN actor_kind     text NOT NULL DEFAULT 'shop',  -- 'member' of the staff, API 'key', or 'shop'
  ADD COLUMN actor_id       uuid,                     -- of the account or the key
  ADD COLUMN reference_type text DEFAULT 'product',   -- 'product' opened, 'order' sold, 'transfer', 'count'
  ADD COLUMN on_hand_after  int,                      -- null: the first row of a level, so `delta`
  ALTER COLUMN reference DROP NOT NULL;
-- What rows say until now: the first one of a variant opened it, sales name a committed reservation, and
-- all others name the member of the staff.
UPDATE inventory.ledger SET
  on_hand_after = told.after,
  actor_kind = CASE WHEN told.type IS NULL THEN 'member' ELSE 'shop' END,
  actor_id = CASE WHEN told.type IS NULL THEN ledger.reference::uuid END,
  reference_type = told.type,
  reference = CASE WHEN told.type IS NOT NULL THEN ledger.reference END
FROM (
  SELECT id, sum(delta) OVER (PARTITION BY variant_id, location ORDER BY id) AS after,
    CASE
      WHEN reason = 'initial' AND id = min(id) OVER (PARTITION BY variant_id) THEN 'product'
      WHEN reason = 'sale' AND EXISTS (
        SELECT FROM inventory.reservations AS sold
        WHERE sold.order_id::text = booked.reference AND state = 'COMMITTED') THEN 'order'
      WHEN reference !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN 'product'
    END AS type
  FROM inventory.ledger AS booked) AS told
WHERE told.id = ledger.id;
ALTER TABLE inventory.ledger
  ADD CONSTRAINT ledger_actor CHECK (
    actor_kind IN ('member', 'key', 'shop') AND (actor_kind = 'shop') = (actor_id IS NULL)),
  ADD CONSTRAINT ledger_reference CHECK (
    reference_type IN ('product', 'order', 'transfer', 'count', 'import')
    AND (reference_type IS NULL) = (reference IS NULL));
-- The ledger of a variant, newest first.
CREATE INDEX ledger_newest ON inventory.ledger (variant_id, id);
DROP INDEX inventory.ledger_variant;

-- How many pieces of a level can be sold: the one place that says so. Any number where there are back-orders.
CREATE FUNCTION inventory.sellable(on_hand int, reserved int, safety int, back_orders boolean) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN back_orders THEN 1000000000 ELSE greatest(on_hand - reserved - safety, 0) END;

-- As before; pieces that are kept back cannot be had.
CREATE OR REPLACE FUNCTION inventory.find_missing(
  number int, line_orders int[], variant_ids uuid[], quantities int[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  free   bigint;
  known  boolean;
  result jsonb;
BEGIN
  FOR line IN 1 .. cardinality(variant_ids) LOOP
    CONTINUE WHEN line_orders[line] <> number;
    SELECT coalesce(sum(inventory.sellable(on_hand, reserved, safety, back_orders)), 0), count(*) > 0
      INTO free, known FROM inventory.stock WHERE variant_id = variant_ids[line];
    IF free < quantities[line] THEN
      result := coalesce(result, '[]') || jsonb_build_object('variantId', variant_ids[line],
        'requested', quantities[line], 'available', free, 'known', known);
    END IF;
  END LOOP;
  RETURN result;
END
$$;

-- As before; pieces that are kept back stay. Goods that lie somewhere are taken first, and what is missing is
-- owed by the first location that takes back-orders.
CREATE OR REPLACE FUNCTION inventory.take(
  for_order uuid, until timestamptz, number int, line_orders int[], variant_ids uuid[], quantities int[],
  by_member uuid, by_network text) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
  place     record;
  wanted    int;
  part      int;
  left_over bigint;
  owing     text;
  emptied   uuid[] := '{}';
BEGIN
  FOR line IN 1 .. cardinality(variant_ids) LOOP
    CONTINUE WHEN line_orders[line] <> number;
    wanted := quantities[line];
    left_over := 0;
    owing := NULL;
    FOR place IN
      SELECT stock.location, back_orders, greatest(on_hand - reserved - safety, 0) AS free
      FROM inventory.stock JOIN inventory.locations ON locations.id = stock.location
      WHERE variant_id = variant_ids[line] ORDER BY locations.position, stock.location
    LOOP
      part := least(wanted, place.free);
      left_over := left_over + place.free - part;
      IF place.back_orders THEN
        owing := coalesce(owing, place.location);
      END IF;
      CONTINUE WHEN part = 0;
      wanted := wanted - part;
      UPDATE inventory.stock SET reserved = reserved + part
        WHERE variant_id = variant_ids[line] AND location = place.location;
      INSERT INTO inventory.reservations AS mine
          (order_id, variant_id, location, quantity, state, expires_at, member_id, network)
        VALUES (for_order, variant_ids[line], place.location, part, 'HELD', until, by_member, by_network)
        ON CONFLICT (order_id, variant_id, location)
          DO UPDATE SET quantity = excluded.quantity, state = 'HELD', expires_at = excluded.expires_at,
            member_id = excluded.member_id, network = excluded.network;
    END LOOP;
    IF wanted > 0 THEN
      UPDATE inventory.stock SET reserved = reserved + wanted
        WHERE variant_id = variant_ids[line] AND location = owing;
      -- A row that is HELD is what the order took there above.
      INSERT INTO inventory.reservations AS mine
          (order_id, variant_id, location, quantity, state, expires_at, member_id, network)
        VALUES (for_order, variant_ids[line], owing, wanted, 'HELD', until, by_member, by_network)
        ON CONFLICT (order_id, variant_id, location)
          DO UPDATE SET
            quantity = excluded.quantity + CASE WHEN mine.state = 'HELD' THEN mine.quantity ELSE 0 END,
            state = 'HELD', expires_at = excluded.expires_at,
            member_id = excluded.member_id, network = excluded.network;
    END IF;
    IF left_over <= 0 AND owing IS NULL THEN
      emptied := emptied || variant_ids[line];
    END IF;
  END LOOP;
  RETURN emptied;
END
$$;

-- As before, in another order of locks: `main` comes first, where the stock of every variant is opened. A
-- statement that waited for it may find a level that was added meanwhile, and has not locked that one. Every
-- other statement needs `main` first, so none of them holds the new level and waits for this one.
CREATE OR REPLACE FUNCTION inventory.reserve(
  order_ids uuid[], untils timestamptz[], line_orders int[], variant_ids uuid[], quantities int[],
  member_ids uuid[], networks text[], at timestamptz,
  member_orders int, member_pieces int, network_orders int, network_pieces int)
RETURNS TABLE (order_id uuid, expires_at timestamptz, missing jsonb, exceeded jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ran_out uuid[] := '{}';
  emptied uuid[];
  known   boolean;
  pieces  bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(holder, 0) AS key
    FROM unnest(member_ids::text[] || networks) AS holder WHERE holder IS NOT NULL ORDER BY key) AS keys;
  PERFORM FROM inventory.stock WHERE variant_id = ANY (variant_ids)
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  FOR number IN 1 .. cardinality(order_ids) LOOP
    order_id := order_ids[number];
    missing := NULL;
    exceeded := NULL;
    SELECT min(held.expires_at) FILTER (WHERE held.state <> 'RELEASED'), count(*) > 0 INTO expires_at, known
      FROM inventory.reservations AS held WHERE held.order_id = order_ids[number];
    IF expires_at IS NULL THEN
      expires_at := untils[number];
      IF member_ids[number] IS NOT NULL OR networks[number] IS NOT NULL THEN
        SELECT sum(line.quantity) INTO pieces FROM unnest(line_orders, quantities) AS line (place, quantity)
          WHERE line.place = number;
        exceeded := inventory.find_exceeded(member_ids[number], networks[number], pieces, at,
          member_orders, member_pieces, network_orders, network_pieces);
      END IF;
      missing := inventory.find_missing(number, line_orders, variant_ids, quantities);
      IF missing IS NULL AND exceeded IS NULL THEN
        emptied := inventory.take(order_id, expires_at, number, line_orders, variant_ids, quantities,
          member_ids[number], networks[number]);
        ran_out := ran_out || emptied;
        -- It may take from other locations than before: what it released there is not extended with it.
        IF known THEN
          DELETE FROM inventory.reservations AS held
            WHERE held.order_id = order_ids[number] AND held.state = 'RELEASED';
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

-- The variants of which nothing could be sold before `changes[i]` came to `variant_ids[i]` at `places[i]`,
-- and something can now, or the other way round. A change is one of on_hand − reserved.
CREATE FUNCTION inventory.find_crossed(variant_ids uuid[], places text[], changes int[]) RETURNS uuid[]
LANGUAGE sql AS $$
  SELECT ARRAY(
    SELECT stock.variant_id FROM inventory.stock
    LEFT JOIN unnest(variant_ids, places, changes) AS made (variant_id, location, change)
      ON made.variant_id = stock.variant_id AND made.location = stock.location
    WHERE stock.variant_id = ANY (variant_ids)
    GROUP BY stock.variant_id
    HAVING (sum(inventory.sellable(on_hand, reserved, safety, back_orders)) > 0)
        <> (sum(inventory.sellable(on_hand - coalesce(change, 0), reserved, safety, back_orders)) > 0))
$$;

-- As before; a sale's ledger row names its order and what is left after it.
CREATE OR REPLACE FUNCTION inventory.close_holds(
  order_ids uuid[], outcome text, lapsed_before timestamptz) RETURNS uuid[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  changed uuid[];
  places  text[];
  parts   int[];
BEGIN
  PERFORM FROM inventory.reservations AS held
  JOIN inventory.stock ON stock.variant_id = held.variant_id AND stock.location = held.location
  WHERE held.order_id = ANY (order_ids) AND held.state = 'HELD'
  ORDER BY stock.variant_id, stock.location <> 'main', stock.location
  FOR NO KEY UPDATE OF stock;

  WITH closed AS (
    UPDATE inventory.reservations SET state = outcome, member_id = NULL, network = NULL
    WHERE order_id = ANY (order_ids) AND state = 'HELD'
      AND (lapsed_before IS NULL OR expires_at < lapsed_before)
    RETURNING order_id, variant_id, location, quantity
  ), sums AS (
    SELECT variant_id, location, sum(quantity)::int AS quantity FROM closed GROUP BY variant_id, location
  ), counted AS (
    UPDATE inventory.stock SET
      reserved = reserved - quantity,
      on_hand = on_hand - CASE WHEN outcome = 'COMMITTED' THEN quantity ELSE 0 END
    FROM sums WHERE stock.variant_id = sums.variant_id AND stock.location = sums.location
    RETURNING stock.variant_id, stock.location, quantity, on_hand
  ), booked AS (
    INSERT INTO inventory.ledger
      (variant_id, location, delta, reason, actor_kind, reference_type, reference, on_hand_after)
    SELECT variant_id, location, -closed.quantity, 'sale', 'shop', 'order', order_id,
      on_hand + counted.quantity
        - sum(closed.quantity) OVER (PARTITION BY variant_id, location ORDER BY order_id)
    FROM closed JOIN counted USING (variant_id, location) WHERE outcome = 'COMMITTED'
    ORDER BY variant_id, location, order_id
  )
  SELECT array_agg(variant_id), array_agg(location), array_agg(quantity) INTO changed, places, parts
  FROM counted;
  IF outcome = 'RELEASED' AND changed IS NOT NULL THEN
    PERFORM inventory.publish_availability(back)
    FROM inventory.find_crossed(changed, places, parts) AS back WHERE cardinality(back) > 0;
  END IF;
  RETURN coalesce(changed, '{}');
END
$$;

-- As before, by a member of the staff or an API key (`by_kind`, `by_id`).
CREATE FUNCTION inventory.adjust(for_sku text, place text, change int, why text, by_kind text, by_id uuid)
RETURNS SETOF inventory.stock
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  changed inventory.stock;
BEGIN
  PERFORM FROM inventory.stock WHERE sku = for_sku
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
  SELECT DISTINCT variant_id, locations.id, sku, 0
  FROM inventory.stock JOIN inventory.locations ON locations.id = place WHERE sku = for_sku
  ON CONFLICT DO NOTHING;
  UPDATE inventory.stock SET on_hand = on_hand + change WHERE sku = for_sku AND location = place
  RETURNING * INTO changed;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO inventory.ledger
    (variant_id, location, delta, reason, actor_kind, actor_id, reference_type, on_hand_after)
  VALUES (changed.variant_id, place, change, why, by_kind, by_id, NULL, changed.on_hand);
  PERFORM inventory.publish_availability(inventory.find_crossed(
    ARRAY[changed.variant_id], ARRAY[place], ARRAY[change]));
  RETURN NEXT changed;
END
$$;
-- For the version before this one.
CREATE OR REPLACE FUNCTION inventory.adjust(for_sku text, place text, change int, why text, who text)
RETURNS SETOF inventory.stock
LANGUAGE sql AS $$
  SELECT * FROM inventory.adjust(for_sku, place, change, why, 'member', who::uuid)
$$;

-- Moves pieces that no order has reserved to another location, with a ledger row at each; both rows name the
-- transfer. No row: the SKU or a location is unknown, or fewer pieces than that are free. All rows of the SKU
-- are locked, as by `adjust`.
CREATE FUNCTION inventory.transfer(
  for_sku text, source text, target text, pieces int, why text, by_kind text, by_id uuid, transfer_id uuid)
RETURNS SETOF inventory.stock
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  sent inventory.stock;
  got  inventory.stock;
BEGIN
  PERFORM FROM inventory.stock WHERE sku = for_sku
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  UPDATE inventory.stock SET on_hand = on_hand - pieces
  WHERE sku = for_sku AND location = source AND on_hand - reserved >= pieces
    AND EXISTS (SELECT FROM inventory.locations WHERE id = target)
  RETURNING * INTO sent;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
  VALUES (sent.variant_id, target, sent.sku, 0) ON CONFLICT DO NOTHING;
  UPDATE inventory.stock SET on_hand = on_hand + pieces
  WHERE variant_id = sent.variant_id AND location = target RETURNING * INTO got;
  INSERT INTO inventory.ledger
    (variant_id, location, delta, reason, actor_kind, actor_id, reference_type, reference, on_hand_after)
  VALUES
    (sent.variant_id, source, -pieces, why, by_kind, by_id, 'transfer', transfer_id, sent.on_hand),
    (sent.variant_id, target, pieces, why, by_kind, by_id, 'transfer', transfer_id, got.on_hand);
  PERFORM inventory.publish_availability(inventory.find_crossed(
    ARRAY[sent.variant_id, sent.variant_id], ARRAY[source, target], ARRAY[-pieces, pieces]));
  RETURN NEXT sent;
  RETURN NEXT got;
END
$$;
