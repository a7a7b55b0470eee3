-- What happened to a list: the events that carry its request. Days that have events already get no index,
-- since building one would hold up the shop: they are looked through as before, until they are dropped.
CREATE INDEX events_of_request ON ONLY recommendations.events (request_id) WHERE request_id IS NOT NULL;

-- Days that are open and have no event yet.
DO $$
DECLARE
  day name;
BEGIN
  FOR day IN
    SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'recommendations.events'::regclass
      AND child.relname > 'events_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')
  LOOP
    EXECUTE format('CREATE INDEX %I ON recommendations.%I (request_id) WHERE request_id IS NOT NULL',
                   day || '_request', day);
    EXECUTE format('ALTER INDEX recommendations.events_of_request ATTACH PARTITION recommendations.%I',
                   day || '_request');
  END LOOP;
END $$;
