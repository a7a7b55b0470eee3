-- The words that find a product are read as a whole, by the index that each process keeps in memory
-- (product-index/). So a product has one row of them, and not a row for each word with two indexes.

CREATE TABLE catalog.product_words (
  product_id uuid PRIMARY KEY REFERENCES catalog.products ON DELETE CASCADE,
  version    int  NOT NULL,              -- the rules (SEARCH_VERSION); 0: a job makes them anew
  words      text COLLATE "C" NOT NULL   -- lines: a word, a space, the weight of its field (100: the name)
);
CREATE INDEX product_words_version ON catalog.product_words (version, product_id);

INSERT INTO catalog.product_words (product_id, version, words)
SELECT id, search_version, coalesce(words, '')
FROM catalog.products LEFT JOIN (
  SELECT product_id, string_agg(word || ' ' || weight, E'\n') AS words
  FROM catalog.search_postings GROUP BY product_id) AS posting ON product_id = id;

-- Words belong to what lists show of a product.
CREATE TRIGGER words_added AFTER INSERT ON catalog.product_words
  REFERENCING NEW TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();
CREATE TRIGGER words_changed AFTER UPDATE ON catalog.product_words
  REFERENCING NEW TABLE AS part FOR EACH STATEMENT EXECUTE FUNCTION catalog.note_change_of_part();

-- The version before, which may run beside this one, writes search_postings and then products.search_version.
-- The job of this version makes the words of such a product. The other way round, the job of the version
-- before finds products without its search_version.
CREATE FUNCTION catalog.note_words_of_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO catalog.product_words AS own (product_id, version, words) VALUES (NEW.id, 0, '')
  ON CONFLICT (product_id) DO UPDATE SET version = 0;
  RETURN NULL;
END $$;
CREATE TRIGGER products_words_of_old AFTER UPDATE OF search_version ON catalog.products
  FOR EACH ROW EXECUTE FUNCTION catalog.note_words_of_old();

-- Only the version before asks by it, during an update.
DROP INDEX catalog.products_search_version;
-- Written by no version since 0005.
DROP TABLE catalog.search_words;
