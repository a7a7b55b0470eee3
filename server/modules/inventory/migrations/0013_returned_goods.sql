-- As `inventory.take_back` before, with the reason that the ledger names: goods of canceled lines ('cancel')
-- or goods that were sent back and can be sold again ('return').
CREATE FUNCTION inventory.take_back(
  for_order uuid, variant_ids uuid[], bought int[], kept int[], why text)
RETURNS uuid[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  changed uuid[];
  places  text[];
  pieces  int[];
BEGIN
  PERFORM FROM inventory.reservations AS sold
  JOIN inventory.stock ON stock.variant_id = sold.variant_id AND stock.location = sold.location
  WHERE sold.order_id = for_order AND sold.state = 'COMMITTED'
  ORDER BY stock.variant_id, stock.location <> 'main', stock.location
  FOR NO KEY UPDATE OF stock;

  WITH line AS (
    SELECT * FROM unnest(variant_ids, bought, kept) AS given (variant_id, bought_pieces, kept_pieces)
  ), needed AS (
    SELECT part.id, sum(bought_pieces * part.quantity) AS bought_parts,
      sum(kept_pieces * part.quantity) AS kept_parts
    FROM line, inventory.parts_of(line.variant_id) AS part GROUP BY part.id
  ), sold AS (
    SELECT variant_id, location, quantity - returned AS out,
      sum(quantity) OVER every AS committed, sum(quantity - returned) OVER every AS all_out,
      sum(quantity - returned) OVER (PARTITION BY variant_id ORDER BY location) AS out_so_far
    FROM inventory.reservations WHERE order_id = for_order AND state = 'COMMITTED'
    WINDOW every AS (PARTITION BY variant_id)
  ), excess AS (
    SELECT variant_id, location, out, out_so_far - out AS before, all_out - CASE
      WHEN NOT EXISTS (SELECT FROM line WHERE kept_pieces > 0) THEN 0
      WHEN needed.bought_parts = committed THEN needed.kept_parts
      ELSE all_out END AS over
    FROM sold LEFT JOIN needed ON needed.id = variant_id
  ), back AS (
    SELECT variant_id, location, least(out, over - before)::int AS quantity FROM excess WHERE over > before
  ), marked AS (
    UPDATE inventory.reservations AS sold SET returned = sold.returned + back.quantity FROM back
    WHERE sold.order_id = for_order AND sold.variant_id = back.variant_id AND sold.location = back.location
      AND back.quantity > 0
    RETURNING sold.variant_id, sold.location, back.quantity
  ), counted AS (
    UPDATE inventory.stock SET on_hand = on_hand + marked.quantity FROM marked
    WHERE stock.variant_id = marked.variant_id AND stock.location = marked.location
    RETURNING stock.variant_id, stock.location, marked.quantity, stock.on_hand
  ), booked AS (
    INSERT INTO inventory.ledger
      (variant_id, location, delta, reason, actor_kind, reference_type, reference, on_hand_after)
    SELECT variant_id, location, quantity, why, 'shop', 'order', for_order, on_hand FROM counted
    ORDER BY variant_id, location
  )
  SELECT array_agg(variant_id), array_agg(location), array_agg(quantity) INTO changed, places, pieces
  FROM counted;
  IF changed IS NOT NULL THEN
    PERFORM inventory.publish_availability(inventory.find_crossed(changed, places, pieces));
  END IF;
  RETURN inventory.with_bundles(coalesce(changed, '{}'));
END
$$;

-- For the version before this one, which runs beside it for a while.
CREATE OR REPLACE FUNCTION inventory.take_back(for_order uuid, variant_ids uuid[], bought int[], kept int[])
RETURNS uuid[]
LANGUAGE sql AS $$
  SELECT inventory.take_back(for_order, variant_ids, bought, kept, 'cancel')
$$;
