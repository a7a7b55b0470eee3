-- What staff edit of products and categories. Statements of the version before keep working beside it: each
-- new column has a default, and nothing is renamed or removed.

ALTER TABLE catalog.products
  ADD COLUMN version      int         NOT NULL DEFAULT 1,          -- counts the edits: the ETag
  ADD COLUMN publish_at   timestamptz,                             -- when a scheduled product becomes active
  ADD COLUMN sales_from   timestamptz,                             -- sold from this moment on; null: at once
  ADD COLUMN sales_until  timestamptz,                             -- sold until just before it; null: no end
  ADD COLUMN tags         text[]      NOT NULL DEFAULT '{}',       -- words of the merchant, for staff
  ADD COLUMN tax_type     text        NOT NULL DEFAULT 'taxable',  -- taxable, tax_free (면세)
  ADD COLUMN min_quantity int         NOT NULL DEFAULT 1,          -- pieces of one variant in one order
  ADD COLUMN max_quantity int,                                     -- null: as many as a line may have
  ADD COLUMN seo          jsonb       NOT NULL DEFAULT '{}',       -- {"ko": {"title", "description"}, …}
  -- What the search of staff looks through: names, brand, SKUs and slug.
  ADD COLUMN staff_search text        GENERATED ALWAYS AS (search || ' ' || slug) STORED;

-- scheduled: a draft that becomes active at publish_at.
ALTER TABLE catalog.products DROP CONSTRAINT products_status_check;
ALTER TABLE catalog.products
  ADD CONSTRAINT products_status_check CHECK (status IN ('draft', 'active', 'scheduled', 'archived')),
  ADD CONSTRAINT products_scheduled_has_moment CHECK (status <> 'scheduled' OR publish_at IS NOT NULL),
  ADD CONSTRAINT products_sales_period CHECK (sales_from < sales_until),
  ADD CONSTRAINT products_tax_type CHECK (tax_type IN ('taxable', 'tax_free')),
  ADD CONSTRAINT products_quantities CHECK (min_quantity >= 1 AND max_quantity >= min_quantity);

-- The orders of the list of staff, which shows products of every status.
CREATE INDEX products_staff_updated ON catalog.products (updated_at, id);
CREATE INDEX products_staff_created ON catalog.products (created_at, id);
CREATE INDEX products_staff_name ON catalog.products (name, id);
CREATE INDEX products_staff_price ON catalog.products (price, id);
CREATE INDEX products_staff_status ON catalog.products (status, updated_at, id);
CREATE INDEX products_staff_search ON catalog.products USING gin (staff_search gin_trgm_ops);
CREATE INDEX products_publish_at ON catalog.products (publish_at) WHERE status = 'scheduled';

-- Slugs that products had before. They lead to the product for ever, and no other product gets them.
CREATE TABLE catalog.former_slugs (
  slug       text        PRIMARY KEY,
  product_id uuid        NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  left_at    timestamptz NOT NULL
);
CREATE INDEX former_slugs_product ON catalog.former_slugs (product_id);

-- What each edit changed, for edits that began with an older version. The last fifty of a product are kept.
CREATE TABLE catalog.product_edits (
  product_id  uuid        NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  version     int         NOT NULL,           -- the version that the edit made
  differences jsonb       NOT NULL,           -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (product_id, version)
);

-- Variants that are not sold any more. Carts still show them, and their SKUs stay taken: the stock and the
-- orders of a SKU are those of one variant. The product may take one back by its SKU.
CREATE TABLE catalog.archived_variants (
  id               uuid        PRIMARY KEY,
  product_id       uuid        NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  sku              text        NOT NULL UNIQUE,
  options          jsonb       NOT NULL,
  price            bigint      NOT NULL,
  picture          jsonb,
  archived_at      timestamptz NOT NULL
);
CREATE INDEX archived_variants_product ON catalog.archived_variants (product_id);

-- Checked at the end of a statement, so that an edit can exchange the options of two variants.
ALTER TABLE catalog.variants DROP CONSTRAINT variants_combination_unique;
ALTER TABLE catalog.variants
  ADD CONSTRAINT variants_combination_unique UNIQUE (product_id, options) DEFERRABLE INITIALLY IMMEDIATE;

-- Refuses a slug that another product had. It runs behind the unique key, so it sees what a parallel edit
-- that held the slug has left.
CREATE FUNCTION catalog.refuse_former_slugs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM catalog.former_slugs AS f WHERE f.slug = NEW.slug AND f.product_id <> NEW.id) THEN
    RAISE unique_violation USING MESSAGE = 'another product had this slug', SCHEMA = 'catalog',
      TABLE = 'products', CONSTRAINT = 'products_slug_key';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER products_former_slugs AFTER INSERT OR UPDATE OF slug ON catalog.products
  FOR EACH ROW EXECUTE FUNCTION catalog.refuse_former_slugs();

-- Refuses SKUs of archived variants, for the same reason.
CREATE FUNCTION catalog.refuse_archived_skus() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM catalog.archived_variants JOIN added USING (sku)) THEN
    RAISE unique_violation USING MESSAGE = 'an archived variant has this SKU', SCHEMA = 'catalog',
      TABLE = 'variants', CONSTRAINT = 'variants_sku_unique';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER variants_archived_skus AFTER INSERT ON catalog.variants
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION catalog.refuse_archived_skus();

-- The tree of categories. A category lies below one other at most.
ALTER TABLE catalog.categories
  ADD COLUMN parent_id  uuid REFERENCES catalog.categories,      -- null: at the top
  ADD COLUMN version    int  NOT NULL DEFAULT 1,                  -- counts the edits; the ETag for staff
  ADD CONSTRAINT categories_not_below_itself CHECK (parent_id <> id);
CREATE INDEX categories_parent ON catalog.categories (parent_id);

-- What each edit of a category changed, as in product_edits.
CREATE TABLE catalog.category_edits (
  category_id uuid        NOT NULL REFERENCES catalog.categories ON DELETE CASCADE,
  version     int         NOT NULL,           -- the version that the edit made
  differences jsonb       NOT NULL,           -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (category_id, version)
);
