-- Orders that are paid by a transfer wait for it: 'awaiting_deposit', with `expires_at` when it is due.
ALTER TABLE orders.orders
  DROP CONSTRAINT orders_status_check,
  ADD CONSTRAINT orders_status_check CHECK (status IN ('pending_payment', 'awaiting_deposit', 'paid',
    'preparing', 'on_hold', 'shipped', 'delivered', 'completed', 'returned', 'canceled', 'expired')),
  -- The bank took the deposit back, so that the order has no money. 'held': it is on hold for that; 'noted':
  -- staff were told, because it was sent or on hold before. Null: it has its money, or never had any.
  ADD COLUMN deposit_lost text CHECK (deposit_lost IN ('held', 'noted'));
CREATE INDEX orders_payable_due ON orders.orders (expires_at, id)
  WHERE status IN ('pending_payment', 'awaiting_deposit');

-- Whose decision a refund is. A large one of staff waits for another one of them (payments.refunds).
ALTER TABLE orders.refunds ADD COLUMN staff_id uuid;  -- null: the buyer's, or of an earlier version
