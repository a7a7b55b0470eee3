-- Providers beside Toss: some name a payment before its window opens, and take money by themselves.
ALTER TABLE payments.attempts
  ADD COLUMN opened_key text,  -- the provider's id, from a provider that gives one before the window opens
  ADD COLUMN disputed   boolean NOT NULL DEFAULT false;  -- by the shopper's bank: no refunds; never undone
CREATE INDEX attempts_opened_key ON payments.attempts (provider, opened_key) WHERE opened_key IS NOT NULL;

-- Which of the provider's refunds a refund of ours is. So none of the provider's counts twice.
ALTER TABLE payments.refunds ADD COLUMN reference text;  -- as in the ledger; null: not finished, or failed
WITH done AS (
  SELECT id, attempt_id, amount, row_number() OVER (PARTITION BY attempt_id, amount ORDER BY id) AS place
  FROM payments.refunds WHERE state = 'SUCCEEDED'
), booked AS (
  SELECT attempt_id, amount, reference,
         row_number() OVER (PARTITION BY attempt_id, amount ORDER BY at, reference) AS place
  FROM payments.ledger WHERE kind = 'refund'
)
UPDATE payments.refunds SET reference = booked.reference
FROM done JOIN booked USING (attempt_id, amount, place)
WHERE refunds.id = done.id;
CREATE UNIQUE INDEX refunds_reference ON payments.refunds (attempt_id, reference) WHERE reference IS NOT NULL;
