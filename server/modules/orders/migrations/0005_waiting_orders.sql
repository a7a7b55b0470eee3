-- Orders that are paid and not yet with their buyer are counted every few seconds, and are what staff work
-- on.
CREATE INDEX orders_in_fulfilment ON orders.orders (status, paid_at)
  WHERE status IN ('paid', 'preparing', 'shipped');
