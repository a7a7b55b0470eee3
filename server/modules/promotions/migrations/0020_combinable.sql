-- Of one kind, an order has one coupon, or several that are all combinable: ADR 32. Coupons from before could
-- be combined with any other, and keep it; so do those that the version before makes.
ALTER TABLE promotions.coupons ADD COLUMN combinable boolean NOT NULL DEFAULT true;
