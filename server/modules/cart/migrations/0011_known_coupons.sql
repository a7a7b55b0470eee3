-- Codes that a quote of the cart accepted. Who knows a code does not guess it: it can be named while other
-- codes of the shopper, or of the shopper's network, have to wait.
ALTER TABLE cart.carts ADD COLUMN known_coupons text[] NOT NULL DEFAULT '{}';
