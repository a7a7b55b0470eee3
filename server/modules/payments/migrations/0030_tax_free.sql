-- The tax-free part (면세) of a payment and of its refunds. A provider compares both: it refuses a refund whose
-- parts do not fit what is left. The version before this one writes none: all of its money is taxed.
ALTER TABLE payments.attempts
  ADD COLUMN tax_free          bigint NOT NULL DEFAULT 0,   -- of `amount`, minor units
  ADD COLUMN tax_free_reserved bigint NOT NULL DEFAULT 0,   -- of `refund_reserved`
  ADD CONSTRAINT attempts_tax_free CHECK (tax_free BETWEEN 0 AND amount
    AND tax_free_reserved BETWEEN 0 AND tax_free);
ALTER TABLE payments.refunds
  ADD COLUMN tax_free bigint NOT NULL DEFAULT 0,            -- of `amount`
  ADD CONSTRAINT refunds_tax_free CHECK (tax_free BETWEEN 0 AND amount);
