-- What the rest of an order has not earned of its discounts is deducted from returns, too.
ALTER TABLE orders.lines
  -- Of `returned`: by a buyer at fault. 0 for those of versions before this one, which deducted nothing.
  ADD COLUMN returned_due int NOT NULL DEFAULT 0,
  ADD CONSTRAINT lines_returned_due_within CHECK (returned_due BETWEEN 0 AND returned) NOT VALID;
