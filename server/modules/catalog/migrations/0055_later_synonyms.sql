-- More of the list of synonyms that a shop begins with. A list that staff have changed stays as it is.
-- Each line extends the set that has its first word, or is a set of its own.
CREATE TEMPORARY TABLE later_synonyms (words text NOT NULL) ON COMMIT DROP;
INSERT INTO later_synonyms (words) VALUES
  ('꿀 벌꿀'),
  ('다관 다기'),
  ('보온병 thermos 써모스'),
  ('백팩 rucksack 룩색'),
  ('티셔츠 tshirts'),
  ('쟁반 소반'),
  ('목도리 muffler'),
  ('캔들 candles'),
  ('액자 picture');

WITH former AS (
  SELECT sets FROM catalog.synonym_versions
  -- That of migration 52: it has its last line.
  WHERE version = 3 AND (SELECT max(version) FROM catalog.synonym_versions) = 3
    AND sets @> '[["블록", "블럭", "blocks"]]'
), known AS (
  SELECT number, set FROM former, jsonb_array_elements(sets) WITH ORDINALITY AS each (set, number)
), extended AS (
  SELECT known.number, known.set || coalesce((
      SELECT jsonb_agg(word ORDER BY words, place)
      FROM later_synonyms, unnest(string_to_array(words, ' ')) WITH ORDINALITY AS own (word, place)
      WHERE known.set ->> 0 = split_part(words, ' ', 1) AND NOT known.set ? word), '[]') AS set
  FROM known
), added AS (
  SELECT to_jsonb(string_to_array(words, ' ')) AS set, row_number() OVER () AS number FROM later_synonyms
  WHERE NOT EXISTS (SELECT FROM known WHERE known.set ->> 0 = split_part(words, ' ', 1))
)
INSERT INTO catalog.synonym_versions (version, sets, created_at)
SELECT 4, (SELECT jsonb_agg(set ORDER BY number) FROM extended)
       || (SELECT jsonb_agg(set ORDER BY number) FROM added), now()
FROM former;

DELETE FROM catalog.synonyms
WHERE EXISTS (SELECT FROM catalog.synonym_versions WHERE version = 4 AND created_at = now());
INSERT INTO catalog.synonyms (word, set)
SELECT word, line.number
FROM catalog.synonym_versions, jsonb_array_elements(sets) WITH ORDINALITY AS line (words, number),
  jsonb_array_elements_text(line.words) AS word
WHERE version = 4 AND created_at = now();
