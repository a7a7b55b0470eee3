-- Files with tracking numbers of parcels.
ALTER TABLE imports.imports
  DROP CONSTRAINT imports_kind_check,
  ADD CONSTRAINT imports_kind_check CHECK (kind IN ('products', 'stock', 'prices', 'tracking'));
