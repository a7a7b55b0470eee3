-- What orders call their products. Staff search for orders by a part of it, also of two syllables, for which
-- a trigram index has nothing: titles are as many as products, and not as many as lines.
CREATE TABLE orders.titles (
  name text COLLATE "C" PRIMARY KEY   -- as lines have it, also after the product was renamed
);
CREATE INDEX titles_words ON orders.titles USING gin (lower(name COLLATE "default") gin_trgm_ops);

-- In the order of the names, so that two orders with new titles do not wait for each other in a circle.
CREATE FUNCTION orders.keep_titles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orders.titles (name)
  SELECT DISTINCT name COLLATE "C" FROM new_lines
  WHERE NOT EXISTS (SELECT FROM orders.titles WHERE titles.name = new_lines.name)
  ORDER BY 1 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER lines_titles AFTER INSERT ON orders.lines REFERENCING NEW TABLE AS new_lines
  FOR EACH STATEMENT EXECUTE FUNCTION orders.keep_titles();

INSERT INTO orders.titles (name) SELECT DISTINCT name FROM orders.lines ON CONFLICT DO NOTHING;
