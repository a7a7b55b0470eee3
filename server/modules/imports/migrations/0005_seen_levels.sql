-- What a dry run of stock saw of each row, a batch in each row of the table: a commit applies the difference
-- to it. None of a dry run: a version that does not note it checked the file.
CREATE TABLE imports.seen_levels (
  import_id uuid  NOT NULL REFERENCES imports.imports ON DELETE CASCADE,
  run       text  NOT NULL,                     -- the token of the dry run
  last_row  int   NOT NULL,                     -- of the batch
  first_row int   NOT NULL,
  -- [{"row", "variantId", "location", "onHand", "entry"}, …] of inventory's checkRows
  levels    jsonb NOT NULL,
  PRIMARY KEY (import_id, run, last_row)
);
