-- More of the list of synonyms that a shop begins with: names of goods as they sound in English, and English
-- compounds. A list that staff have changed stays as it is.
-- Each line extends the set that has its first word, or is a set of its own.
CREATE TEMPORARY TABLE further_synonyms (words text NOT NULL) ON COMMIT DROP;
INSERT INTO further_synonyms (words) VALUES
  ('컵 coffeecup'),
  ('머그 coffeemug'),
  ('s 스몰'),
  ('m 미디엄 미디움'),
  ('l 라지'),
  ('xl 엑스라지'),
  ('볼 보울'),
  ('꿀 허니 honey'),
  ('벽시계 클락 월클락'),
  ('녹차 그린티 greentea'),
  ('홍차 블랙티 blacktea'),
  ('앞치마 에어프런'),
  ('우산 엄브렐라'),
  ('입욕 배스솔트 바쓰솔트 bathsalt'),
  ('블록 블럭 blocks');

WITH former AS (
  SELECT sets FROM catalog.synonym_versions
  -- That of migration 40: it has its last line.
  WHERE version = 2 AND (SELECT max(version) FROM catalog.synonym_versions) = 2
    AND sets @> '[["남자", "남성", "men"]]'
), known AS (
  SELECT number, set FROM former, jsonb_array_elements(sets) WITH ORDINALITY AS each (set, number)
), extended AS (
  SELECT known.number, known.set || coalesce((
      SELECT jsonb_agg(word ORDER BY words, place)
      FROM further_synonyms, unnest(string_to_array(words, ' ')) WITH ORDINALITY AS own (word, place)
      WHERE known.set ->> 0 = split_part(words, ' ', 1) AND NOT known.set ? word), '[]') AS set
  FROM known
), added AS (
  SELECT to_jsonb(string_to_array(words, ' ')) AS set, row_number() OVER () AS number FROM further_synonyms
  WHERE NOT EXISTS (SELECT FROM known WHERE known.set ->> 0 = split_part(words, ' ', 1))
)
INSERT INTO catalog.synonym_versions (version, sets, created_at)
SELECT 3, (SELECT jsonb_agg(set ORDER BY number) FROM extended)
       || (SELECT jsonb_agg(set ORDER BY number) FROM added), now()
FROM former;

DELETE FROM catalog.synonyms
WHERE EXISTS (SELECT FROM catalog.synonym_versions WHERE version = 3 AND created_at = now());
INSERT INTO catalog.synonyms (word, set)
SELECT word, line.number
FROM catalog.synonym_versions, jsonb_array_elements(sets) WITH ORDINALITY AS line (words, number),
  jsonb_array_elements_text(line.words) AS word
WHERE version = 3 AND created_at = now();
