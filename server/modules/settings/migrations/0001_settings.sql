CREATE SCHEMA settings;

-- What the merchant says about the shop. Each edit adds a row, so that a stale edit can be told what changed
-- since; the newest row counts. A shop without a row was never set up. The last hundred rows are kept.
CREATE TABLE settings.versions (
  -- 1, 2, 3 … without gaps; the ETag of the settings. Two edits of one version collide here.
  version    integer     PRIMARY KEY,
  -- All settings by their names in the API (contract/shop-settings.ts). A missing one is null.
  content    jsonb       NOT NULL,
  created_at timestamptz NOT NULL,

  CONSTRAINT versions_begin_at_one CHECK (version >= 1),
  CONSTRAINT versions_content_is_object CHECK (jsonb_typeof(content) = 'object')
);
