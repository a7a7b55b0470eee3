-- A refund can be withdrawn by staff. Constraints are validated in 0083, so that no table is locked for long.
ALTER TABLE orders.refunds
  -- Points that a withdrawal earned again: less or more than `earned_back`, because each sum is rounded.
  ADD COLUMN earned_again bigint NOT NULL DEFAULT 0,
  -- Reports count it again from then on, so that the sums of earlier days stay. Null: not withdrawn.
  ADD COLUMN withdrawn_at timestamptz,
  ADD CONSTRAINT refunds_earned_again_positive CHECK (earned_again >= 0) NOT VALID,
  DROP CONSTRAINT refunds_state_check,
  ADD CONSTRAINT refunds_state_check CHECK (state IN (
    'asked',         -- to be given back by the provider
    'waiting',       -- for a second person
    'rejected',      -- by the second person; staff can ask again
    'failed',        -- the provider refused it; staff can ask again
    'done',          -- the buyer has it back
    'withdrawn'))    -- by staff: it is not to be given back, and counts for nothing any more
    NOT VALID,
  ADD CONSTRAINT refunds_withdrawn_when CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)) NOT VALID;
