-- Slugs that brands and categories had before lead to them, as those of products do. Unlike those, a former
-- one is free: what takes it has it from then on. Triggers do it, so that statements of older versions leave
-- it too.

CREATE TABLE catalog.former_brand_slugs (
  slug     text        COLLATE "C" PRIMARY KEY,
  brand_id uuid        NOT NULL REFERENCES catalog.brands ON DELETE CASCADE,
  left_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX former_brand_slugs_brand ON catalog.former_brand_slugs (brand_id);

CREATE TABLE catalog.former_category_slugs (
  slug        text        COLLATE "C" PRIMARY KEY,
  category_id uuid        NOT NULL REFERENCES catalog.categories ON DELETE CASCADE,
  left_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX former_category_slugs_category ON catalog.former_category_slugs (category_id);

CREATE FUNCTION catalog.leave_brand_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM catalog.former_brand_slugs WHERE slug = NEW.slug;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO catalog.former_brand_slugs (slug, brand_id) VALUES (OLD.slug, NEW.id)
    ON CONFLICT (slug) DO UPDATE SET brand_id = excluded.brand_id, left_at = excluded.left_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER brands_slug_of_new AFTER INSERT ON catalog.brands
  FOR EACH ROW EXECUTE FUNCTION catalog.leave_brand_slug();
CREATE TRIGGER brands_slug_of_edit AFTER UPDATE OF slug ON catalog.brands
  FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug) EXECUTE FUNCTION catalog.leave_brand_slug();

CREATE FUNCTION catalog.leave_category_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM catalog.former_category_slugs WHERE slug = NEW.slug;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO catalog.former_category_slugs (slug, category_id) VALUES (OLD.slug, NEW.id)
    ON CONFLICT (slug) DO UPDATE SET category_id = excluded.category_id, left_at = excluded.left_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER categories_slug_of_new AFTER INSERT ON catalog.categories
  FOR EACH ROW EXECUTE FUNCTION catalog.leave_category_slug();
CREATE TRIGGER categories_slug_of_edit AFTER UPDATE OF slug ON catalog.categories
  FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug) EXECUTE FUNCTION catalog.leave_category_slug();
