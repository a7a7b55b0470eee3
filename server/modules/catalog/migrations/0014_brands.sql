-- Brands that staff manage. Statements of the version before keep working beside it: a product's brand stays
-- the text of `products.brand`, and a trigger finds or makes the brand of a text.

CREATE TABLE catalog.brands (
  id           uuid  PRIMARY KEY,
  name         text  COLLATE "C" NOT NULL,
  slug         text  COLLATE "C" NOT NULL CONSTRAINT brands_slug_unique UNIQUE,
  description  text  NOT NULL DEFAULT '',
  translations jsonb NOT NULL DEFAULT '{}',   -- {"en": {"name", "description"}}
  version      int   NOT NULL DEFAULT 1       -- counts the edits: the ETag
);
CREATE INDEX brands_by_name ON catalog.brands (name, id);

-- The names that lead to a brand, in the form in which spellings are compared: its present name, and those
-- that it or a brand merged into it had. A new brand may take a former name.
CREATE TABLE catalog.brand_names (
  key        text    COLLATE "C" PRIMARY KEY,
  brand_id   uuid    NOT NULL REFERENCES catalog.brands ON DELETE CASCADE,
  is_current boolean NOT NULL
);
CREATE UNIQUE INDEX brand_names_current ON catalog.brand_names (brand_id) WHERE is_current;
CREATE INDEX brand_names_brand ON catalog.brand_names (brand_id);

-- What each edit of a brand changed, as in product_edits.
CREATE TABLE catalog.brand_edits (
  brand_id    uuid        NOT NULL REFERENCES catalog.brands ON DELETE CASCADE,
  version     int         NOT NULL,           -- the version that the edit made
  differences jsonb       NOT NULL,           -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (brand_id, version)
);

ALTER TABLE catalog.products
  ADD COLUMN brand_id uuid REFERENCES catalog.brands;   -- whose name is `brand`; null without one
CREATE INDEX products_of_brand ON catalog.products (brand_id);

-- Spellings that differ by capitals, width and spaces are one name.
CREATE FUNCTION catalog.brand_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(name, NFKC), '\s+', '', 'g') COLLATE pg_c_utf8)
$$;

-- Transactions that give a name to a brand wait for each other.
CREATE FUNCTION catalog.lock_brand_name(name text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('catalog.brand:' || catalog.brand_key(name), 0))
$$;

-- A slug that no brand has: the Latin letters of the name, or the end of the id where there are none.
CREATE FUNCTION catalog.free_brand_slug(id uuid, names text[]) RETURNS text LANGUAGE sql STABLE AS $$
  WITH latin AS (
    SELECT coalesce((
      SELECT slug FROM unnest(names) WITH ORDINALITY AS each (name, place), LATERAL trim(BOTH '-' FROM left(
        regexp_replace(lower(normalize(name, NFKD) COLLATE pg_c_utf8), '[^a-z0-9]+', '-', 'g'), 80)) AS slug
      WHERE slug <> '' ORDER BY place LIMIT 1), '') AS slug
  )
  SELECT CASE
    WHEN slug = '' THEN 'brand-' || right(id::text, 8)
    WHEN EXISTS (SELECT FROM catalog.brands AS b WHERE b.slug = latin.slug COLLATE "C")
      THEN slug || '-' || right(id::text, 8)
    ELSE slug END
  FROM latin
$$;

-- Makes the brand of a name that none has. Returns its id.
CREATE FUNCTION catalog.make_brand(name text, name_en text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  made uuid := uuidv7();
BEGIN
  INSERT INTO catalog.brands (id, name, slug, translations)
  VALUES (made, name, catalog.free_brand_slug(made, ARRAY[name, name_en]), CASE
    WHEN name_en IS NULL THEN '{}' ELSE jsonb_build_object('en', jsonb_build_object('name', name_en)) END);
  INSERT INTO catalog.brand_names (key, brand_id, is_current) VALUES (catalog.brand_key(name), made, true);
  RETURN made;
END $$;

-- Links a product with the brand of its text, and spells the text as the brand does. The brand is locked, so
-- that it is neither renamed nor merged before the product is stored.
CREATE FUNCTION catalog.link_brand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  spelled text := NEW.brand;
BEGIN
  NEW.brand_id := NULL;
  IF spelled IS NULL THEN RETURN NEW; END IF;
  FOR attempt IN 1..2 LOOP
    SELECT b.id, b.name INTO NEW.brand_id, NEW.brand
    FROM catalog.brand_names AS n JOIN catalog.brands AS b ON b.id = n.brand_id
    WHERE n.key = catalog.brand_key(spelled) FOR KEY SHARE OF b;
    IF FOUND THEN RETURN NEW; END IF;
    PERFORM catalog.lock_brand_name(spelled);
  END LOOP;
  NEW.brand := spelled;
  NEW.brand_id := catalog.make_brand(spelled, NEW.translations #>> '{en,brand}');
  RETURN NEW;
END $$;
CREATE TRIGGER products_brand_of_new BEFORE INSERT ON catalog.products
  FOR EACH ROW WHEN (NEW.brand IS NOT NULL) EXECUTE FUNCTION catalog.link_brand();
CREATE TRIGGER products_brand_of_edit BEFORE UPDATE OF brand ON catalog.products
  FOR EACH ROW WHEN (OLD.brand IS DISTINCT FROM NEW.brand) EXECUTE FUNCTION catalog.link_brand();

-- The brands that products have already: of several spellings the most frequent one is the name.
DO $$
DECLARE
  each record;
BEGIN
  FOR each IN
    SELECT mode() WITHIN GROUP (ORDER BY brand) AS name,
           mode() WITHIN GROUP (ORDER BY translations #>> '{en,brand}') AS name_en
    FROM catalog.products WHERE brand IS NOT NULL GROUP BY catalog.brand_key(brand) ORDER BY 1
  LOOP
    PERFORM catalog.make_brand(each.name, each.name_en);
  END LOOP;
END $$;
UPDATE catalog.products SET brand_id = b.id, brand = b.name
FROM catalog.brand_names AS n JOIN catalog.brands AS b ON b.id = n.brand_id
WHERE n.key = catalog.brand_key(products.brand);
