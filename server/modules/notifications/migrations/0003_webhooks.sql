-- Addresses outside the shop that are told of events.
CREATE TABLE notifications.webhooks (
  id               uuid        PRIMARY KEY,
  url              text        NOT NULL,
  events           text[]      NOT NULL CHECK (cardinality(events) > 0),  -- types: order.paid
  status           text        NOT NULL CHECK (status IN ('active', 'paused', 'disabled')),
  disabled_reason  text        CHECK (disabled_reason IN ('GONE', 'FAILING')),  -- 410, or failures for days
  secret           text        NOT NULL,             -- sealed; signs
  old_secret       text,                             -- sealed; signs too until `old_secret_until`
  old_secret_until timestamptz,
  failing_since    timestamptz,                      -- the first failure after the last success
  version          int         NOT NULL DEFAULT 1,   -- rises with each edit by staff
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CONSTRAINT webhooks_disabled_for_a_reason CHECK ((status = 'disabled') = (disabled_reason IS NOT NULL)),
  CONSTRAINT webhooks_old_secret_ends CHECK ((old_secret IS NULL) = (old_secret_until IS NULL))
);

-- What edits changed, so that a stale edit is told.
CREATE TABLE notifications.webhook_edits (
  webhook_id  uuid        NOT NULL REFERENCES notifications.webhooks ON DELETE CASCADE,
  version     int         NOT NULL,
  differences jsonb       NOT NULL,
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (webhook_id, version)
);

-- One row for each event and endpoint: the queue, and the log that staff read. A row is written in the
-- transaction of its event's consumer, so an event is delivered, waits here, or is dead.
CREATE TABLE notifications.webhook_deliveries (
  id            uuid        PRIMARY KEY,
  webhook_id    uuid        NOT NULL REFERENCES notifications.webhooks ON DELETE CASCADE,
  message_id    uuid        NOT NULL,               -- of the event; the header webhook-id, in every attempt
  type          text        NOT NULL,
  body          text        NOT NULL,               -- as it is signed and sent
  state         text        NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  attempts      int         NOT NULL DEFAULT 0,     -- that have ended
  due_at        timestamptz,                        -- of the next attempt
  claimed_until timestamptz,                        -- a worker sends it; after this moment it died
  last_at       timestamptz,                        -- of the last attempt's end, with its outcome:
  last_ms       int,
  last_status   int,                                -- HTTP; null: no answer
  last_failure  text        CHECK (last_failure IN ('STATUS', 'REDIRECT', 'TIMEOUT', 'NO_ANSWER', 'ADDRESS')),
  last_response text,                               -- its first 1,000 bytes
  created_at    timestamptz NOT NULL,
  CONSTRAINT webhook_deliveries_once UNIQUE (webhook_id, message_id),
  CONSTRAINT webhook_deliveries_due CHECK ((state = 'waiting') = (due_at IS NOT NULL)),
  CONSTRAINT webhook_deliveries_claimed CHECK (claimed_until IS NULL OR state = 'waiting')
);
CREATE INDEX webhook_deliveries_waiting ON notifications.webhook_deliveries (webhook_id, due_at, id)
  WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_log ON notifications.webhook_deliveries (webhook_id, id DESC);
CREATE INDEX webhook_deliveries_over ON notifications.webhook_deliveries (created_at)
  WHERE state <> 'waiting';
