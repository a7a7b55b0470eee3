-- no transaction
-- A shopper or a clerk types the part of a SKU that is printed on a label: MOGR-IVR of CUP-MOGR-IVR-M.
CREATE INDEX CONCURRENTLY variants_sku_parts ON catalog.variants USING gin (lower(sku) gin_trgm_ops);
