-- The mark of a brand, on its page.
ALTER TABLE catalog.brands
  ADD COLUMN logo jsonb;   -- as products have pictures (contract/picture.ts); null: none
