-- What each coupon took off the order: [{"couponId", "coupon", "name", "kind", "amount"}], minor units.
-- `discount` is their sum. The version before this one writes no discount.
ALTER TABLE orders.orders ADD COLUMN discounts jsonb NOT NULL DEFAULT '[]';
