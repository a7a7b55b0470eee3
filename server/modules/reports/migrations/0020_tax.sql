-- The tax parts of a day: what is taxed without its VAT, the VAT, and what is tax-free, of the orders that
-- were paid on it, and of the money that was given back on it. Minor units.
ALTER TABLE reports.days
  ADD COLUMN taxable           bigint NOT NULL DEFAULT 0,
  ADD COLUMN vat               bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_free          bigint NOT NULL DEFAULT 0,
  ADD COLUMN refunded_taxable  bigint NOT NULL DEFAULT 0,
  ADD COLUMN refunded_vat      bigint NOT NULL DEFAULT 0,
  ADD COLUMN refunded_tax_free bigint NOT NULL DEFAULT 0,
  -- The `mark` with which they were computed. Another one, or none: the version before computed the day,
  -- which knows no tax, and it is computed again.
  ADD COLUMN tax_mark          bigint;
CREATE INDEX days_without_tax ON reports.days (day) WHERE tax_mark IS DISTINCT FROM mark;
