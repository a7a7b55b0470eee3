-- What happens to an order after its payment: pieces are canceled, sent in parcels, and money is given back.
ALTER TABLE orders.orders
  ADD COLUMN refunded     bigint NOT NULL DEFAULT 0,   -- minor units that were decided to be given back
  ADD COLUMN delivered_at timestamptz,                 -- when the last parcel arrived
  ADD CONSTRAINT orders_refunded_within_total CHECK (refunded BETWEEN 0 AND total),
  ADD CONSTRAINT orders_canceled_refunded CHECK (status <> 'canceled' OR paid_at IS NULL OR refunded = total);
ALTER TABLE orders.lines
  ADD COLUMN canceled int    NOT NULL DEFAULT 0,       -- pieces that are not bought any more
  ADD COLUMN shipped  int    NOT NULL DEFAULT 0,       -- pieces in parcels
  ADD COLUMN refunded bigint NOT NULL DEFAULT 0,       -- the order's refunds that are for this line
  ADD CONSTRAINT lines_pieces_once CHECK (canceled >= 0 AND shipped >= 0 AND canceled + shipped <= quantity),
  ADD CONSTRAINT lines_refunded_within_line CHECK (refunded BETWEEN 0 AND quantity * unit_price - discount);

-- Append-only. An event carries each one to payments; the id is the reason that payments knows it by.
CREATE TABLE orders.refunds (
  id       uuid        PRIMARY KEY,
  order_id uuid        NOT NULL REFERENCES orders.orders,
  kind     text        NOT NULL CHECK (kind IN ('cancel', 'staff')),  -- canceled pieces, or by staff
  amount   bigint      NOT NULL CHECK (amount >= 0),   -- minor units; 0: the pieces cost nothing
  reason   text,                                                      -- null: deleted with the buyer's data
  lines    jsonb       NOT NULL,   -- [{"lineId", "quantity", "amount"}]; quantity: pieces that were canceled
  at       timestamptz NOT NULL
);
CREATE INDEX refunds_of_order ON orders.refunds (order_id, id);

CREATE TABLE orders.shipments (
  id              uuid        PRIMARY KEY,
  order_id        uuid        NOT NULL REFERENCES orders.orders,
  carrier         text        NOT NULL,
  tracking_number text        NOT NULL,
  lines           jsonb       NOT NULL,   -- [{"lineId", "quantity"}]
  shipped_at      timestamptz NOT NULL,
  delivered_at    timestamptz             -- null: on its way
);
CREATE INDEX shipments_of_order ON orders.shipments (order_id, id);

-- The lists of staff: by status, by a part of the number or the buyer's data, by SKU.
CREATE INDEX orders_by_status ON orders.orders (status, id);
CREATE INDEX orders_words ON orders.orders USING gin ((lower(
  number || ' ' || (contact ->> 'name') || ' ' || (contact ->> 'email') || ' ' || (contact ->> 'phone')))
  gin_trgm_ops);
CREATE INDEX lines_by_sku ON orders.lines (upper(sku));
-- Orders that become completed by themselves.
CREATE INDEX orders_delivered ON orders.orders (delivered_at) WHERE status = 'delivered';
