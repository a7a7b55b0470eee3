-- Cash receipts of payments by transfer. The tax office keeps the receipts themselves for five years.

-- The number that the buyer of an order gave, kept while a receipt may still need it.
CREATE TABLE payments.receipt_wishes (
  order_id  uuid        PRIMARY KEY,
  kind      text        NOT NULL CHECK (kind IN ('income', 'expense')),
  number    text,                    -- sealed (platform/sealing.ts); null: forgotten
  hint      text        NOT NULL,    -- with most digits hidden
  stored_at timestamptz NOT NULL
);
CREATE INDEX receipt_wishes_stored ON payments.receipt_wishes (stored_at) WHERE number IS NOT NULL;

-- One row per payment by transfer whose money came: its current receipt, if it has one.
CREATE TABLE payments.cash_receipts (
  attempt_id  uuid        PRIMARY KEY REFERENCES payments.attempts,
  order_id    uuid        NOT NULL,
  kind        text        CHECK (kind IN ('income', 'expense', 'voluntary')),  -- null: there was none yet
  hint        text,                  -- of the number that it names; null: of none
  issuer      text,                  -- the provider that issues it
  receipt_key text,                  -- the issuer's name for it
  url         text,                  -- where the issuer shows it
  issued      bigint      NOT NULL DEFAULT 0,  -- its sum, minor units
  canceled    bigint      NOT NULL DEFAULT 0,  -- what was taken back of it
  steps       int         NOT NULL DEFAULT 0,  -- number of the last step
  changes     int         NOT NULL DEFAULT 1,  -- how often money of the payment moved
  tries       int         NOT NULL DEFAULT 0,  -- since the last step that was done
  failure     text,                  -- the issuer's code when it refused the last step
  check_at    timestamptz,           -- when it is worked on; null: it is right
  paid_at     timestamptz NOT NULL,  -- the law counts five days from here
  CHECK (canceled <= issued)
);
CREATE INDEX cash_receipts_due ON payments.cash_receipts (check_at) WHERE check_at IS NOT NULL;
CREATE INDEX cash_receipts_by_order ON payments.cash_receipts (order_id);

-- What an issuer was asked. A step is stored before it is sent, so that a repeat after a crash is the same.
CREATE TABLE payments.receipt_steps (
  attempt_id  uuid        NOT NULL REFERENCES payments.cash_receipts,
  number      int         NOT NULL,  -- part of the idempotency key
  kind        text        NOT NULL CHECK (kind IN ('issue', 'cancel')),
  amount      bigint      NOT NULL CHECK (amount > 0),
  state       text        NOT NULL CHECK (state IN ('sent', 'done', 'refused')),  -- sent: no answer yet
  failure     text,
  at          timestamptz NOT NULL,
  PRIMARY KEY (attempt_id, number)
);
CREATE UNIQUE INDEX receipt_steps_one_sent ON payments.receipt_steps (attempt_id) WHERE state = 'sent';
