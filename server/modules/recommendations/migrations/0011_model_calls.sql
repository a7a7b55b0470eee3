-- How the models of experiments behave in the processes that ask them, by the hour: some end an experiment.
CREATE TABLE recommendations.model_calls (
  version int         NOT NULL REFERENCES recommendations.model_versions,
  hour    timestamptz NOT NULL,
  calls   bigint      NOT NULL,
  failed  bigint      NOT NULL,   -- threw an error: the list was made without it
  slow    bigint      NOT NULL,   -- took longer than its limit
  PRIMARY KEY (version, hour),
  CONSTRAINT model_calls_parts CHECK (failed <= calls AND slow <= calls)
);
