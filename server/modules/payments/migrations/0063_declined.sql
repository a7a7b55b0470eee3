-- True: the provider refused a try to pay, and the order has not taken its coupons back since. Money that
-- comes all the same is an orphan.
ALTER TABLE payments.attempts ADD COLUMN declined boolean NOT NULL DEFAULT false;
