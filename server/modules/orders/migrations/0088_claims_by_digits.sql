-- no transaction
-- As for orders, with the words of `claims_words`.
CREATE INDEX CONCURRENTLY claims_digits ON orders.claims USING gin (orders.digit_windows(
  order_number || ' ' || (order_contact ->> 'name') || ' '
  || (order_contact ->> 'email') || ' ' || (order_contact ->> 'phone')));
