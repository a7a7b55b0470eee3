-- Pictures of a product get ids, so that staff can order, describe and delete them. An element of `pictures`:
-- {"id", "key", "width", "height", "color", "widths", "fallback"?, "alt"?: {"ko"?, "en"?}, "fileName"?}
UPDATE catalog.products SET pictures = (
  SELECT jsonb_agg(jsonb_build_object('id', uuidv7()) || picture ORDER BY position)
  FROM jsonb_array_elements(pictures) WITH ORDINALITY AS each (picture, position))
WHERE pictures <> '[]';
