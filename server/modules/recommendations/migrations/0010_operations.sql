-- Runs that something else than the night began, and what is done with them afterwards.

ALTER TABLE recommendations.runs
  DROP CONSTRAINT runs_cause_check,
  ADD CONSTRAINT runs_cause_check
    -- drift: what shoppers do has changed. import: its parts were computed elsewhere.
    CHECK (cause IN ('nightly', 'command', 'demo', 'drift', 'import')),
  ADD COLUMN exported_at timestamptz;   -- written to an MLflow server; null: not, or none is set

-- How far the last days are from what the champion learned from, by the hour.
CREATE TABLE recommendations.drifts (
  measured_at timestamptz NOT NULL,
  feature     text        NOT NULL
              CHECK (feature IN ('events', 'categories', 'prices', 'popularity', 'unknown')),
  value       float8      NOT NULL CHECK (value >= 0),   -- population stability index; unknown: a share
  PRIMARY KEY (measured_at, feature)
);
