CREATE SCHEMA restock;

-- Members who want to know when a variant can be bought again. A row ends when its mail is on its way.
CREATE TABLE restock.notices (
  id         uuid        PRIMARY KEY,      -- UUIDv7: sorts by the time of asking
  member_id  uuid        NOT NULL,
  product_id uuid        NOT NULL,         -- of the variant
  variant_id uuid        NOT NULL,
  asked_at   timestamptz NOT NULL,
  CONSTRAINT notices_asked_once UNIQUE (member_id, variant_id)
);
-- The next batch of a variant that came back, the first who asked first.
CREATE INDEX notices_of_variant ON restock.notices (variant_id, id);
CREATE INDEX notices_of_product ON restock.notices (product_id);
