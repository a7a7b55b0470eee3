-- no transaction
-- Each minute refunds that are not over are compared with payments, and nearly all are over.
CREATE INDEX CONCURRENTLY refunds_unfinished ON orders.refunds (id) WHERE state NOT IN ('done', 'withdrawn');
CREATE INDEX CONCURRENTLY refunds_withdrawn ON orders.refunds (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
