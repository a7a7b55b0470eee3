-- How the model of an experiment's stage behaves in the processes that ask it: some end the experiment. It
-- takes the place of `model_calls`, where an experiment began with what the same version had done before it
-- in that hour. Processes of an older version write there until they end.
CREATE TABLE recommendations.experiment_calls (
  experiment_id uuid   NOT NULL REFERENCES recommendations.experiments,
  stage         int    NOT NULL,
  calls         bigint NOT NULL,
  failed        bigint NOT NULL,   -- threw an error: the list was made without it
  slow          bigint NOT NULL,   -- took longer than its limit
  PRIMARY KEY (experiment_id, stage),
  CONSTRAINT experiment_calls_parts CHECK (failed <= calls AND slow <= calls)
);
