-- A refund that is not over is compared with payments every minute, and nearly all are over.
ALTER TABLE orders.refunds
  -- Points that a withdrawal earned again: less or more than `earned_back`, because each sum is rounded.
  ADD COLUMN earned_again bigint NOT NULL DEFAULT 0 CHECK (earned_again >= 0),
  -- Reports count it again from then on, so that the sums of earlier days stay. Null: not withdrawn.
  ADD COLUMN withdrawn_at timestamptz,
  DROP CONSTRAINT refunds_state_check,
  ADD CONSTRAINT refunds_state_check CHECK (state IN (
    'asked',         -- to be given back by the provider
    'waiting',       -- for a second person
    'rejected',      -- by the second person; staff can ask again
    'failed',        -- the provider refused it; staff can ask again
    'done',          -- the buyer has it back
    'withdrawn')),   -- by staff: it is not to be given back, and counts for nothing any more
  ADD CONSTRAINT refunds_withdrawn_when CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL));
CREATE INDEX refunds_withdrawn ON orders.refunds (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX refunds_unfinished ON orders.refunds (id) WHERE state NOT IN ('done', 'withdrawn');

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
