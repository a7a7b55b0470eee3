-- A member's cart is found by its member, on every device; a guest's still by its secret id alone.
ALTER TABLE cart.carts
  ADD COLUMN member_id uuid,                                     -- null: a guest's
  -- A member has one cart.
  ADD CONSTRAINT carts_one_per_member UNIQUE (member_id);

-- Orders whose goods have been taken out of the cart they came from: once, however often that is asked for.
CREATE TABLE cart.taken_out (
  order_id uuid        PRIMARY KEY,
  at       timestamptz NOT NULL                                  -- nobody asks again after some days
);
CREATE INDEX taken_out_at ON cart.taken_out (at);
