-- The parts of an order: what is taxed, its VAT (부가세), and what is tax-free (면세), frozen when it is placed.
ALTER TABLE orders.orders
  ADD COLUMN tax_free bigint,                                  -- of `total`, minor units
  -- What the rest of `total` contains. Both are null of orders of earlier versions, which did not compute
  -- them.
  ADD COLUMN vat bigint,
  ADD COLUMN tax_free_refunded bigint NOT NULL DEFAULT 0,      -- of `refunded`
  ADD CONSTRAINT orders_tax_known CHECK ((tax_free IS NULL) = (vat IS NULL)),
  ADD CONSTRAINT orders_tax_within_total CHECK (tax_free >= 0 AND vat >= 0 AND tax_free + vat <= total),
  ADD CONSTRAINT orders_tax_free_refunded CHECK (tax_free_refunded BETWEEN 0 AND coalesce(tax_free, 0)
    AND tax_free_refunded <= refunded);
ALTER TABLE orders.lines
  ADD COLUMN tax_type text,                                    -- taxable, tax_free; null: not known
  ADD CONSTRAINT lines_tax_type CHECK (tax_type IN ('taxable', 'tax_free'));
ALTER TABLE orders.refunds
  ADD COLUMN tax_free bigint NOT NULL DEFAULT 0,               -- of `amount`
  ADD CONSTRAINT refunds_tax_free CHECK (tax_free BETWEEN 0 AND amount);
