-- Bundles: variants that are sold as parts, which are variants with a quantity. A bundle has no stock of its
-- own: as many can be sold as its parts allow, and an order reserves the parts.

CREATE TABLE inventory.bundle_parts (
  bundle_id uuid NOT NULL,     -- the variant that is sold
  part_id   uuid NOT NULL,     -- the variant that leaves the stock; it is no bundle
  quantity  int  NOT NULL,     -- of the part, in one bundle
  PRIMARY KEY (bundle_id, part_id),
  CONSTRAINT bundle_parts_quantity CHECK (quantity BETWEEN 1 AND 999),
  CONSTRAINT bundle_parts_other CHECK (bundle_id <> part_id)
);
CREATE INDEX bundles_of_part ON inventory.bundle_parts (part_id);

ALTER TABLE inventory.stock
  ADD COLUMN bundle boolean NOT NULL DEFAULT false,   -- the variant has parts
  ADD CONSTRAINT stock_of_bundle CHECK (NOT bundle OR (on_hand = 0 AND reserved = 0 AND NOT back_orders));

-- A level that is added later knows it too. A row that exists already is left to ON CONFLICT.
CREATE FUNCTION inventory.mark_bundle() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.bundle := EXISTS (SELECT FROM inventory.bundle_parts WHERE bundle_id = NEW.variant_id)
    AND NOT EXISTS (
      SELECT FROM inventory.stock WHERE variant_id = NEW.variant_id AND location = NEW.location);
  RETURN NEW;
END
$$;
CREATE TRIGGER stock_of_bundles BEFORE INSERT ON inventory.stock
  FOR EACH ROW EXECUTE FUNCTION inventory.mark_bundle();

