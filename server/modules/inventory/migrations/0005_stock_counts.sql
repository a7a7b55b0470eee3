-- Stock-takes that were saved: a repeat of one changes nothing.
CREATE TABLE inventory.stock_counts (
  id       uuid        PRIMARY KEY,   -- made by the client or the server; the ledger's rows name it
  saved_at timestamptz NOT NULL DEFAULT now()
);

-- What became of a line of a stock-take.
CREATE TYPE inventory.counted_line AS (
  line       int,      -- 1, 2, 3 …
  variant_id uuid,     -- null: no such SKU
  sku        text,
  location   text,
  change     int,      -- counted − expected
  before     int,      -- on hand
  after      int,
  reserved   int,
  problem    text      -- null, or why the stock-take is refused
);

-- Adds `changes[i]` to the stock of `skus[i]` at `places[i]`, for all lines or none; no line has the SKU and
-- the location of another. A line that names a known location where the SKU has no stock begins it. Returns
-- every line; nothing is changed if one of them has a problem. No row: this stock-take was saved before. All
-- rows of the SKUs are locked in key order.
CREATE FUNCTION inventory.save_count(
  count_id uuid, skus text[], places text[], changes int[], why text, by_kind text, by_id uuid)
RETURNS SETOF inventory.counted_line
LANGUAGE plpgsql AS $$
DECLARE
  lines inventory.counted_line[];
BEGIN
  PERFORM FROM inventory.stock WHERE sku = ANY (skus)
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM inventory.stock_counts WHERE id = count_id) THEN
    RETURN;
  END IF;

  SELECT array_agg(ROW(
      given.line, known.variant_id, given.sku, given.place, given.change,
      coalesce(level.on_hand, 0), coalesce(level.on_hand, 0) + given.change, coalesce(level.reserved, 0),
      CASE
        WHEN known.variant_id IS NULL THEN 'UNKNOWN_SKU'
        WHEN locations.id IS NULL THEN 'UNKNOWN_LOCATION'
        WHEN coalesce(level.on_hand, 0)::bigint + given.change > 1000000000 THEN 'STOCK_LIMIT'
        WHEN NOT coalesce(level.back_orders, false)
          AND coalesce(level.on_hand, 0) + given.change < coalesce(level.reserved, 0)
          THEN 'STOCK_BELOW_RESERVED'
      END)::inventory.counted_line ORDER BY given.line)
  INTO lines
  FROM unnest(skus, places, changes) WITH ORDINALITY AS given (sku, place, change, line)
  LEFT JOIN (SELECT DISTINCT sku, variant_id FROM inventory.stock WHERE sku = ANY (skus)) AS known
    ON known.sku = given.sku
  LEFT JOIN inventory.locations ON locations.id = given.place
  LEFT JOIN inventory.stock AS level
    ON level.variant_id = known.variant_id AND level.location = given.place;

  IF NOT EXISTS (SELECT FROM unnest(lines) WHERE problem IS NOT NULL) THEN
    INSERT INTO inventory.stock_counts (id) VALUES (count_id);
    INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
    SELECT variant_id, location, sku, 0 FROM unnest(lines) ON CONFLICT DO NOTHING;
    UPDATE inventory.stock SET on_hand = on_hand + counted.change FROM unnest(lines) AS counted
    WHERE stock.variant_id = counted.variant_id AND stock.location = counted.location AND counted.change <> 0;
    INSERT INTO inventory.ledger
      (variant_id, location, delta, reason, actor_kind, actor_id, reference_type, reference, on_hand_after)
    SELECT variant_id, location, change, why, by_kind, by_id, 'count', count_id, after
    FROM unnest(lines) WHERE change <> 0 ORDER BY line;
    PERFORM inventory.publish_availability(inventory.find_crossed(
      array_agg(variant_id), array_agg(location), array_agg(change))) FROM unnest(lines);
  END IF;
  RETURN QUERY SELECT * FROM unnest(lines);
END
$$;
