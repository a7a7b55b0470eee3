-- no transaction
-- What it serves, `orders_payable_due` serves too.
DROP INDEX CONCURRENTLY IF EXISTS orders.orders_due;
