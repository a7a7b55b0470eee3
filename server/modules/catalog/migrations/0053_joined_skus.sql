-- A SKU without what stands between its parts, in small letters: a label or a table may write CUPMOGRIVRM,
-- CUP/MOGR or "cup mogr" for CUP-MOGR-IVR-M.
CREATE FUNCTION catalog.joined_sku(sku text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN translate(lower(sku), './_- ', '');
