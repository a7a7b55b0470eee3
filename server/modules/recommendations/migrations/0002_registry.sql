-- What models were trained from, by which runs, and which of them serves.

CREATE TABLE recommendations.runs (
  id         uuid        PRIMARY KEY,
  cause      text        NOT NULL CHECK (cause IN ('nightly', 'command', 'demo')),
  status     text        NOT NULL
             CHECK (status IN ('running', 'ready', 'rejected', 'too_little', 'failed')),
  reasons    text[]      NOT NULL DEFAULT '{}',    -- of the gate, or why it failed
  snapshot   jsonb,                                -- {"sha256", "asOf", "interactions", "items"}
  parameters jsonb       NOT NULL DEFAULT '{}',    -- of the models that were chosen
  metrics    jsonb       NOT NULL DEFAULT '{}',    -- by name
  seed       int         NOT NULL,
  report_key text,                                 -- of the storage: HTML
  started_at timestamptz NOT NULL,
  beat_at    timestamptz NOT NULL,                 -- the process that trains was alive
  ended_at   timestamptz,
  CONSTRAINT runs_ended CHECK ((status = 'running') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX runs_one_at_a_time ON recommendations.runs (status) WHERE status = 'running';
CREATE INDEX runs_by_time ON recommendations.runs (started_at DESC);

CREATE TABLE recommendations.model_versions (
  version    int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id     uuid        NOT NULL UNIQUE REFERENCES recommendations.runs,
  file_key   text        NOT NULL,                 -- of the storage
  sha256     text        NOT NULL,                 -- of the file
  bytes      bigint      NOT NULL,
  created_at timestamptz NOT NULL
);

-- champion: makes the lists. challenger: the next one. previous: what champion was before.
CREATE TABLE recommendations.aliases (
  alias   text PRIMARY KEY CHECK (alias IN ('champion', 'challenger', 'previous')),
  version int  NOT NULL REFERENCES recommendations.model_versions
);

-- Every change of an alias. Rows are never changed or deleted.
CREATE TABLE recommendations.alias_changes (
  id           uuid        PRIMARY KEY,
  alias        text        NOT NULL,
  from_version int,                                -- null: it had none
  to_version   int         NOT NULL,
  changed_by   text        NOT NULL,               -- a name, or 'gate'
  reason       text        NOT NULL,
  at           timestamptz NOT NULL
);
CREATE FUNCTION recommendations.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of aliases is only added to';
END $$;
CREATE TRIGGER alias_changes_stay BEFORE UPDATE OR DELETE ON recommendations.alias_changes
  FOR EACH ROW EXECUTE FUNCTION recommendations.refuse_change();
