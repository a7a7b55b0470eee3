CREATE SCHEMA cart;

-- What a shopper means to buy. A guest cart's id is its secret: nothing else proves whose it is.
CREATE TABLE cart.carts (
  id         uuid        PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL   -- carts that nobody touched for long are removed
);
CREATE INDEX carts_updated_at ON cart.carts (updated_at);

CREATE TABLE cart.items (
  id         uuid   PRIMARY KEY,
  cart_id    uuid   NOT NULL REFERENCES cart.carts ON DELETE CASCADE,
  variant_id uuid   NOT NULL,
  quantity   int    NOT NULL CONSTRAINT items_quantity_range CHECK (quantity BETWEEN 1 AND 999),
  unit_price bigint NOT NULL,       -- the price that the shopper was shown last, minor units
  currency   text   NOT NULL,
  CONSTRAINT items_variant_unique UNIQUE (cart_id, variant_id)
);

-- How many lines a cart has beside the one of a variant. A volatile function looks with fresh eyes: a statement that waited
-- for the cart's lock counts what was put in meanwhile.
CREATE FUNCTION cart.count_lines(of_cart uuid, but_not uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT count(*) FROM cart.items WHERE cart_id = of_cart AND variant_id <> but_not);
END
$$;
