-- Sales by variant and time: how many pieces of each variant were sold lately.
CREATE INDEX ledger_sales ON inventory.ledger (variant_id, at) INCLUDE (delta) WHERE reason = 'sale';
