-- Edits of many products at once, which a job applies, and what became of each product.
CREATE TABLE catalog.bulk_edits (
  id           uuid        PRIMARY KEY,
  change       jsonb,                          -- null: takes back the edit `undoes`
  undoes       uuid        REFERENCES catalog.bulk_edits ON DELETE CASCADE,
  staff        jsonb       NOT NULL,           -- who acts, for the audit log; names are masked
  status       text        NOT NULL CHECK (status IN ('running', 'done')),
  product_count int        NOT NULL,
  failures     int         NOT NULL DEFAULT 0, -- tries of the next product that failed
  next_try_at  timestamptz NOT NULL,           -- while it runs
  created_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  CONSTRAINT bulk_edits_one_work CHECK ((change IS NULL) <> (undoes IS NULL)),
  CONSTRAINT bulk_edits_undone_once UNIQUE (undoes)
);
CREATE INDEX bulk_edits_running ON catalog.bulk_edits (next_try_at) WHERE status = 'running';
CREATE INDEX bulk_edits_oldest ON catalog.bulk_edits (created_at);

-- A product of a bulk edit. No foreign key to products: storing many must lock none of them.
CREATE TABLE catalog.bulk_products (
  bulk_id    uuid NOT NULL REFERENCES catalog.bulk_edits ON DELETE CASCADE,
  product_id uuid NOT NULL,
  outcome    text CHECK (outcome IN ('changed', 'unchanged', 'refused')),  -- null: its turn comes
  code       text,                             -- why it was refused
  version    int,                              -- of the product after the change
  undo       jsonb,                            -- the change that takes it back
  PRIMARY KEY (bulk_id, product_id),
  CONSTRAINT bulk_products_code CHECK ((outcome = 'refused') = (code IS NOT NULL) OR outcome IS NULL)
);
CREATE INDEX bulk_products_open ON catalog.bulk_products (bulk_id, product_id) WHERE outcome IS NULL;

-- Filters of the list of products that a member of the staff named.
CREATE TABLE catalog.saved_views (
  id         uuid        PRIMARY KEY,
  owner_id   uuid        NOT NULL,             -- the member of the staff, or the API key
  name       text        NOT NULL,
  filters    jsonb       NOT NULL,             -- {q, status, category, sort}
  created_at timestamptz NOT NULL,
  CONSTRAINT saved_views_named_once UNIQUE (owner_id, name)
);
