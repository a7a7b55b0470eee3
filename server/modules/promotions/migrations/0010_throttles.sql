-- Wrong codes of coupons, per shopper and per network. A row is worth nothing after a day.
CREATE TABLE promotions.throttles (
  key            text        PRIMARY KEY,               -- sha256 of kind and value: it names no one
  failures       int         NOT NULL CHECK (failures > 0),
  started_at     timestamptz NOT NULL,                  -- of the first failure that counts
  last_failed_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX throttles_last_failed_at ON promotions.throttles (last_failed_at);
