-- What every API process needs to keep its index of the active products (product-index/) current: which rows
-- changed since it last read. A transaction's number says so, because a later commit may have an earlier
-- time: a reader asks for what transactions changed that had not ended when it read before.

ALTER TABLE catalog.products
  -- The last transaction that changed what lists show.
  ADD COLUMN changed_by xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX products_changed_by ON catalog.products (changed_by, id);

CREATE FUNCTION catalog.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_by := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER products_note_change BEFORE INSERT OR UPDATE ON catalog.products
  FOR EACH ROW EXECUTE FUNCTION catalog.note_change();

-- Variants and categories belong to what lists show of a product. Most statements that write them write the
-- product too; then there is nothing left to do. The search words of a product are always written with it.
CREATE FUNCTION catalog.note_change_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog.products SET changed_by = pg_current_xact_id()
  WHERE id IN (SELECT product_id FROM part) AND changed_by <> pg_current_xact_id();
  RETURN NULL;
END $$;
CREATE TRIGGER variants_added AFTER INSERT ON catalog.variants
  REFERENCING NEW TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();
CREATE TRIGGER variants_changed AFTER UPDATE ON catalog.variants
  REFERENCING NEW TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();
CREATE TRIGGER variants_removed AFTER DELETE ON catalog.variants
  REFERENCING OLD TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();
CREATE TRIGGER links_added AFTER INSERT ON catalog.product_categories
  REFERENCING NEW TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();
CREATE TRIGGER links_removed AFTER DELETE ON catalog.product_categories
  REFERENCING OLD TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();

-- Small tables that are read as a whole.
CREATE TABLE catalog.changed_tables (
  name       text PRIMARY KEY CHECK (name IN ('categories', 'synonyms')),
  changed_by xid8 NOT NULL    -- the last transaction that wrote the table
);
INSERT INTO catalog.changed_tables (name, changed_by)
VALUES ('categories', pg_current_xact_id()), ('synonyms', pg_current_xact_id());

CREATE FUNCTION catalog.note_changed_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog.changed_tables SET changed_by = pg_current_xact_id()
  WHERE name = TG_TABLE_NAME AND changed_by <> pg_current_xact_id();
  RETURN NULL;
END $$;
CREATE TRIGGER categories_changed AFTER INSERT OR UPDATE OR DELETE ON catalog.categories
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_changed_table();
CREATE TRIGGER synonyms_changed AFTER INSERT OR DELETE ON catalog.synonyms
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_changed_table();

-- Each process keeps the words of the products in memory, so search_words is neither read nor written from
-- now on. It stays for the version before, which runs beside this one during an update; a later migration
-- drops it.
