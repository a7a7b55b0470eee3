-- Every database that holds a module's schema also holds this one: events and idempotency keys must be written in the
-- same transaction as the module's own rows.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- Which modules want to hear of an event. Written by each process at start from the code's consumers.
CREATE TABLE platform.subscriptions (
  event_type text NOT NULL,   -- 'orders.paid'
  consumer   text NOT NULL,   -- the module that handles it
  PRIMARY KEY (event_type, consumer)
);

-- Events on their way to the job queue: one row per subscriber, written in the transaction that causes the event. A
-- worker moves them into jobs many at a time, since enqueuing a job costs several times what this row does.
CREATE TABLE platform.outbox (
  id       uuid        PRIMARY KEY DEFAULT uuidv7(),
  consumer text        NOT NULL,   -- the module that handles it
  message  jsonb       NOT NULL,   -- the event: id, type, version, occurredAt, payload
  due      timestamptz NOT NULL    -- not delivered before
);

-- Announces an event, in the transaction that causes it. With a delay where the one who causes it usually does the work
-- at once himself, and the event is for when he cannot.
CREATE FUNCTION platform.publish(
  event_type text, event_version int, event_payload jsonb, delay interval DEFAULT '0') RETURNS void
LANGUAGE sql AS $$
  INSERT INTO platform.outbox (consumer, message, due)
  SELECT consumer, event.message, now() + delay
  FROM (SELECT jsonb_build_object(
      'id', uuidv7(), 'type', publish.event_type, 'version', event_version,
      'occurredAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'payload', event_payload) AS message) AS event
  JOIN platform.subscriptions ON subscriptions.event_type = publish.event_type
$$;

-- Moves due events into delivery jobs, `per_job` to a job, and answers how many. Several workers may do it at once: each
-- skips what another moves.
CREATE FUNCTION platform.move_outbox(most int, per_job int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  specs graphile_worker.job_spec[];
  moved int;
BEGIN
  WITH due AS (
    SELECT id FROM platform.outbox WHERE due <= now() ORDER BY id LIMIT most FOR UPDATE SKIP LOCKED
  ), taken AS (
    DELETE FROM platform.outbox USING due WHERE outbox.id = due.id RETURNING outbox.id, consumer, message
  ), numbered AS (
    SELECT consumer, message, (row_number() OVER (ORDER BY id) - 1) / per_job AS batch FROM taken
  ), batches AS (
    SELECT json_agg(json_build_object('consumer', consumer, 'message', message)) AS payload, count(*) AS size
    FROM numbered GROUP BY batch
  )
  SELECT array_agg(ROW('deliver', payload, NULL, NULL, 25, NULL, NULL, NULL)::graphile_worker.job_spec), coalesce(sum(size), 0)
  INTO specs, moved FROM batches;
  IF moved > 0 THEN
    PERFORM graphile_worker.add_jobs(specs);
  END IF;
  RETURN moved;
END
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
