-- Orders that are paid by a transfer wait for it: 'awaiting_deposit', with `expires_at` when it is due. When a
-- bank takes the deposit back before anything was sent, nothing is: 'on_hold'.
ALTER TABLE orders.orders
  DROP CONSTRAINT orders_status_check,
  ADD CONSTRAINT orders_status_check CHECK (status IN ('pending_payment', 'awaiting_deposit', 'paid', 'on_hold',
    'preparing', 'shipped', 'delivered', 'completed', 'returned', 'canceled', 'expired'));
CREATE INDEX orders_payable_due ON orders.orders (expires_at, id)
  WHERE status IN ('pending_payment', 'awaiting_deposit');

-- Whose decision a refund is. A large one of staff waits for another member of staff (payments.refunds).
ALTER TABLE orders.refunds ADD COLUMN staff_id uuid;  -- null: the buyer's, or of an earlier version
