-- Whose order an attempt pays: another member cannot confirm it.
ALTER TABLE payments.attempts ADD COLUMN owner_id uuid;   -- id of the member; null: a guest's order
