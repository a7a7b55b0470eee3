-- Facts about products that the merchant defines (a material, a weight), and the table of product information
-- that the law asks for. Statements of the version before keep working beside it: each new column has a
-- default, and nothing is renamed or removed.

-- What may be told of products. The code, the type and `several` never change, so stored values stay valid.
CREATE TABLE catalog.attributes (
  id           uuid    PRIMARY KEY,
  code         text    COLLATE "C" NOT NULL CONSTRAINT attributes_code_unique UNIQUE
               CHECK (code ~ '^[a-z][a-z0-9_-]{0,39}$'),            -- the key in products and in addresses
  type         text    NOT NULL CHECK (type IN ('text', 'number', 'boolean', 'choice')),
  several      boolean NOT NULL DEFAULT false,   -- of a choice: a product may have several values
  name         text    NOT NULL,
  unit         text,                             -- of a number: "g"
  choices      jsonb   NOT NULL DEFAULT '[]',    -- [{"code", "name", "translations"}], as they are shown
  translations jsonb   NOT NULL DEFAULT '{}',    -- {"en": {"name", "unit"}}
  facet        boolean NOT NULL DEFAULT false,   -- lists filter by it
  required     boolean NOT NULL DEFAULT false,   -- products that are shown need a value
  everywhere   boolean NOT NULL DEFAULT true,    -- products of every category may have it
  position     int     NOT NULL DEFAULT 0,       -- the order of display
  version      int     NOT NULL DEFAULT 1,       -- counts the edits: the ETag
  CONSTRAINT attributes_unit CHECK (unit IS NULL OR type = 'number'),
  CONSTRAINT attributes_choices CHECK ((type = 'choice') = (choices <> '[]')),
  CONSTRAINT attributes_several CHECK (NOT several OR type = 'choice')
);

-- The categories whose products may have an attribute that is not for every category. Those below count too.
CREATE TABLE catalog.attribute_categories (
  attribute_id uuid NOT NULL REFERENCES catalog.attributes ON DELETE CASCADE,
  category_id  uuid NOT NULL REFERENCES catalog.categories ON DELETE CASCADE,
  PRIMARY KEY (attribute_id, category_id)
);
CREATE INDEX attribute_categories_category ON catalog.attribute_categories (category_id);

-- What each edit of an attribute changed, as in product_edits.
CREATE TABLE catalog.attribute_edits (
  attribute_id uuid        NOT NULL REFERENCES catalog.attributes ON DELETE CASCADE,
  version      int         NOT NULL,           -- the version that the edit made
  differences  jsonb       NOT NULL,           -- [{"pointer", "was", "now"}]
  edited_at    timestamptz NOT NULL,
  PRIMARY KEY (attribute_id, version)
);

ALTER TABLE catalog.products
  -- By the attribute's code: {"material": "cotton", "weight": 320, "organic": true, "care": ["hand"]}.
  ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}',
  -- {"group": "clothing", "items": {"material": "면 100%"}}; null: nothing yet.
  ADD COLUMN disclosure jsonb;
-- Which products have an attribute.
CREATE INDEX products_attributes ON catalog.products USING gin (attributes);

-- The index of the active products knows the attributes that lists filter by.
ALTER TABLE catalog.changed_tables DROP CONSTRAINT changed_tables_name_check;
ALTER TABLE catalog.changed_tables
  ADD CONSTRAINT changed_tables_name_check CHECK (name IN ('categories', 'synonyms', 'attributes'));
INSERT INTO catalog.changed_tables (name, changed_by) VALUES ('attributes', pg_current_xact_id());
CREATE TRIGGER attributes_changed AFTER INSERT OR UPDATE OR DELETE ON catalog.attributes
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_changed_table();

-- Whether products whose table of product information has gaps may be shown. One row.
CREATE TABLE catalog.disclosure_rule (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  gaps     text    NOT NULL CHECK (gaps IN ('warn', 'block')),  -- warn: staff are told; block: refused
  version  int     NOT NULL DEFAULT 1                           -- the ETag
);
INSERT INTO catalog.disclosure_rule (gaps) VALUES ('warn');
