-- Descriptions with a form. Statements of the version before keep working beside it: the column is null for
-- descriptions that are text alone, and the text stands in `description` as before.

ALTER TABLE catalog.products
  ADD COLUMN description_html text;   -- HTML that was sanitised; `description` is its text. null: text alone

-- A statement that changes the text and does not know the HTML would leave what the text no longer says.
CREATE FUNCTION catalog.drop_outdated_html() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.description_html := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER products_outdated_html BEFORE UPDATE OF description ON catalog.products
  FOR EACH ROW
  WHEN (OLD.description <> NEW.description AND OLD.description_html = NEW.description_html)
  EXECUTE FUNCTION catalog.drop_outdated_html();
