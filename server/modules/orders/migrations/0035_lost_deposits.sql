-- Staff are shown the orders whose deposit was taken back by its bank and has not come again.
CREATE INDEX orders_deposit_lost ON orders.orders (id) WHERE deposit_lost IS NOT NULL;
