-- A cart has one payable order at most, whatever the timing of requests. `sole_of_cart` says that an order
-- counts: the version before this one does not write it, so that its orders do not break the constraint while
-- both run. When no such version runs any more, a migration can drop the column and index `cart_id` alone.
ALTER TABLE orders.orders ADD COLUMN sole_of_cart boolean NOT NULL DEFAULT false;

-- Of the unpaid orders that a cart has by now, the newest is the payable one. The others are due at once: the
-- job `orders.expire` closes each as it closes any order, its payment first, so that no money is lost.
UPDATE orders.orders SET sole_of_cart = true
WHERE id IN (
  SELECT DISTINCT ON (cart_id) id FROM orders.orders
  WHERE status = 'pending_payment' ORDER BY cart_id, id DESC);
UPDATE orders.orders SET expires_at = least(expires_at, now())
WHERE status = 'pending_payment' AND NOT sole_of_cart;

CREATE UNIQUE INDEX orders_one_payable_per_cart ON orders.orders (cart_id)
  WHERE status = 'pending_payment' AND sole_of_cart;
DROP INDEX orders.orders_pending_of_cart;
