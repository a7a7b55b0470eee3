-- How a guest gets back to an order without the browser that placed it: a code by mail, for a token.
CREATE TABLE orders.guest_access (
  id         uuid        PRIMARY KEY,      -- UUIDv7: the newest code of an order counts
  order_id   uuid        NOT NULL REFERENCES orders.orders ON DELETE CASCADE,
  code_hash  bytea,                        -- of the code in the mail; null once it was exchanged
  guesses    int         NOT NULL DEFAULT 0 CHECK (guesses BETWEEN 0 AND 5),
  token_hash bytea       UNIQUE,           -- of the token that the code was exchanged for; null before
  expires_at timestamptz NOT NULL,         -- of the code, then of the token
  CONSTRAINT guest_access_code_or_token CHECK (num_nonnulls(code_hash, token_hash) = 1)
);
CREATE INDEX guest_access_of_order ON orders.guest_access (order_id, id DESC);
CREATE INDEX guest_access_due ON orders.guest_access (expires_at);
