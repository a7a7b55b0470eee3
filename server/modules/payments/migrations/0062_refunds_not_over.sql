-- no transaction
-- A withdrawn one is over, as one that succeeded.
CREATE INDEX CONCURRENTLY refunds_open ON payments.refunds (state)
  WHERE state NOT IN ('SUCCEEDED', 'WITHDRAWN');
