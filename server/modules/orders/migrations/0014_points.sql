-- Points that an order spends and earns; one is worth one minor unit. `total` is what money pays, so it is
-- without the points, and may be 0.
ALTER TABLE orders.orders
  ADD COLUMN points_spent    bigint NOT NULL DEFAULT 0 CHECK (points_spent >= 0),
  ADD COLUMN points_refunded bigint NOT NULL DEFAULT 0,   -- that were decided to be given back
  -- Of the money that the shop keeps, what a member earns; 0 for a guest, and for orders of earlier versions.
  ADD COLUMN points_percent  int    NOT NULL DEFAULT 0 CHECK (points_percent BETWEEN 0 AND 100),
  ADD COLUMN points_earned   bigint GENERATED ALWAYS AS ((total - refunded) * points_percent / 100) STORED,
  DROP CONSTRAINT orders_total_adds_up,
  DROP CONSTRAINT orders_canceled_refunded,
  ADD CONSTRAINT orders_total_adds_up CHECK (
    total = subtotal - discount + delivery_fee - points_spent AND total >= 0),
  ADD CONSTRAINT orders_points_refunded_within_spent CHECK (points_refunded BETWEEN 0 AND points_spent),
  ADD CONSTRAINT orders_canceled_refunded CHECK (
    status <> 'canceled' OR paid_at IS NULL OR (refunded = total AND points_refunded = points_spent));

ALTER TABLE orders.refunds
  ADD COLUMN points      bigint NOT NULL DEFAULT 0 CHECK (points >= 0),       -- spent ones, that come back
  ADD COLUMN earned_back bigint NOT NULL DEFAULT 0 CHECK (earned_back >= 0);  -- earned ones, taken back
