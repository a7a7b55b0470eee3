-- Prices for a group of members, for a time, or from a number of pieces on. A line costs the lowest of the
-- variant's own price and all prices that apply.

-- The groups of members, by their codes: a copy of what the module members has. Price lists name these.
CREATE TABLE catalog.member_groups (
  code text PRIMARY KEY
);

-- Which group a member is in: a copy too. Members who never were in a group have no row.
CREATE TABLE catalog.grouped_members (
  id         uuid PRIMARY KEY,                        -- of the member
  group_code text,                                    -- null: in none any more
  version    int  NOT NULL                            -- an older copy never replaces a newer one
);

CREATE TABLE catalog.price_lists (
  id          uuid        PRIMARY KEY,
  name        text        NOT NULL,                   -- for staff
  group_code  text        REFERENCES catalog.member_groups,  -- null: for everybody
  currency    text        NOT NULL,
  starts_at   timestamptz,                            -- from this moment on; null: at once
  ends_at     timestamptz,                            -- until just before it; null: no end
  active      boolean     NOT NULL,
  price_count int         NOT NULL DEFAULT 0,         -- rows of price_list_prices
  -- Whether public pages were told last that its prices apply. Carts and orders go by the clock alone.
  announced   boolean     NOT NULL DEFAULT false,
  version     int         NOT NULL DEFAULT 1,         -- counts the edits: the ETag
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  CONSTRAINT price_lists_period CHECK (starts_at < ends_at)
);
CREATE INDEX price_lists_group ON catalog.price_lists (group_code);

-- A price of one piece of a variant, from a number of pieces on. Without a foreign key to variants: a SKU
-- stays that of one variant for ever, and a variant that is taken back has its prices again.
CREATE TABLE catalog.price_list_prices (
  list_id      uuid   NOT NULL REFERENCES catalog.price_lists ON DELETE CASCADE,
  sku          text   NOT NULL,
  min_quantity int    NOT NULL CONSTRAINT price_list_prices_quantity CHECK (min_quantity BETWEEN 1 AND 999),
  price        bigint NOT NULL CONSTRAINT price_list_prices_amount CHECK (price >= 0),
  PRIMARY KEY (list_id, sku, min_quantity)
);
CREATE INDEX price_list_prices_sku ON catalog.price_list_prices (sku);

-- What each edit of a price list changed, as in product_edits. Changes of its prices are no edits of it.
CREATE TABLE catalog.price_list_edits (
  list_id     uuid        NOT NULL REFERENCES catalog.price_lists ON DELETE CASCADE,
  version     int         NOT NULL,                   -- the version that the edit made
  differences jsonb       NOT NULL,                   -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (list_id, version)
);
