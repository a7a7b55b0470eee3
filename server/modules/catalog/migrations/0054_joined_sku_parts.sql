-- no transaction
-- A shopper or a clerk types a part of a SKU, with or without its hyphens. variants_sku_parts serves the
-- version of the shop before this one.
CREATE INDEX CONCURRENTLY variants_joined_sku ON catalog.variants
  USING gin (catalog.joined_sku(sku) gin_trgm_ops);
