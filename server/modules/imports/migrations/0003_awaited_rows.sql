-- Rows whose add-ons are goods that the file itself brings, in whichever order: what a dry run found. These
-- add-ons are set when all rows are applied; a row is deleted then, or when it is refused.
CREATE TABLE imports.awaited_rows (
  import_id uuid   NOT NULL REFERENCES imports.imports ON DELETE CASCADE,
  run       text   NOT NULL,                     -- the token of the dry run
  row       int    NOT NULL,
  cells     text[] NOT NULL,                     -- its add-ons that are still to come
  PRIMARY KEY (import_id, run, row)
);

-- An import that has such rows has these two instead of token and next_try_at: a version that knows no rows
-- that wait finds nothing to commit, and nothing to run.
ALTER TABLE imports.imports
  ADD COLUMN awaiting_token text,
  ADD COLUMN awaiting_try_at timestamptz;
CREATE INDEX imports_running_awaiting ON imports.imports (awaiting_try_at) WHERE status = 'running';
