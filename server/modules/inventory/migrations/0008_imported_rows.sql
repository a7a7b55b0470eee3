-- Rows of imports that changed the stock: a repeat of one changes nothing, also after a sale.
CREATE TABLE inventory.imported_rows (
  import_id uuid NOT NULL,
  row       int  NOT NULL,   -- of the file
  PRIMARY KEY (import_id, row)
);

-- A row of an import that says how many pieces of a SKU there are at a location.
CREATE TYPE inventory.imported_count AS (
  row        int,
  variant_id uuid,     -- null: no such SKU
  sku        text,
  location   text,     -- null: no such location
  change     int,      -- counted − on hand
  before     int,      -- on hand
  reserved   int,
  problem    text      -- null, or why the row is refused
);

-- What the rows would change now. A location is named by its id or its name. Changes nothing; exact while the
-- caller has locked the rows of the SKUs.
CREATE FUNCTION inventory.judge_counts(rows int[], skus text[], places text[], counts int[])
RETURNS SETOF inventory.imported_count
LANGUAGE sql STABLE AS $$
  WITH given AS (
    SELECT row, known.variant_id, given.sku, place.id AS location, counted
    FROM unnest(rows, skus, places, counts) AS given (row, sku, place, counted)
    LEFT JOIN (SELECT DISTINCT sku, variant_id FROM inventory.stock WHERE sku = ANY (skus)) AS known
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
      WHEN counted < 0 THEN 'MINIMUM'
      WHEN NOT coalesce(level.back_orders, false) AND counted < coalesce(level.reserved, 0)
        THEN 'STOCK_BELOW_RESERVED'
    END
  FROM given LEFT JOIN inventory.stock AS level
    ON level.variant_id = given.variant_id AND level.location = given.location
$$;

-- Sets on hand to what the rows say, each by its difference, with a ledger row that names the import. Rows
-- with a problem change nothing, and those of this import that changed the stock before are left out. A row
-- that names a location where the SKU has no stock begins it. All rows of the SKUs are locked in key order.
CREATE FUNCTION inventory.import_counts(
  of_import uuid, rows int[], skus text[], places text[], counts int[], reasons text[],
  by_kind text, by_id uuid)
RETURNS SETOF inventory.imported_count
LANGUAGE plpgsql AS $$
DECLARE
  judged  inventory.imported_count[];
  changed inventory.imported_count[];
BEGIN
  PERFORM FROM inventory.stock WHERE sku = ANY (skus)
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  SELECT array_agg(judgement ORDER BY judgement.row) INTO judged
  FROM inventory.judge_counts(rows, skus, places, counts) AS judgement
  WHERE NOT EXISTS (
    SELECT FROM inventory.imported_rows AS done WHERE import_id = of_import AND done.row = judgement.row);
  SELECT array_agg(judgement ORDER BY judgement.row) INTO changed
  FROM unnest(judged) AS judgement WHERE problem IS NULL AND change <> 0;

  INSERT INTO inventory.imported_rows (import_id, row) SELECT of_import, row FROM unnest(changed);
  INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
  SELECT variant_id, location, sku, 0 FROM unnest(changed) ON CONFLICT DO NOTHING;
  UPDATE inventory.stock SET on_hand = on_hand + counted.change FROM unnest(changed) AS counted
  WHERE stock.variant_id = counted.variant_id AND stock.location = counted.location;
  INSERT INTO inventory.ledger
    (variant_id, location, delta, reason, actor_kind, actor_id, reference_type, reference, on_hand_after)
  SELECT variant_id, location, change, coalesce(given.reason, 'import'), by_kind, by_id, 'import', of_import,
    before + change
  FROM unnest(changed) AS counted
  JOIN unnest(rows, reasons) AS given (row, reason) ON given.row = counted.row ORDER BY counted.row;
  PERFORM inventory.publish_availability(inventory.find_crossed(
    array_agg(variant_id), array_agg(location), array_agg(change))) FROM unnest(changed) HAVING count(*) > 0;
  RETURN QUERY SELECT * FROM unnest(judged);
END
$$;
