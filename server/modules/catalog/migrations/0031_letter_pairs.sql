-- Staff search by parts of one or two letters too (머그), for which an index of trigrams has nothing.
-- The letters of a text, and each with the one after it.
CREATE FUNCTION catalog.letter_pairs(text text) RETURNS text[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT part), '{}')
  FROM (
    SELECT letter || coalesce(more, '') AS part
    FROM (
      SELECT letter, lead(letter) OVER (ORDER BY place) AS next
      FROM string_to_table(text, NULL) WITH ORDINALITY AS each (letter, place)
    ) AS pairs, LATERAL (VALUES (NULL), (next)) AS ends (more)
  ) AS parts
$$;
CREATE INDEX products_staff_pairs ON catalog.products USING gin (catalog.letter_pairs(staff_search));
