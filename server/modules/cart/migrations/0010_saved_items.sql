-- What a shopper saved for later, beside the cart: it is not priced into it, and no order takes it.
CREATE TABLE cart.saved_items (
  id         uuid PRIMARY KEY,           -- UUIDv7: the newest is shown first
  cart_id    uuid NOT NULL REFERENCES cart.carts ON DELETE CASCADE,
  variant_id uuid NOT NULL,
  quantity   int  NOT NULL CONSTRAINT saved_items_quantity_range CHECK (quantity BETWEEN 1 AND 999),
  CONSTRAINT saved_items_variant_unique UNIQUE (cart_id, variant_id)
);
