-- What each automatic promotion took off the order: [{"promotionId", "name", "amount"}], minor units.
-- `discount` is the sum of these and of `discounts`, which are those of coupons.
ALTER TABLE orders.orders ADD COLUMN promotions jsonb NOT NULL DEFAULT '[]';
