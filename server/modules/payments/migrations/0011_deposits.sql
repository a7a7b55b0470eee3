-- Payments by deposit: a virtual account of a provider, or the account of the shop. What is null stands for a
-- payment of another kind.
ALTER TABLE payments.attempts
  ADD COLUMN deposit_bank    text,         -- the name of the bank
  ADD COLUMN deposit_account text,         -- the number of the account that takes the deposit
  ADD COLUMN deposit_holder  text,         -- whose account it is: the shop; null: the provider does not say
  ADD COLUMN deposit_due     timestamptz,  -- no deposit is taken after it
  ADD COLUMN deposit_secret  text,         -- a provider's callback about the payment has it, too
  ADD COLUMN reversals       int NOT NULL DEFAULT 0;  -- how often the bank has taken a deposit back

-- 'reversal': the bank took a deposit back. Captured is the sum of captures less that of reversals.
ALTER TABLE payments.ledger
  DROP CONSTRAINT ledger_kind_check,
  ADD CONSTRAINT ledger_kind_check CHECK (kind IN ('capture', 'refund', 'reversal'));

-- Where deposits of an order are paid back to: a shopper's own account, kept while a refund needs it.
CREATE TABLE payments.refund_accounts (
  order_id       uuid        PRIMARY KEY,
  bank           text        NOT NULL,  -- its code
  account_number text        NOT NULL,  -- digits
  holder         text        NOT NULL,
  stored_at      timestamptz NOT NULL
);
CREATE INDEX refund_accounts_stored ON payments.refund_accounts (stored_at);

-- A refund that staff ask for may wait for a second person.
ALTER TABLE payments.refunds
  DROP CONSTRAINT refunds_state_check,
  ADD CONSTRAINT refunds_state_check CHECK (state IN ('WAITING', 'REQUESTED', 'SUCCEEDED', 'FAILED')),
  ADD COLUMN requested_by uuid,         -- the member of staff; null: the buyer or the shop itself
  ADD COLUMN decided_by   uuid,         -- who approved or rejected it
  ADD COLUMN decided_at   timestamptz,
  ADD COLUMN decision     text,         -- why it was rejected; null: it was approved, or needed no approval
  ADD CONSTRAINT refunds_two_people CHECK (decided_by IS NULL OR decided_by IS DISTINCT FROM requested_by);
