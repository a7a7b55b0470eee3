-- 'on_hold': staff, or a payment that is in doubt, stopped the order; nothing of it is prepared or sent.
-- 'awaiting_deposit': a transfer is expected.
ALTER TABLE orders.orders
  ADD COLUMN held_from text,  -- the status that the order returns to; null: not on hold
  DROP CONSTRAINT orders_status_check,
  ADD CONSTRAINT orders_status_check CHECK (status IN ('pending_payment', 'awaiting_deposit', 'paid',
    'preparing', 'on_hold', 'shipped', 'delivered', 'completed', 'returned', 'canceled', 'expired')),
  ADD CONSTRAINT orders_held_from CHECK ((status = 'on_hold') = (held_from IS NOT NULL)
    AND held_from IN ('paid', 'preparing'));
