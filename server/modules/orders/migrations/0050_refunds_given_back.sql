-- A refund is booked before its money moves: it may wait for a second person, be rejected, or fail.
-- Refunds of the version before are taken as given back.
-- Orders are locked before their refunds, as a running program does.
ALTER TABLE orders.orders
  ADD COLUMN given_back bigint NOT NULL DEFAULT 0;   -- minor units, of `refunded`: what the buyer has back
ALTER TABLE orders.refunds
  ADD COLUMN state text NOT NULL DEFAULT 'done' CONSTRAINT refunds_state_check CHECK (state IN (
    'asked',      -- to be given back by the provider
    'waiting',    -- for a second person
    'rejected',   -- by the second person; staff can ask again
    'failed',     -- the provider refused it; staff can ask again
    'done')),     -- the buyer has it back
  ADD COLUMN payment_refund uuid;   -- the refund of payments that the state is of; null: none was heard of
ALTER TABLE orders.refunds ALTER COLUMN state SET DEFAULT 'asked';
UPDATE orders.orders SET given_back = refunded WHERE refunded > 0;
ALTER TABLE orders.orders
  ADD CONSTRAINT orders_given_back_within CHECK (given_back BETWEEN 0 AND refunded);

-- 'refunding': the refund of a return was booked, and its money is not back yet.
ALTER TABLE orders.claims
  DROP CONSTRAINT claims_status_check,
  ADD CONSTRAINT claims_status_check CHECK (status IN ('requested', 'collecting', 'collected', 'inspected',
    'refunding', 'refunded', 'reshipping', 'done', 'rejected', 'withdrawn')),
  DROP CONSTRAINT claims_status_of_kind,
  ADD CONSTRAINT claims_status_of_kind CHECK (CASE kind
    WHEN 'return' THEN status NOT IN ('reshipping', 'done') ELSE status NOT IN ('refunding', 'refunded') END);
