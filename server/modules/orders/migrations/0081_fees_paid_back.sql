-- The fee of an exchange that is owed back is paid back by hand.
ALTER TABLE orders.claims
  DROP CONSTRAINT claims_fee_state_check,
  ADD CONSTRAINT claims_fee_state_check CHECK (fee_state IN (
    'received',     -- the shop has it
    'waived',       -- it is not to be paid
    'owed_back',    -- it was received, and is to be given back by hand
    'paid_back')),  -- the buyer has it back
  -- By which the transfer is found at the bank; null: not paid back, or deleted with the buyer's data.
  ADD COLUMN fee_reference text,
  ADD CONSTRAINT claims_fee_paid_how CHECK (fee_state = 'paid_back' OR fee_reference IS NULL);
