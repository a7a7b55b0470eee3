-- What may be bought with a product (추가상품). Statements of the version before keep working beside it: a
-- product without the new columns has no add-ons.

ALTER TABLE catalog.products
  -- In the order of the page: [{"productId"} or {"sku"}]. A SKU belongs to one variant for ever.
  ADD COLUMN add_ons jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN add_on_heading text;   -- above them on the page; null: the shop's own words
