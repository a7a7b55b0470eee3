-- no transaction
-- The words of `orders_words`.
CREATE INDEX CONCURRENTLY orders_digits ON orders.orders USING gin (orders.digit_windows(
  number || ' ' || (contact ->> 'name') || ' ' || (contact ->> 'email') || ' ' || (contact ->> 'phone')));
