-- What each delivery group of the order cost, frozen: [{"name": {"ko", "en"} or null, "fee"}], minor units.
-- They sum to `delivery_fee` less its surcharge. Empty for a shop without groups, and for orders of earlier
-- versions.
ALTER TABLE orders.orders ADD COLUMN delivery_groups jsonb NOT NULL DEFAULT '[]';
