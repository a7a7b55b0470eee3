-- Comparisons of models with real shoppers: who gets what, and what they do then.

ALTER TABLE recommendations.events
  ADD COLUMN amount bigint;   -- purchases: what was paid for the pieces, minor units; null: not known

CREATE TABLE recommendations.experiments (
  id            uuid        PRIMARY KEY,
  name          text        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('holdout', 'comparison', 'canary')),
  version       int         REFERENCES recommendations.model_versions,  -- of the treated; null: no model
  share         int         NOT NULL CHECK (share BETWEEN 1 AND 9999),  -- of 10,000, how many are treated
  stage         int         NOT NULL DEFAULT 0,                         -- which share of a canary
  status        text        NOT NULL CHECK (status IN ('running', 'stopped', 'won')),
  reason        text,                                 -- why it ended
  started_by    text        NOT NULL,                 -- the name of the member of staff, or 'shop'
  started_at    timestamptz NOT NULL,
  stage_at      timestamptz NOT NULL,                 -- begin of the stage
  ended_at      timestamptz,
  CONSTRAINT experiments_ended CHECK ((status = 'running') = (ended_at IS NULL)),
  CONSTRAINT experiments_without_model CHECK ((kind = 'holdout') = (version IS NULL))
);
-- One hold-out, and one comparison or canary at a time: two would share their persons' clicks.
CREATE UNIQUE INDEX experiments_one_running ON recommendations.experiments ((kind = 'holdout'))
  WHERE status = 'running';

-- Who was shown a list of which arm, since when. A guest's becomes the member's at sign-in.
CREATE TABLE recommendations.exposures (
  experiment_id uuid        NOT NULL REFERENCES recommendations.experiments,
  stage         int         NOT NULL,
  person_id     uuid        NOT NULL,
  arm           text        NOT NULL CHECK (arm IN ('control', 'treated')),
  at            timestamptz NOT NULL,   -- the first time
  PRIMARY KEY (experiment_id, stage, person_id)
);
CREATE INDEX exposures_of_person ON recommendations.exposures (person_id);

-- Always there: two persons in a hundred get popular products alone. It says what all the learning is worth.
INSERT INTO recommendations.experiments (id, name, kind, share, status, started_by, started_at, stage_at)
VALUES (uuidv7(), 'hold-out', 'holdout', 200, 'running', 'shop', now(), now());
