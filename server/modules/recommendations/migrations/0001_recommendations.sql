CREATE SCHEMA recommendations;

-- What shoppers looked at and bought, a partition for each day (UTC). An event names a person only with that
-- person's consent. `open_day` makes partitions, `drop_days` ends them: PostgreSQL keeps none for other days.
CREATE TABLE recommendations.events (
  id         uuid        NOT NULL,   -- of the client; of our own events a hash of what happened
  at         timestamptz NOT NULL,
  type       text        NOT NULL CHECK (type IN ('view', 'impression', 'click', 'cart', 'wish', 'purchase',
                                                  'refund', 'search')),
  product_id uuid,                   -- null: a search
  member_id  uuid,                   -- null: a guest, or a member who wants no personal recommendations
  visitor_id uuid,                   -- of a guest who agreed
  session_id uuid,                   -- of a browser's tab; null without a person
  basket_id  uuid,                   -- purchases and refunds: a hash of the order
  quantity   int         NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  placement  text,                   -- impressions and clicks: where the product was recommended
  position   int,                    -- from 0
  request_id text,                   -- of the answer that recommended it
  simulated  boolean     NOT NULL DEFAULT false,   -- of the demo shop's simulated shoppers
  PRIMARY KEY (id, at),
  CONSTRAINT events_one_person CHECK (num_nonnulls(member_id, visitor_id) <= 1),
  CONSTRAINT events_session_of_person CHECK (session_id IS NULL OR num_nonnulls(member_id, visitor_id) = 1)
) PARTITION BY RANGE (at);
CREATE INDEX events_of_member ON recommendations.events (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX events_of_visitor ON recommendations.events (visitor_id) WHERE visitor_id IS NOT NULL;

-- Opens the partition of a day. The application may have no right to make tables.
CREATE FUNCTION recommendations.open_day(day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  name text := 'events_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass('recommendations.' || name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('recommendations.open_day', 0));
  IF to_regclass('recommendations.' || name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE recommendations.%I PARTITION OF recommendations.events
                  FOR VALUES FROM (%L) TO (%L)',
                 name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
END $$;

-- Drops the partitions of all days before `first`. Returns how many.
CREATE FUNCTION recommendations.drop_days(first date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  name    text;
  dropped int := 0;
BEGIN
  FOR name IN
    SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'recommendations.events'::regclass
      AND child.relname < 'events_' || to_char(first, 'YYYYMMDD')
  LOOP
    EXECUTE format('DROP TABLE recommendations.%I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- Events of a day and product, without persons: what is popular. Kept longer than the events.
CREATE TABLE recommendations.day_counts (
  day        date NOT NULL,          -- UTC
  product_id uuid NOT NULL,
  type       text NOT NULL,
  count      int  NOT NULL,
  PRIMARY KEY (day, product_id, type)
);

-- When a person last did something with a product: read with each personal answer, so it is one small index.
CREATE TABLE recommendations.histories (
  person_id  uuid        NOT NULL,   -- a member, or a guest who agreed
  product_id uuid        NOT NULL,
  type       text        NOT NULL,   -- view, cart, wish or purchase
  at         timestamptz NOT NULL,
  PRIMARY KEY (person_id, product_id, type)
);
CREATE INDEX histories_by_time ON recommendations.histories (person_id, at DESC);
CREATE INDEX histories_old ON recommendations.histories (at);

-- Whether a member wants personal recommendations. No row: yes, as long as the member says nothing else.
CREATE TABLE recommendations.choices (
  member_id uuid        PRIMARY KEY,
  personal  boolean     NOT NULL,
  chosen_at timestamptz NOT NULL
);

-- What staff want recommended first, more, or less.
CREATE TABLE recommendations.rules (
  id         uuid        PRIMARY KEY,
  kind       text        NOT NULL CHECK (kind IN ('pin', 'boost', 'bury')),
  placement  text,                   -- null: everywhere
  product_id uuid        NOT NULL,
  reason     text        NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text        NOT NULL    -- the name of the member of staff
);
