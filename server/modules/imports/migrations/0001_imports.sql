CREATE SCHEMA imports;

-- A file that staff uploaded, and what became of it.
CREATE TABLE imports.imports (
  id           uuid        PRIMARY KEY,
  kind         text        NOT NULL CHECK (kind IN ('products', 'stock', 'prices')),
  file_name    text        NOT NULL,
  bytes        int         NOT NULL,
  format       text        NOT NULL CHECK (format IN ('csv', 'xlsx')),
  encoding     text,                             -- null: XLSX
  delimiter    text,
  columns      text[]      NOT NULL,             -- the header, in its order
  row_count    int         NOT NULL,             -- rows below the header that are not blank
  sample       jsonb       NOT NULL,             -- the cells of the first rows
  -- uploaded → checked (by a dry run) → running (committed) → done; failed: stopped by an error that stays
  status       text        NOT NULL CHECK (status IN ('uploaded', 'checked', 'running', 'done', 'failed')),
  mapping      jsonb,                            -- {field: column} of the last dry run
  token        text,                             -- of the last dry run: what a commit names
  checked      jsonb,                            -- {create, update, unchanged, refused} of the last dry run
  applied      jsonb       NOT NULL DEFAULT '{"create": 0, "update": 0, "unchanged": 0, "refused": 0}',
  last_row     int         NOT NULL DEFAULT 0,   -- of the file: all up to it are applied
  failures     int         NOT NULL DEFAULT 0,   -- tries of the next batch that failed
  next_try_at  timestamptz,                      -- of a running import
  created_by   jsonb       NOT NULL,             -- {kind, id}
  committed_by jsonb,                            -- who acts, for the audit log; names are masked
  created_at   timestamptz NOT NULL,
  committed_at timestamptz,
  finished_at  timestamptz
);
CREATE INDEX imports_newest ON imports.imports (id DESC);
CREATE INDEX imports_running ON imports.imports (next_try_at) WHERE status = 'running';

-- The rows of a file as they were read, a few hundred in each block, until the import is done: every process
-- can go on with it.
CREATE TABLE imports.blocks (
  import_id uuid  NOT NULL REFERENCES imports.imports ON DELETE CASCADE,
  last_row  int   NOT NULL,
  rows      jsonb NOT NULL,                      -- [{"row": 2, "cells": ["A-1", …]}, …]
  PRIMARY KEY (import_id, last_row)
);

-- What is wrong with a row.
CREATE TABLE imports.problems (
  import_id uuid NOT NULL REFERENCES imports.imports ON DELETE CASCADE,
  run       text NOT NULL,                       -- the token of a dry run, or 'commit'
  row       int  NOT NULL,
  field     text NOT NULL,
  "column"  text,                                -- of the file; null: the row as a whole
  value     text,
  code      text NOT NULL,
  PRIMARY KEY (import_id, run, row, field)
);

-- Which column of a file is which field, as it was committed last: by the columns of the file.
CREATE TABLE imports.mappings (
  kind       text        NOT NULL,
  columns    text        NOT NULL,               -- in small letters, sorted, one a line
  mapping    jsonb       NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (kind, columns)
);
