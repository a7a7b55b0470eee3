-- Guests' orders that were closed without a payment are deleted after a time: they are no contract, and
-- anybody can make any number of them.
CREATE INDEX orders_never_paid ON orders.orders (id)
  WHERE paid_at IS NULL AND member_id IS NULL AND status IN ('canceled', 'expired');
