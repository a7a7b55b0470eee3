-- The import and the row of a file that a parcel was sent by; null: staff sent it by hand.
ALTER TABLE orders.shipments
  ADD COLUMN import_id  uuid,
  ADD COLUMN import_row int,
  ADD CONSTRAINT shipments_imported CHECK ((import_id IS NULL) = (import_row IS NULL));
CREATE UNIQUE INDEX shipments_of_import ON orders.shipments (import_id, import_row)
  WHERE import_id IS NOT NULL;
