-- The part of the delivery fee that the region of the address costs on top, when the order was placed.
ALTER TABLE orders.orders
  ADD COLUMN delivery_surcharge bigint NOT NULL DEFAULT 0,   -- minor units; `delivery_fee` has it already
  ADD COLUMN delivery_region    jsonb,                       -- its name: {"ko", "en"}; null: no surcharge
  ADD CONSTRAINT orders_surcharge_within_fee CHECK (delivery_surcharge BETWEEN 0 AND delivery_fee);
