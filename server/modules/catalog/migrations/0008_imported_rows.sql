-- Rows of imports that created or edited something: a repeat of one changes nothing, and tells the same.
CREATE TABLE catalog.imported_rows (
  import_id uuid NOT NULL,
  row       int  NOT NULL,   -- of the file
  outcome   text NOT NULL CHECK (outcome IN ('create', 'update')),
  PRIMARY KEY (import_id, row)
);
