-- Sales of a day: orders by the moment of their payment, refunds by the moment they were booked.
CREATE INDEX orders_by_payment ON orders.orders (paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX refunds_by_time ON orders.refunds (at);
