-- What the rest of an order costs after a partial cancellation: delivery fee and coupon minimums of its day.
ALTER TABLE orders.orders
  ADD COLUMN cancel_terms jsonb,   -- null: older orders, of which nothing is deducted
  ADD COLUMN cancel_kept bigint NOT NULL DEFAULT 0 CHECK (cancel_kept >= 0);   -- minor units, deducted by now
ALTER TABLE orders.lines
  ADD COLUMN canceled_free int NOT NULL DEFAULT 0,   -- of `canceled`: without a deduction, by the shop
  ADD CONSTRAINT lines_canceled_free_within CHECK (canceled_free BETWEEN 0 AND canceled);
ALTER TABLE orders.refunds
  ADD COLUMN deducted bigint NOT NULL DEFAULT 0;   -- added to `cancel_kept`; negative: given back of it
