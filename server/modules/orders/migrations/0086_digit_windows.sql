-- Staff search by the end of a phone number, or by digits in an e-mail address: each trigram of digits is in
-- one order of fifty. Four digits together are in few.

-- Each four digits that follow one another in a text: of 'kim20245' these are 2024 and 245 (0245).
CREATE FUNCTION orders.digit_windows(words text) RETURNS int[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(run[1], first, 4)::int), '{}')
  FROM regexp_matches(words, '[0-9]{4,}', 'g') AS run,
    generate_series(1, length(run[1]) - 3) AS first
$$;
