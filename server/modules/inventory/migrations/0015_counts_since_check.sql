-- Rows of an import of stock are applied as the difference to what the dry run saw: what was sold, received
-- or adjusted since stays so. The functions judge_counts and import_counts are of an older version.

-- What becomes of a row that says how many pieces of a SKU there are at a location.
CREATE TYPE inventory.judged_count AS (
  row        int,
  variant_id uuid,     -- null: no such SKU
  sku        text,
  location   text,     -- null: no such location
  change     int,      -- counted − seen
  before     int,      -- on hand now
  entry      bigint,   -- of the ledger: the newest one of the variant; null: it has none
  problem    text      -- null, or why the row is refused
);

-- What the rows would change now. A location is named by its id or its name. `seen` is JSON: what the dry
-- run saw of a row, {row, variantId, location, onHand, entry}; the row alone: no such SKU or location. A row
-- that is not in it is compared with what is there now. Another count or import since then has said what is
-- there too: the difference would be applied twice, so the row is CHANGED. Changes nothing; exact while the
-- caller has locked the rows of the SKUs.
CREATE FUNCTION inventory.judge_counted_rows(
  rows int[], skus text[], places text[], counts int[], seen jsonb)
RETURNS SETOF inventory.judged_count
LANGUAGE sql STABLE AS $$
  WITH given AS (
    SELECT row, known.variant_id, known.bundle, given.sku, place.id AS location, counted
    FROM unnest(rows, skus, places, counts) AS given (row, sku, place, counted)
    LEFT JOIN (SELECT DISTINCT sku, variant_id, bundle FROM inventory.stock WHERE sku = ANY (skus)) AS known
      ON known.sku = given.sku
    LEFT JOIN LATERAL (
      SELECT id FROM inventory.locations WHERE id = given.place OR name = given.place
      ORDER BY id <> given.place, position, id LIMIT 1) AS place ON true
  ), compared AS (
    SELECT given.*, coalesce(level.on_hand, 0) AS on_hand, coalesce(level.reserved, 0) AS reserved,
      coalesce(level.back_orders, false) AS back_orders,
      coalesce(saw."onHand", level.on_hand, 0) AS base,
      saw.row IS NOT NULL AND (
        (saw."variantId", saw.location) IS DISTINCT FROM (given.variant_id, given.location)
        OR EXISTS (
          SELECT FROM inventory.ledger
          WHERE ledger.variant_id = given.variant_id AND ledger.id > coalesce(saw.entry, 0)
            AND ledger.location = given.location AND reference_type IN ('count', 'import'))) AS changed,
      (SELECT max(id) FROM inventory.ledger WHERE ledger.variant_id = given.variant_id) AS entry
    FROM given
    LEFT JOIN inventory.stock AS level
      ON level.variant_id = given.variant_id AND level.location = given.location
    LEFT JOIN jsonb_to_recordset(seen)
      AS saw (row int, "variantId" uuid, location text, "onHand" int, entry bigint) ON saw.row = given.row
  )
  SELECT row, variant_id, sku, location, counted - base, on_hand, entry,
    CASE
      WHEN variant_id IS NULL THEN 'UNKNOWN_SKU'
      WHEN location IS NULL THEN 'UNKNOWN_LOCATION'
      WHEN row_number() OVER (PARTITION BY variant_id, location ORDER BY row) > 1 THEN 'DUPLICATE'
      WHEN counted = base THEN NULL
      WHEN changed THEN 'CHANGED'
      WHEN bundle THEN 'BUNDLE_STOCK'
      WHEN counted < 0 THEN 'MINIMUM'
      WHEN on_hand::bigint + counted - base > 1000000000 THEN 'MAXIMUM'
      WHEN NOT back_orders AND on_hand + counted - base < reserved THEN 'STOCK_BELOW_RESERVED'
    END
  FROM compared
$$;

-- Changes on hand by what the rows differ from what was seen, with a ledger row that names the import. Rows
-- with a problem change nothing, and those of this import that changed the stock before are left out. A row
-- that names a location where the SKU has no stock begins it. All rows of the SKUs are locked in key order.
CREATE FUNCTION inventory.import_counted_rows(
  of_import uuid, rows int[], skus text[], places text[], counts int[], seen jsonb, reasons text[],
  by_kind text, by_id uuid)
RETURNS SETOF inventory.judged_count
LANGUAGE plpgsql AS $$
DECLARE
  judged  inventory.judged_count[];
  changed inventory.judged_count[];
BEGIN
  PERFORM FROM inventory.stock WHERE sku = ANY (skus)
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  SELECT array_agg(judgement ORDER BY judgement.row) INTO judged
  FROM inventory.judge_counted_rows(rows, skus, places, counts, seen) AS judgement
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
