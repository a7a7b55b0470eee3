-- Sets how a SKU is kept at a location; the first setting at a known location begins its stock there. No row:
-- the SKU or the location is unknown. Breaks `stock_covers_reserved` when back-orders end while pieces are
-- owed. All rows of the SKU are locked, as by `adjust`.
CREATE FUNCTION inventory.set_level(
  for_sku text, place text, new_safety int, new_low_at int, new_back_orders boolean, new_expected_at date)
RETURNS SETOF inventory.stock
LANGUAGE plpgsql AS $$
DECLARE
  changed  inventory.stock;
  was_free bigint;
  is_free  bigint;
BEGIN
  PERFORM FROM inventory.stock WHERE sku = for_sku
  ORDER BY variant_id, location <> 'main', location FOR NO KEY UPDATE;

  INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
  SELECT DISTINCT variant_id, locations.id, sku, 0
  FROM inventory.stock JOIN inventory.locations ON locations.id = place WHERE sku = for_sku
  ON CONFLICT DO NOTHING;
  SELECT sum(inventory.sellable(on_hand, reserved, safety, back_orders)) INTO was_free
  FROM inventory.stock WHERE sku = for_sku;
  UPDATE inventory.stock SET
    safety = new_safety, low_at = new_low_at, back_orders = new_back_orders, expected_at = new_expected_at
  WHERE sku = for_sku AND location = place RETURNING * INTO changed;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT sum(inventory.sellable(on_hand, reserved, safety, back_orders)) INTO is_free
  FROM inventory.stock WHERE sku = for_sku;
  PERFORM inventory.publish_availability(ARRAY[changed.variant_id])
  WHERE (was_free > 0) <> (is_free > 0);
  RETURN NEXT changed;
END
$$;
