CREATE SCHEMA payments;

-- One row per try to pay an order. The state machine stands in attempt.ts.
CREATE TABLE payments.attempts (
  id                 uuid        PRIMARY KEY,     -- part of the idempotency key of our confirm at the provider
  order_id           uuid        NOT NULL,
  number             int         NOT NULL,        -- 1 for the first try of an order
  provider           text        NOT NULL,        -- 'sandbox', 'toss'
  provider_order_id  text        NOT NULL,        -- the provider's name for this try
  amount             bigint      NOT NULL CHECK (amount > 0),  -- frozen, minor units
  currency           text        NOT NULL,
  state              text        NOT NULL CHECK (state IN ('READY', 'CONFIRMING', 'AWAITING_DEPOSIT', 'PAID',
                       'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'EXPIRED', 'CANCELED')),
  payment_key        text,                        -- the provider's id, known when the shopper has agreed
  method             text,                        -- the provider's word for the means: 카드
  failure_code       text,                        -- why it failed: the provider's code or ours
  failure_message    text,
  captured           bigint      NOT NULL DEFAULT 0,  -- what the provider took; never falls
  refunded           bigint      NOT NULL DEFAULT 0,  -- what it gave back; never falls
  refund_reserved    bigint      NOT NULL DEFAULT 0,  -- refunds asked for and not failed
  orphan             boolean     NOT NULL DEFAULT false,  -- money came after the attempt was given up
  version            int         NOT NULL DEFAULT 1,
  approved_at        timestamptz,
  confirm_started_at timestamptz,
  next_check_at      timestamptz,                 -- when the reconciler asks the provider; null: no need
  checks             int         NOT NULL DEFAULT 0,
  created_at         timestamptz NOT NULL,
  UNIQUE (provider, provider_order_id),
  UNIQUE (order_id, number),
  CONSTRAINT attempts_refund_within_captured CHECK (refund_reserved <= captured),
  CONSTRAINT attempts_refunded_within_captured CHECK (refunded <= captured)
);
-- At most one try of an order is alive.
CREATE UNIQUE INDEX attempts_one_live ON payments.attempts (order_id)
  WHERE state IN ('READY', 'CONFIRMING', 'AWAITING_DEPOSIT', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED') AND NOT orphan;
CREATE INDEX attempts_to_check ON payments.attempts (next_check_at) WHERE next_check_at IS NOT NULL;

-- Every movement of money that a provider reported, append-only.
CREATE TABLE payments.ledger (
  attempt_id uuid        NOT NULL REFERENCES payments.attempts,
  kind       text        NOT NULL CHECK (kind IN ('capture', 'refund')),
  reference  text        NOT NULL,  -- the provider's transaction key
  amount     bigint      NOT NULL CHECK (amount > 0),
  at         timestamptz NOT NULL,
  PRIMARY KEY (attempt_id, kind, reference)
);

-- What we asked the provider to give back. The id is the idempotency key of the cancel call.
CREATE TABLE payments.refunds (
  id         uuid        PRIMARY KEY,
  attempt_id uuid        NOT NULL REFERENCES payments.attempts,
  amount     bigint      NOT NULL CHECK (amount > 0),
  reason     text        NOT NULL,
  state      text        NOT NULL CHECK (state IN ('REQUESTED', 'SUCCEEDED', 'FAILED')),  -- REQUESTED until a definite answer
  failure    text,
  created_at timestamptz NOT NULL,
  UNIQUE (attempt_id, reason)       -- asking twice for the same reason is one refund
);

-- Webhooks as they came; the id makes a repeated delivery one.
CREATE TABLE payments.webhook_inbox (
  provider    text        NOT NULL,
  event_id    text        NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  body        jsonb       NOT NULL,            -- its text, as a JSON string
  PRIMARY KEY (provider, event_id)
);
