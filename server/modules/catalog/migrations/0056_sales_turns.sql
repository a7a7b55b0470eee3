-- The moments at which sales periods begin and end. Pages that visitors share do not end with them by
-- themselves, so a job announces each once. A trigger notes them, also for statements of older versions.
CREATE TABLE catalog.sales_turns (
  product_id uuid        NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  at         timestamptz NOT NULL,
  PRIMARY KEY (product_id, at)
);
CREATE INDEX sales_turns_due ON catalog.sales_turns (at);

CREATE FUNCTION catalog.note_sales_turns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM catalog.sales_turns WHERE product_id = NEW.id;
  INSERT INTO catalog.sales_turns (product_id, at)
  SELECT NEW.id, at FROM unnest(ARRAY[NEW.sales_from, NEW.sales_until]) AS at WHERE at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER products_period_of_new AFTER INSERT ON catalog.products
  FOR EACH ROW WHEN (NEW.sales_from IS NOT NULL OR NEW.sales_until IS NOT NULL)
  EXECUTE FUNCTION catalog.note_sales_turns();
CREATE TRIGGER products_period_of_edit AFTER UPDATE OF sales_from, sales_until ON catalog.products
  FOR EACH ROW WHEN ((OLD.sales_from, OLD.sales_until) IS DISTINCT FROM (NEW.sales_from, NEW.sales_until))
  EXECUTE FUNCTION catalog.note_sales_turns();

INSERT INTO catalog.sales_turns (product_id, at)
SELECT id, at FROM catalog.products, unnest(ARRAY[sales_from, sales_until]) AS at WHERE at > now();
