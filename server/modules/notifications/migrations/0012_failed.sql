-- What staff are shown on the first page of the back office.
CREATE INDEX webhook_deliveries_dead ON notifications.webhook_deliveries (last_at) WHERE state = 'dead';
CREATE INDEX messages_failed ON notifications.messages (ended_at) WHERE state = 'failed';
