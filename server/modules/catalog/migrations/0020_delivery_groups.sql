-- The delivery group (묶음배송) that a product is sent with, by the code that the rules of delivery name it by.
-- Null, and a code that the rules do not have any more: the goods of the shop itself.
ALTER TABLE catalog.products
  ADD COLUMN delivery_group text,
  ADD CONSTRAINT products_delivery_group CHECK (delivery_group ~ '^[a-z0-9-]{1,30}$');
