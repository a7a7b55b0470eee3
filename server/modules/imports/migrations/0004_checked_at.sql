-- When the last dry run began: products that others changed since are not overwritten. Null: a version that
-- does not note it checked the file, and nothing is known.
ALTER TABLE imports.imports ADD COLUMN checked_at timestamptz;
