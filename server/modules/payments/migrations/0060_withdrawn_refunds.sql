-- A refund that was refused or waits for an approval can be withdrawn by staff.
ALTER TABLE payments.refunds
  DROP CONSTRAINT refunds_state_check,
  ADD CONSTRAINT refunds_state_check CHECK (state IN (
    'WAITING',      -- for a second person
    'REQUESTED',    -- the provider has not answered
    'SUCCEEDED',
    'FAILED',       -- refused by the provider or the second person; can be asked for again
    'WITHDRAWN'))   -- cannot be asked for again
    NOT VALID;
