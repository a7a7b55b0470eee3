-- no transaction
-- What others have said of a level since the dry run of an import: entries of sales are many, these are few.
CREATE INDEX CONCURRENTLY ledger_counted ON inventory.ledger (variant_id, location, id)
  WHERE reference_type IN ('count', 'import');
