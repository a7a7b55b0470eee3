-- Reserving is most of what an order costs in this schema: order by order, each took seven statements.

-- Serves a batch of orders by one statement, if all of them can be served, each line by one location: then it
-- makes no difference who comes first. Returns the variants of which nothing is left. Null: it took nothing,
-- because an order is known, something is missing or lies in several locations, or a limit may be exceeded.
-- The parameters are those of `reserve_lines`, for lines that are no bundles. The caller holds the locks.
CREATE FUNCTION inventory.take_all(
  order_ids uuid[], untils timestamptz[], line_orders int[], variant_ids uuid[], quantities int[],
  member_ids uuid[], networks text[], at timestamptz,
  member_orders int, member_pieces int, network_orders int, network_pieces int)
RETURNS uuid[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  emptied uuid[];
BEGIN
  IF EXISTS (SELECT FROM inventory.reservations AS known WHERE known.order_id = ANY (order_ids))
    OR EXISTS (SELECT FROM unnest(order_ids) AS id GROUP BY id HAVING count(*) > 1)
  THEN
    RETURN NULL;
  END IF;
  -- Each holder's orders of the batch together, as if they were the last of them.
  IF num_nonnulls(VARIADIC member_ids) + num_nonnulls(VARIADIC networks) > 0 AND EXISTS (
    WITH buyer AS (
      SELECT member, network, (
        SELECT sum(wanted) FROM unnest(line_orders, quantities) AS line (place, wanted) WHERE place = number
      ) AS pieces
      FROM unnest(member_ids, networks) WITH ORDINALITY AS each (member, network, number)
    ), holder AS (
      SELECT member, NULL AS network, count(*)::int AS orders, sum(pieces)::bigint AS pieces
      FROM buyer WHERE member IS NOT NULL GROUP BY member
      UNION ALL
      SELECT NULL, network, count(*)::int, sum(pieces)::bigint
      FROM buyer WHERE network IS NOT NULL GROUP BY network
    )
    SELECT FROM holder WHERE inventory.find_exceeded(member, network, pieces, at,
      member_orders + 1 - orders, member_pieces, network_orders + 1 - orders, network_pieces) IS NOT NULL)
  THEN
    RETURN NULL;
  END IF;

  WITH total AS (
    SELECT id, sum(wanted) AS wanted FROM unnest(variant_ids, quantities) AS line (id, wanted) GROUP BY id
  ), level AS (
    SELECT variant_id, location, position, back_orders, greatest(on_hand - reserved - safety, 0) AS free
    FROM inventory.stock JOIN inventory.locations ON locations.id = location
    WHERE variant_id = ANY (variant_ids)
  ), place AS (
    -- Where `take` begins: the first location that has any.
    SELECT DISTINCT ON (variant_id) variant_id, location, free,
      sum(free) OVER every AS free_in_all, bool_or(back_orders) OVER every AS is_endless
    FROM level WINDOW every AS (PARTITION BY variant_id)
    ORDER BY variant_id, free = 0, position, location
  ), chosen AS MATERIALIZED (
    SELECT variant_id, location, wanted, free_in_all = wanted AND NOT is_endless AS is_emptied
    FROM total JOIN place ON variant_id = id WHERE free >= wanted
  ), counted AS (
    UPDATE inventory.stock SET reserved = reserved + wanted FROM chosen
    WHERE stock.variant_id = chosen.variant_id AND stock.location = chosen.location
      AND (SELECT count(*) FROM chosen) = (SELECT count(*) FROM total)
    RETURNING stock.variant_id, stock.location, is_emptied
  ), held AS (
    INSERT INTO inventory.reservations
      (order_id, variant_id, location, quantity, state, expires_at, member_id, network)
    SELECT order_ids[number], variant_id, location, wanted, 'HELD', untils[number], member_ids[number],
      networks[number]
    FROM unnest(line_orders, variant_ids, quantities) AS line (number, id, wanted)
    JOIN counted ON variant_id = id
  )
  SELECT CASE WHEN count(*) > 0
    THEN coalesce(array_agg(variant_id) FILTER (WHERE is_emptied), '{}') END INTO emptied FROM counted;
  RETURN emptied;
END
$$;

-- As before, at once where that is possible.
CREATE OR REPLACE FUNCTION inventory.reserve_lines(
  order_ids uuid[], untils timestamptz[], line_orders int[], variant_ids uuid[], quantities int[],
  member_ids uuid[], networks text[], at timestamptz,
  member_orders int, member_pieces int, network_orders int, network_pieces int)
RETURNS TABLE (order_id uuid, expires_at timestamptz, missing jsonb, exceeded jsonb, touched uuid[])
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  part_orders     int[] := line_orders;
  part_ids        uuid[] := variant_ids;
  part_quantities int[] := quantities;
  has_bundles     boolean;    -- among the lines
  was_enough      inventory.bundle_parts[] := '{}';
  ran_out         uuid[];     -- null until something is taken
  emptied         uuid[];
  known           boolean;
  pieces          bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(holder, 0) AS key
    FROM unnest(member_ids::text[] || networks) AS holder WHERE holder IS NOT NULL ORDER BY key) AS keys;
  has_bundles := EXISTS (SELECT FROM inventory.bundle_parts WHERE bundle_id = ANY (variant_ids));
  IF has_bundles THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('inventory.bundle_parts', 0));
    SELECT array_agg(place), array_agg(id), array_agg(pieces_of) INTO part_orders, part_ids, part_quantities
    FROM (
      SELECT place, part.id, sum(wanted * part.quantity)::int AS pieces_of
      FROM unnest(line_orders, variant_ids, quantities) AS line (place, variant_id, wanted),
        inventory.parts_of(line.variant_id) AS part
      GROUP BY place, part.id) AS needed;
  END IF;
  PERFORM FROM inventory.stock WHERE variant_id = ANY (part_ids)
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM inventory.bundle_parts WHERE part_id = ANY (part_ids)) THEN
    touched := inventory.with_bundles(part_ids);
    was_enough := ARRAY(SELECT part FROM inventory.parts_in_stock(part_ids) AS part);
  END IF;

  -- At once, if possible. For fewer orders than three that would take longer than one by one.
  ran_out := CASE WHEN NOT has_bundles AND cardinality(order_ids) > 2 THEN inventory.take_all(
    order_ids, untils, part_orders, part_ids, part_quantities, member_ids, networks, at,
    member_orders, member_pieces, network_orders, network_pieces) END;
  IF ran_out IS NOT NULL THEN
    RETURN QUERY SELECT id, until, NULL::jsonb, NULL::jsonb, touched
      FROM unnest(order_ids, untils) WITH ORDINALITY AS served (id, until, place) ORDER BY place;
  END IF;
  FOR number IN 1 .. CASE WHEN ran_out IS NULL THEN cardinality(order_ids) ELSE 0 END LOOP
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
      missing := CASE
        WHEN has_bundles THEN inventory.find_missing_bundles(number, line_orders, variant_ids, quantities)
        ELSE inventory.find_missing(number, line_orders, variant_ids, quantities) END;
      IF missing IS NULL AND exceeded IS NULL THEN
        emptied := inventory.take(order_id, expires_at, number, part_orders, part_ids, part_quantities,
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
  IF cardinality(was_enough) > 0 THEN
    ran_out := ran_out || ARRAY(
      SELECT bundle_id FROM (
        SELECT bundle_id, part_id, quantity FROM unnest(was_enough)
        EXCEPT SELECT bundle_id, part_id, quantity FROM inventory.parts_in_stock(part_ids)) AS lacking);
  END IF;
  IF cardinality(ran_out) > 0 THEN
    PERFORM inventory.publish_availability(ran_out);
  END IF;
END
$$;
