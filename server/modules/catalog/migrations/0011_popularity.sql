-- How well a product sells: a copy of what the module inventory counts, renewed by a job.
ALTER TABLE catalog.products
  ADD COLUMN sold_lately int NOT NULL DEFAULT 0 CHECK (sold_lately >= 0);   -- pieces in the last 30 days
CREATE INDEX products_sold_lately ON catalog.products (id) WHERE sold_lately > 0;
