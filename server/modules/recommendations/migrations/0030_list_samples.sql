-- Some of the lists that were shown, to ask another model for the same. No column names a person: a list of
-- one is tied to that person by the person's own events, which carry its request, and is deleted with them.
CREATE TABLE recommendations.list_samples (
  request_id text        PRIMARY KEY,
  at         timestamptz NOT NULL,
  placement  text        NOT NULL,
  kind       text        NOT NULL CHECK (kind IN ('similar', 'together')),
  product_id uuid,                      -- of the page
  category   text,                      -- of the page: id or slug
  recent     uuid[]      NOT NULL,      -- of the visit or the cart; empty without consent
  wanted     int         NOT NULL,      -- products that were asked for
  shown      uuid[]      NOT NULL,      -- in their order
  personal   boolean     NOT NULL,      -- made for a person who agreed
  -- An event of its person carries the request. Lists of persons without it are deleted after a day: nothing
  -- would tie them to the person when the person is to be forgotten.
  tied       boolean     NOT NULL DEFAULT false,
  CONSTRAINT list_samples_of_strangers CHECK (personal OR (recent = '{}' AND NOT tied))
);
CREATE INDEX list_samples_by_time ON recommendations.list_samples (at);
