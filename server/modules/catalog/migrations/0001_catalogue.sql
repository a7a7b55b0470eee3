CREATE SCHEMA catalog;

-- Folders of the shop. A product may lie in several.
CREATE TABLE catalog.categories (
  id           uuid  PRIMARY KEY,
  slug         text  NOT NULL UNIQUE,
  name         text  NOT NULL,
  description  text  NOT NULL DEFAULT '',
  translations jsonb NOT NULL DEFAULT '{}',   -- {"en": {"name", "description"}}
  picture      jsonb,                         -- {"key", "width", "height", "color", "widths"} of files in the storage
  position     int   NOT NULL DEFAULT 0
);

CREATE TABLE catalog.products (
  id               uuid        PRIMARY KEY,
  slug             text        NOT NULL UNIQUE,
  name             text        NOT NULL,
  description      text        NOT NULL DEFAULT '',
  brand            text,
  status           text        NOT NULL CHECK (status IN ('draft', 'active', 'archived')),  -- only active ones are shown
  options          jsonb       NOT NULL,      -- [{"name": "색상", "values": ["아이보리", …]}], in the order of display
  translations     jsonb       NOT NULL DEFAULT '{}',  -- {"en": {"name", "description", "brand", "options": {"색상": "Colour", …}}}
  pictures         jsonb       NOT NULL DEFAULT '[]',
  currency         text        NOT NULL,
  price            bigint      NOT NULL CHECK (price >= 0),   -- the lowest variant's, minor units: lists sort and filter by it
  compare_at_price bigint,                                    -- the same variant's former price
  in_stock         boolean     NOT NULL DEFAULT false,        -- some variant is; a copy that inventory's events keep true
  search           text        NOT NULL,      -- all names in small letters without spaces; under a trigram index
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL
);
CREATE INDEX products_newest ON catalog.products (created_at DESC, id) WHERE status = 'active';
CREATE INDEX products_search ON catalog.products USING gin (search gin_trgm_ops);

CREATE TABLE catalog.product_categories (
  product_id  uuid NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  category_id uuid NOT NULL REFERENCES catalog.categories,
  PRIMARY KEY (product_id, category_id)
);
CREATE INDEX product_categories_category ON catalog.product_categories (category_id);

-- What is sold: one combination of the product's options.
CREATE TABLE catalog.variants (
  id               uuid    PRIMARY KEY,
  product_id       uuid    NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  sku              text    NOT NULL CONSTRAINT variants_sku_unique UNIQUE,
  options          jsonb   NOT NULL,          -- {"색상": "아이보리", "사이즈": "M"}
  price            bigint  NOT NULL CHECK (price >= 0),
  compare_at_price bigint  CHECK (compare_at_price > price),
  picture          jsonb,
  position         int     NOT NULL,
  in_stock         boolean NOT NULL DEFAULT false,
  CONSTRAINT variants_combination_unique UNIQUE (product_id, options)
);
