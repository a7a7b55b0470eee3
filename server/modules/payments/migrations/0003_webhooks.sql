-- Of a webhook, only what is read is kept: its id, and the payment that it was about. A provider's body names
-- people, so `body` stays empty from now on. The version before this one still writes it while both run. A
-- later migration can drop the column.
ALTER TABLE payments.webhook_inbox
  ALTER COLUMN body DROP NOT NULL,
  ADD COLUMN provider_order_id text;     -- the attempt that it is about; null: stored by an earlier version
UPDATE payments.webhook_inbox SET body = NULL;

CREATE INDEX webhook_inbox_of_attempt ON payments.webhook_inbox (provider, provider_order_id, received_at);
CREATE INDEX webhook_inbox_received ON payments.webhook_inbox (received_at);