-- The variants, and the bundles that they are parts of.
CREATE FUNCTION inventory.with_bundles(variant_ids uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
  SELECT variant_ids || ARRAY(
    SELECT DISTINCT bundle_id FROM inventory.bundle_parts WHERE part_id = ANY (variant_ids))
$$;

-- What bundles have among these parts of which enough for one bundle can be sold. The caller has locked the
-- rows of the parts.
CREATE FUNCTION inventory.parts_in_stock(part_ids uuid[]) RETURNS SETOF inventory.bundle_parts
LANGUAGE sql STABLE AS $$
  SELECT bundle_id, part_id, quantity FROM inventory.bundle_parts JOIN (
    SELECT variant_id, sum(inventory.sellable(on_hand, reserved, safety, back_orders)) AS free
    FROM inventory.stock WHERE variant_id = ANY (part_ids) GROUP BY variant_id) AS level
    ON variant_id = part_id
  WHERE free >= quantity
$$;

-- As before, and the bundles for which a changed part is enough now and was not before, or the other way
-- round. Whether such a bundle can be sold, the consumer of the event asks: its other parts may be changing
-- in another transaction, which names the bundle too.
CREATE OR REPLACE FUNCTION inventory.find_crossed(variant_ids uuid[], places text[], changes int[])
RETURNS uuid[]
LANGUAGE sql AS $$
  WITH level AS (
    SELECT stock.variant_id,
      sum(inventory.sellable(on_hand, reserved, safety, back_orders)) AS is_free,
      sum(inventory.sellable(on_hand - coalesce(change, 0), reserved, safety, back_orders)) AS was_free
    FROM inventory.stock
    LEFT JOIN unnest(variant_ids, places, changes) AS made (variant_id, location, change)
      ON made.variant_id = stock.variant_id AND made.location = stock.location
    WHERE stock.variant_id = ANY (variant_ids)
    GROUP BY stock.variant_id
  )
  SELECT ARRAY(
    SELECT variant_id FROM level WHERE (is_free > 0) <> (was_free > 0)
    UNION
    SELECT bundle_id FROM level JOIN inventory.bundle_parts ON part_id = variant_id
    WHERE (is_free >= quantity) <> (was_free >= quantity))
$$;

-- As `find_missing` for an order that has bundles. What several lines need is judged together: an earlier
-- line comes first, and `available` is what it leaves.
CREATE FUNCTION inventory.find_missing_bundles(
  number int, line_orders int[], variant_ids uuid[], quantities int[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  part    record;
  free    jsonb := '{}';     -- by variant: what no line has taken yet
  known   boolean;
  most    bigint;
  result  jsonb;
BEGIN
  FOR line IN 1 .. cardinality(variant_ids) LOOP
    CONTINUE WHEN line_orders[line] <> number;
    most := NULL;
    SELECT count(*) > 0 INTO known FROM inventory.stock WHERE variant_id = variant_ids[line];
    FOR part IN SELECT id, quantity FROM inventory.parts_of(variant_ids[line]) LOOP
      IF NOT free ? part.id::text THEN
        free := free || jsonb_build_object(part.id, (
          SELECT coalesce(sum(inventory.sellable(on_hand, reserved, safety, back_orders)), 0)
          FROM inventory.stock WHERE variant_id = part.id));
      END IF;
      most := least(most, (free ->> part.id::text)::bigint / part.quantity);
    END LOOP;
    IF most < quantities[line] THEN
      result := coalesce(result, '[]') || jsonb_build_object('variantId', variant_ids[line],
        'requested', quantities[line], 'available', most, 'known', known);
    END IF;
    FOR part IN SELECT id, quantity FROM inventory.parts_of(variant_ids[line]) LOOP
      free := free || jsonb_build_object(part.id,
        (free ->> part.id::text)::bigint - part.quantity * least(most, quantities[line]));
    END LOOP;
  END LOOP;
  RETURN result;
END
$$;

-- The parts of a bundle; one piece of itself for any other variant.
CREATE FUNCTION inventory.parts_of(for_variant uuid) RETURNS TABLE (id uuid, quantity int)
LANGUAGE sql STABLE AS $$
  SELECT coalesce(part_id, for_variant), coalesce(parts.quantity, 1)
  FROM (SELECT) AS one LEFT JOIN inventory.bundle_parts AS parts ON bundle_id = for_variant
$$;

-- As `inventory.reserve` before. A line of a bundle reserves its parts. `touched`: the variants of the whole
-- batch and the bundles that show other figures now; null where no bundle is concerned. The parts of bundles
-- stay as they are until the transaction ends (the shared lock).
CREATE FUNCTION inventory.reserve_lines(
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
  ran_out         uuid[] := '{}';
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

-- For the version before this one, which runs beside it for a while.
CREATE OR REPLACE FUNCTION inventory.reserve(
  order_ids uuid[], untils timestamptz[], line_orders int[], variant_ids uuid[], quantities int[],
  member_ids uuid[], networks text[], at timestamptz,
  member_orders int, member_pieces int, network_orders int, network_pieces int)
RETURNS TABLE (order_id uuid, expires_at timestamptz, missing jsonb, exceeded jsonb)
LANGUAGE sql AS $$
  SELECT made.order_id, made.expires_at, made.missing, made.exceeded FROM inventory.reserve_lines(
    order_ids, untils, line_orders, variant_ids, quantities, member_ids, networks, at,
    member_orders, member_pieces, network_orders, network_pieces) AS made
$$;

-- As before; the bundles of the SKU follow.
CREATE OR REPLACE FUNCTION inventory.set_level(
  for_sku text, place text, new_safety int, new_low_at int, new_back_orders boolean, new_expected_at date)
RETURNS SETOF inventory.stock
LANGUAGE plpgsql AS $$
DECLARE
  changed    inventory.stock;
  own        uuid[];
  was_free   bigint;
  is_free    bigint;
  was_enough inventory.bundle_parts[];
  is_enough  inventory.bundle_parts[];
  crossed    uuid[];
BEGIN
  PERFORM FROM inventory.stock WHERE sku = for_sku
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
  SELECT DISTINCT variant_id, locations.id, sku, 0
  FROM inventory.stock JOIN inventory.locations ON locations.id = place WHERE sku = for_sku
  ON CONFLICT DO NOTHING;
  own := ARRAY(SELECT DISTINCT variant_id FROM inventory.stock WHERE sku = for_sku);
  SELECT sum(inventory.sellable(on_hand, reserved, safety, back_orders)) INTO was_free
  FROM inventory.stock WHERE sku = for_sku;
  was_enough := ARRAY(SELECT part FROM inventory.parts_in_stock(own) AS part);
  UPDATE inventory.stock SET
    safety = new_safety, low_at = new_low_at, back_orders = new_back_orders, expected_at = new_expected_at
  WHERE sku = for_sku AND location = place RETURNING * INTO changed;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT sum(inventory.sellable(on_hand, reserved, safety, back_orders)) INTO is_free
  FROM inventory.stock WHERE sku = for_sku;
  is_enough := ARRAY(SELECT part FROM inventory.parts_in_stock(own) AS part);
  crossed := ARRAY(
    SELECT bundle_id FROM (SELECT * FROM unnest(was_enough) UNION ALL SELECT * FROM unnest(is_enough)) AS part
    GROUP BY bundle_id, part_id HAVING count(*) = 1);
  IF (was_free > 0) <> (is_free > 0) THEN
    crossed := crossed || changed.variant_id;
  END IF;
  PERFORM inventory.publish_availability(crossed);
  RETURN NEXT changed;
END
$$;

-- Replaces the parts of a bundle; none: it is no bundle any more. Breaks `stock_of_bundle` when the variant
-- has stock, reservations or back-orders of its own. The caller holds the lock of all bundles. The rows of
-- the bundle and of its old and new parts are locked in key order, so that a change of a part that is under
-- way is seen here, and a later one sees the bundle.
CREATE FUNCTION inventory.set_parts(for_bundle uuid, part_ids uuid[], quantities int[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM inventory.stock
  WHERE variant_id = for_bundle OR variant_id = ANY (part_ids)
    OR variant_id IN (SELECT part_id FROM inventory.bundle_parts WHERE bundle_id = for_bundle)
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;
  DELETE FROM inventory.bundle_parts WHERE bundle_id = for_bundle;
  INSERT INTO inventory.bundle_parts (bundle_id, part_id, quantity)
  SELECT for_bundle, id, quantity FROM unnest(part_ids, quantities) AS part (id, quantity);
  UPDATE inventory.stock SET bundle = cardinality(part_ids) > 0 WHERE variant_id = for_bundle;
  PERFORM inventory.publish_availability(ARRAY[for_bundle]);
END
$$;

-- As before; a bundle has nothing to count.
CREATE OR REPLACE FUNCTION inventory.judge_counts(rows int[], skus text[], places text[], counts int[])
RETURNS SETOF inventory.imported_count
LANGUAGE sql STABLE AS $$
  WITH given AS (
    SELECT row, known.variant_id, known.bundle, given.sku, place.id AS location, counted
    FROM unnest(rows, skus, places, counts) AS given (row, sku, place, counted)
    LEFT JOIN (SELECT DISTINCT sku, variant_id, bundle FROM inventory.stock WHERE sku = ANY (skus)) AS known
      ON known.sku = given.sku
    LEFT JOIN LATERAL (
      SELECT id FROM inventory.locations WHERE id = given.place OR name = given.place
      ORDER BY id <> given.place, position, id LIMIT 1) AS place ON true
  )
  SELECT given.row, given.variant_id, given.sku, given.location,
    counted - coalesce(level.on_hand, 0), coalesce(level.on_hand, 0), coalesce(level.reserved, 0),
    CASE
      WHEN given.variant_id IS NULL THEN 'UNKNOWN_SKU'
      WHEN given.location IS NULL THEN 'UNKNOWN_LOCATION'
      WHEN row_number() OVER (PARTITION BY given.variant_id, given.location ORDER BY given.row) > 1
        THEN 'DUPLICATE'
      WHEN counted = coalesce(level.on_hand, 0) THEN NULL
      WHEN given.bundle THEN 'BUNDLE_STOCK'
      WHEN counted < 0 THEN 'MINIMUM'
      WHEN NOT coalesce(level.back_orders, false) AND counted < coalesce(level.reserved, 0)
        THEN 'STOCK_BELOW_RESERVED'
    END
  FROM given LEFT JOIN inventory.stock AS level
    ON level.variant_id = given.variant_id AND level.location = given.location
$$;
