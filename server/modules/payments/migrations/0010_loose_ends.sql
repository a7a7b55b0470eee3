-- A refund that the provider refused is asked for again under another id, because the provider repeats its
-- refusal for the same idempotency key for days. Of a reason, one refund at most is not refused.
ALTER TABLE payments.refunds DROP CONSTRAINT refunds_attempt_id_reason_key;
CREATE UNIQUE INDEX refunds_one_per_reason ON payments.refunds (attempt_id, reason) WHERE state <> 'FAILED';
CREATE INDEX refunds_by_attempt ON payments.refunds (attempt_id);

-- An attempt whose order was never stored, because a process died in between, is ended a day later.
CREATE INDEX attempts_unused ON payments.attempts (created_at) WHERE state = 'READY';
