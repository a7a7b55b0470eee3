-- Rows whose add-ons are goods that the file itself brings, in whichever order: the last dry run found them.
-- The add-ons of these rows are set when all others are applied; a row is taken out of the list then.
ALTER TABLE imports.imports ADD COLUMN awaiting int[] NOT NULL DEFAULT '{}';
