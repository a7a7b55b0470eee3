-- A repeat of a step sends what was sent first, whatever has changed since: an idempotency key stands for one
-- request. Sealed (platform/sealing.ts), because it names the buyer's number; null: answered, or begun by the
-- version before, which asks anew.
ALTER TABLE payments.receipt_steps ADD COLUMN request text;

-- Staff see the receipts that failed: few of many.
CREATE INDEX cash_receipts_failed ON payments.cash_receipts (attempt_id) WHERE failure IS NOT NULL;
