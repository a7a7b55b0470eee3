-- What the last audit of each module found, so that staff see it (server/watch).
CREATE TABLE reports.audits (
  module       text        PRIMARY KEY,  -- or 'platform'
  findings     text[]      NOT NULL,     -- one sentence for each row that breaks an invariant, ten at most
  count        int         NOT NULL CHECK (count >= cardinality(findings)),
  completed_at timestamptz NOT NULL
);
