-- no transaction
-- The words of `orders_words`. Programs of the version before search with `orders_digits`. Nothing else needs
-- it: the next release drops it.
CREATE INDEX CONCURRENTLY orders_dated_digits ON orders.orders USING gin (orders.dated_windows(
  orders.period_of(id),
  number || ' ' || (contact ->> 'name') || ' ' || (contact ->> 'email') || ' ' || (contact ->> 'phone')));
