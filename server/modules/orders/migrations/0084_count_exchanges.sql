-- Pieces that were replaced are counted here, because a version before this one does not count them.
CREATE FUNCTION orders.count_exchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders.lines SET exchanged = counted.pieces
  FROM (
    SELECT line_id, sum(received) AS pieces
    FROM orders.claims JOIN orders.claim_lines ON claim_id = claims.id
    WHERE order_id = NEW.order_id AND kind = 'exchange' AND status = 'done' GROUP BY line_id) AS counted
  WHERE lines.id = counted.line_id AND lines.exchanged <> counted.pieces;
  RETURN NULL;
END $$;
CREATE TRIGGER claims_exchanged AFTER UPDATE OF status ON orders.claims
  FOR EACH ROW WHEN (NEW.status = 'done' AND OLD.status <> 'done') EXECUTE FUNCTION orders.count_exchanged();

UPDATE orders.lines SET exchanged = done.pieces FROM (
  SELECT line_id, sum(received) AS pieces FROM orders.claim_lines JOIN orders.claims ON claims.id = claim_id
  WHERE kind = 'exchange' AND status = 'done' GROUP BY line_id) AS done
WHERE lines.id = done.line_id AND lines.exchanged <> done.pieces;
