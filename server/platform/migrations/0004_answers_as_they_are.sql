-- An answer of an order is about 2 kB, just enough to be compressed, and that took two fifths of the time of
-- storing it. It lives for a week, so it stays as it is unless it does not fit on a page.
ALTER TABLE platform.idempotency_keys SET (toast_tuple_target = 8160);
