-- Every database that holds a module's schema also holds this one: events and idempotency keys must be written in the
-- same transaction as the module's own rows.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- Which modules want to hear of an event. Written by each process at start from the code's consumers.
CREATE TABLE platform.subscriptions (
  event_type text NOT NULL,   -- 'orders.paid'
  consumer   text NOT NULL,   -- the module that handles it
  PRIMARY KEY (event_type, consumer)
);

-- Enqueues one delivery per subscriber. Called in the transaction that causes the event, so the job queue is the outbox.
-- With a delay where the one who causes it usually does the work at once himself, and the event is for when he cannot.
CREATE FUNCTION platform.publish(
  event_type text, event_version int, event_payload jsonb, delay interval DEFAULT '0') RETURNS void
LANGUAGE sql AS $$
  SELECT graphile_worker.add_job(
    'deliver',
    json_build_object('consumer', consumer, 'message', event.message),
    run_at => now() + delay,
    max_attempts => 25)
  FROM (SELECT json_build_object(
      'id', uuidv7(), 'type', publish.event_type, 'version', event_version,
      'occurredAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'payload', event_payload) AS message) AS event
  JOIN platform.subscriptions ON subscriptions.event_type = publish.event_type
$$;

-- One row per Idempotency-Key. A RUNNING row whose lock is over belongs to a process that died: it may be taken over,
-- and `resume` says with which ids the work goes on, so that nothing is made twice.
CREATE TABLE platform.idempotency_keys (
  scope        text        NOT NULL,  -- who sent it: 'guest' or a member id, and the route
  key          text        NOT NULL CHECK (length(key) BETWEEN 8 AND 255),
  fingerprint  text        NOT NULL,  -- sha256 of method, route and canonical body
  state        text        NOT NULL CHECK (state IN ('RUNNING', 'DONE')),
  resume       uuid        NOT NULL,  -- id of the thing that the request makes
  locked_until timestamptz NOT NULL,
  status       int,
  body         jsonb,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_created_at ON platform.idempotency_keys (created_at);

-- Work that a database needs once in its life, such as filling the demo shop: done when its row is there.
CREATE TABLE platform.done_once (
  name    text        PRIMARY KEY,
  done_at timestamptz NOT NULL DEFAULT now()
);
