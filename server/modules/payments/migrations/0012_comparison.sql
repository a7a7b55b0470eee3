-- The nightly comparison of our ledger with the list of each provider, by the days of the shop (Asia/Seoul).
CREATE TABLE payments.comparisons (
  provider    text        NOT NULL,
  day         date        NOT NULL,
  compared_at timestamptz NOT NULL,  -- after the end of the day
  PRIMARY KEY (provider, day)
);

-- What the two did not agree on. A later comparison of the day resolves it.
CREATE TABLE payments.findings (
  provider          text        NOT NULL,
  day               date        NOT NULL,
  provider_order_id text        NOT NULL,  -- the attempt, or a payment that is none of ours
  kind              text        NOT NULL CHECK (kind IN (
    'missing_here',    -- the provider captured money that we do not know
    'missing_there',   -- we booked money that the provider does not know
    'amount_differs',  -- both know of money, and of another sum
    'status_differs')),  -- of refunds, the two know another sum
  ours              bigint      NOT NULL,  -- minor units
  theirs            bigint      NOT NULL,
  found_at          timestamptz NOT NULL,
  checked_at        timestamptz NOT NULL,
  resolved_at       timestamptz,           -- null: it is open
  PRIMARY KEY (provider, day, provider_order_id, kind)
);
CREATE INDEX findings_open ON payments.findings (found_at) WHERE resolved_at IS NULL;
CREATE INDEX ledger_by_time ON payments.ledger (at);

-- The payments room searches by an order's number, or a provider's key.
CREATE INDEX attempts_by_name ON payments.attempts (provider_order_id text_pattern_ops);
CREATE INDEX attempts_by_key ON payments.attempts (payment_key) WHERE payment_key IS NOT NULL;
CREATE INDEX attempts_orphans ON payments.attempts (id) WHERE orphan;
