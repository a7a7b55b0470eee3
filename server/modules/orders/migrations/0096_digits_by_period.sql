-- Digits that staff search for are in a thousand of a million orders, and a page shows twenty. With the time
-- of the order in the key, the newest can be read alone.

-- The periods of 25 days that the ids of orders carry: their first 17 bits.
CREATE FUNCTION orders.period_of(id uuid) RETURNS int
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (('x' || left(id::text, 8))::bit(32)::bigint >> 15)::int
$$;

-- Sorts before each id of a period, and after those of the one before.
CREATE FUNCTION orders.first_id_of(period int) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(period::bigint << 15), 8, '0') || '-0000-0000-0000-000000000000')::uuid
$$;

-- Each four digits that follow one another, with 10,000 times the period added. Up to twelve digits are cut
-- by arithmetic: one by one took a third longer.
CREATE FUNCTION orders.dated_windows(period int, words text) RETURNS int[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  base    int := period * 10000;
  run     text;
  digits  bigint;
  windows int[] := '{}';
BEGIN
  FOREACH run IN ARRAY regexp_split_to_array(words, '[^0-9]+') LOOP
    IF length(run) BETWEEN 4 AND 12 THEN
      digits := run::bigint;
      windows := windows || (ARRAY[
        base + digits % 10000, base + digits / 10 % 10000, base + digits / 100 % 10000,
        base + digits / 1000 % 10000, base + digits / 10000 % 10000, base + digits / 100000 % 10000,
        base + digits / 1000000 % 10000, base + digits / 10000000 % 10000, base + digits / 100000000
      ])[1 : length(run) - 3]::int[];
    ELSE
      FOR place IN 1 .. length(run) - 3 LOOP
        windows := windows || base + substr(run, place, 4)::int;
      END LOOP;
    END IF;
  END LOOP;
  RETURN windows;
END
$$;

-- The same windows as before. The planner puts the inner function in its place.
CREATE OR REPLACE FUNCTION orders.digit_windows(words text) RETURNS int[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT orders.dated_windows(0, words)
$$;
