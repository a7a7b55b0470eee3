-- Limits on what a member or a network holds without having paid. So that one visitor cannot take a whole
-- stock away from everybody, time and again, by orders that are never paid.
ALTER TABLE inventory.reservations
  ADD COLUMN member_id uuid,    -- whose order it is, while it is HELD; null: a guest's
  ADD COLUMN network   text;    -- hash of the network that ordered, while it is HELD; null: not counted
CREATE INDEX reservations_of_member ON inventory.reservations (member_id)
  WHERE state = 'HELD' AND member_id IS NOT NULL;
CREATE INDEX reservations_of_network ON inventory.reservations (network)
  WHERE state = 'HELD' AND network IS NOT NULL;

-- The limit that an order of `wanted` pieces would exceed, or null. A limit counts what the member or the
-- network holds together with this order. The caller holds the locks of both.
CREATE FUNCTION inventory.find_exceeded(
  by_member uuid, by_network text, wanted bigint, at timestamptz,
  member_orders int, member_pieces int, network_orders int, network_pieces int) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      'holder', holder,
      'unit', CASE WHEN orders >= most_orders THEN 'orders' ELSE 'pieces' END,
      'limit', CASE WHEN orders >= most_orders THEN most_orders ELSE most_pieces END,
      'until', first_end)
    FROM (
      SELECT 'member' AS holder, member_orders AS most_orders, member_pieces AS most_pieces,
        count(DISTINCT order_id) AS orders, coalesce(sum(quantity), 0) AS pieces, min(expires_at) AS first_end
      FROM inventory.reservations WHERE member_id = by_member AND state = 'HELD' AND expires_at > at
      HAVING by_member IS NOT NULL
      UNION ALL
      SELECT 'network', network_orders, network_pieces,
        count(DISTINCT order_id), coalesce(sum(quantity), 0), min(expires_at)
      FROM inventory.reservations WHERE network = by_network AND state = 'HELD' AND expires_at > at
      HAVING by_network IS NOT NULL
    ) AS held
    WHERE orders >= most_orders OR pieces + wanted > most_pieces
    LIMIT 1);
END
$$;

-- As before, and writes whose reservation it is.
CREATE FUNCTION inventory.take(
  for_order uuid, until timestamptz, number int, line_orders int[], variant_ids uuid[], quantities int[],
  by_member uuid, by_network text) RETURNS uuid[]
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
      INSERT INTO inventory.reservations AS mine
          (order_id, variant_id, location, quantity, state, expires_at, member_id, network)
        VALUES (for_order, variant_ids[line], place.location, part, 'HELD', until, by_member, by_network)
        ON CONFLICT (order_id, variant_id, location)
          DO UPDATE SET quantity = excluded.quantity, state = 'HELD', expires_at = excluded.expires_at,
            member_id = excluded.member_id, network = excluded.network;
    END LOOP;
    IF left_over <= 0 THEN
      emptied := emptied || variant_ids[line];
    END IF;
  END LOOP;
  RETURN emptied;
END
$$;

-- As `inventory.reserve` of the first migration, with limits: order i is of the member `member_ids[i]` and of
-- the network `networks[i]`, null where there is none. `exceeded`: the limit that refuses an order, or null.
-- Orders of one member or network are judged one after the other, also in different processes: the locks are
-- taken in key order, all of them before the first stock row, so that no two batches can deadlock.
CREATE FUNCTION inventory.reserve(
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
  ORDER BY variant_id, location FOR NO KEY UPDATE;

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

-- For the version before this one, which runs beside it for a while: no member, no network, no limit.
CREATE OR REPLACE FUNCTION inventory.reserve(
  order_ids uuid[], untils timestamptz[], line_orders int[], variant_ids uuid[], quantities int[])
RETURNS TABLE (order_id uuid, expires_at timestamptz, missing jsonb)
LANGUAGE sql AS $$
  SELECT made.order_id, made.expires_at, made.missing FROM inventory.reserve(
    order_ids, untils, line_orders, variant_ids, quantities,
    array_fill(NULL::uuid, ARRAY[cardinality(order_ids)]),
    array_fill(NULL::text, ARRAY[cardinality(order_ids)]), now(), 0, 0, 0, 0) AS made
$$;
DROP FUNCTION inventory.take(uuid, timestamptz, int, int[], uuid[], int[]);

-- As before, and forgets whose reservation it was.
CREATE OR REPLACE FUNCTION inventory.close_holds(
  order_ids uuid[], outcome text, lapsed_before timestamptz) RETURNS uuid[]
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
    RETURNING stock.variant_id, quantity
  ), booked AS (
    INSERT INTO inventory.ledger (variant_id, location, delta, reason, reference)
    SELECT variant_id, location, -quantity, 'sale', order_id FROM closed WHERE outcome = 'COMMITTED'
  )
  SELECT array_agg(variant_id), array_agg(quantity) INTO changed, parts FROM counted;
  IF outcome = 'RELEASED' AND changed IS NOT NULL THEN
    back := ARRAY(
      SELECT variant_id FROM inventory.stock JOIN (
        SELECT variant_id, sum(quantity) AS quantity
        FROM unnest(changed, parts) AS part (variant_id, quantity)
        GROUP BY variant_id) AS given USING (variant_id)
      GROUP BY variant_id, given.quantity
      HAVING sum(on_hand - reserved) > 0 AND sum(on_hand - reserved) <= given.quantity);
    PERFORM inventory.publish_availability(back) WHERE cardinality(back) > 0;
  END IF;
  RETURN coalesce(changed, '{}');
END
$$;
