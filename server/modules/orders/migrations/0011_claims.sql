-- Claims: pieces that were sent and that their buyer returns or has exchanged.
CREATE TABLE orders.claims (
  id              uuid        PRIMARY KEY,   -- its refund or its new reservation has it too
  order_id        uuid        NOT NULL REFERENCES orders.orders,
  kind            text        NOT NULL CHECK (kind IN ('return', 'exchange')),
  status          text        NOT NULL CHECK (status IN ('requested', 'collecting', 'collected', 'inspected',
                    'refunded', 'reshipping', 'done', 'rejected', 'withdrawn')),
  fault           text        NOT NULL CHECK (fault IN ('buyer', 'seller')),  -- buyer: a change of mind
  reason          text,                      -- null: deleted with the buyer's data
  return_fee      bigint      NOT NULL CHECK (return_fee >= 0),  -- minor units, as the buyer was told
  decision        text,                      -- why it was rejected
  carrier         text,                      -- of the parcel that comes back
  tracking_number text,
  requested_at    timestamptz NOT NULL,
  changed_at      timestamptz NOT NULL,      -- when it reached its status
  CONSTRAINT claims_status_of_kind CHECK (CASE kind
    WHEN 'return' THEN status NOT IN ('reshipping', 'done') ELSE status <> 'refunded' END)
);
CREATE INDEX claims_of_order ON orders.claims (order_id, id);
CREATE INDEX claims_by_status ON orders.claims (status, id);

CREATE TABLE orders.claim_lines (
  claim_id   uuid NOT NULL REFERENCES orders.claims,
  line_id    uuid NOT NULL REFERENCES orders.lines,
  quantity   int  NOT NULL CHECK (quantity > 0),  -- pieces that the buyer announced
  received   int,                                 -- null: not inspected yet
  resellable int,                                 -- of those that were received
  PRIMARY KEY (claim_id, line_id),
  CONSTRAINT claim_lines_within CHECK (received BETWEEN 0 AND quantity AND resellable BETWEEN 0 AND received)
);

ALTER TABLE orders.lines
  ADD COLUMN claimed   int NOT NULL DEFAULT 0,   -- sent pieces in claims that are not void
  ADD COLUMN returned  int NOT NULL DEFAULT 0,   -- of those: came back and were refunded
  ADD COLUMN restocked int NOT NULL DEFAULT 0,   -- of those: were put back into the stock
  ADD CONSTRAINT lines_claimed_once CHECK (claimed BETWEEN 0 AND shipped
    AND returned BETWEEN 0 AND claimed AND restocked BETWEEN 0 AND claimed);

-- 'returned': nothing of what arrived is kept.
ALTER TABLE orders.orders
  ADD COLUMN return_fees bigint NOT NULL DEFAULT 0 CHECK (return_fees >= 0),  -- kept from refunds of returns
  DROP CONSTRAINT orders_status_check,
  ADD CONSTRAINT orders_status_check CHECK (status IN ('pending_payment', 'paid', 'preparing', 'shipped',
    'delivered', 'completed', 'returned', 'canceled', 'expired'));
ALTER TABLE orders.refunds
  DROP CONSTRAINT refunds_kind_check,
  ADD CONSTRAINT refunds_kind_check CHECK (kind IN ('cancel', 'staff', 'return'));

-- A parcel with the goods of an exchange. Its pieces are not counted as sent once more.
ALTER TABLE orders.shipments ADD COLUMN claim_id uuid UNIQUE REFERENCES orders.claims;
