-- A buyer at fault pays for an exchange before its new goods are sent (`claims.return_fee`).
ALTER TABLE orders.claims
  ADD COLUMN fee_state text CONSTRAINT claims_fee_state_check CHECK (fee_state IN (
    'received',     -- the shop has it
    'waived',       -- it is not to be paid
    'owed_back')),  -- it was received, and is to be given back by hand
  ADD COLUMN fee_note text,   -- why it was waived
  ADD CONSTRAINT claims_waived_why CHECK (fee_state = 'waived' OR fee_note IS NULL);

-- A piece of which the replacement has arrived can be claimed once more.
ALTER TABLE orders.lines
  ADD COLUMN exchanged int NOT NULL DEFAULT 0,   -- sent pieces that were replaced, each time counted
  DROP CONSTRAINT lines_claimed_once,
  ADD CONSTRAINT lines_claimed_once CHECK (claimed BETWEEN 0 AND shipped + exchanged
    AND returned BETWEEN 0 AND shipped AND restocked BETWEEN 0 AND claimed
    AND exchanged >= 0 AND returned + exchanged <= claimed);
UPDATE orders.lines SET exchanged = done.pieces FROM (
  SELECT line_id, sum(received) AS pieces FROM orders.claim_lines JOIN orders.claims ON claims.id = claim_id
  WHERE kind = 'exchange' AND status = 'done' GROUP BY line_id) AS done
WHERE lines.id = done.line_id;
