-- no transaction
-- The orders of a title, the newest first.
CREATE INDEX CONCURRENTLY lines_of_title ON orders.lines (name, order_id);
