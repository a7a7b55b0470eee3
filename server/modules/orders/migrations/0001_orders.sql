CREATE SCHEMA orders;

-- What somebody bought, frozen at the moment of placing: later changes of the catalogue do not reach it.
CREATE TABLE orders.orders (
  id               uuid        PRIMARY KEY,
  number           text        NOT NULL UNIQUE,   -- for people: 261122-7K3M9QX
  status           text        NOT NULL CHECK (status IN ('pending_payment', 'paid', 'preparing', 'shipped', 'delivered',
                     'completed', 'canceled', 'expired')),
  cart_id          uuid        NOT NULL,          -- where it came from
  guest_token_hash bytea       NOT NULL,          -- sha256 of the secret that a guest reads the order with
  language         text        NOT NULL CHECK (language IN ('ko', 'en')),
  contact          jsonb       NOT NULL,          -- {"name", "email", "phone"}
  shipping_address jsonb       NOT NULL,          -- {"recipient", "phone", "postcode", "address1", "address2"?, "memo"?}
  currency         text        NOT NULL,
  subtotal         bigint      NOT NULL,          -- minor units, the sum of the lines
  discount         bigint      NOT NULL DEFAULT 0 CHECK (discount >= 0),
  delivery_fee     bigint      NOT NULL CHECK (delivery_fee >= 0),
  total            bigint      NOT NULL,
  placed_at        timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,          -- unpaid after this moment it is given up
  paid_at          timestamptz,
  CONSTRAINT orders_total_adds_up CHECK (total = subtotal - discount + delivery_fee AND total > 0)
) WITH (fillfactor = 85);
CREATE INDEX orders_due ON orders.orders (expires_at) WHERE status = 'pending_payment';
CREATE INDEX orders_pending_of_cart ON orders.orders (cart_id) WHERE status = 'pending_payment';

CREATE TABLE orders.lines (
  id           uuid   PRIMARY KEY,
  order_id     uuid   NOT NULL REFERENCES orders.orders,
  position     int    NOT NULL,
  variant_id   uuid   NOT NULL,
  product_id   uuid   NOT NULL,
  product_slug text   NOT NULL,
  sku          text   NOT NULL,
  name         text   NOT NULL,
  options      jsonb  NOT NULL,   -- [{"label": "색상", "value": "아이보리"}]
  translations jsonb  NOT NULL,   -- {"en": {"name", "options"}}
  picture      jsonb,
  quantity     int    NOT NULL CHECK (quantity > 0),
  unit_price   bigint NOT NULL CHECK (unit_price >= 0),
  CONSTRAINT lines_position_unique UNIQUE (order_id, position)
);

-- What happened to an order, append-only: every change of status has its row.
CREATE TABLE orders.events (
  order_id uuid        NOT NULL REFERENCES orders.orders,
  seq      int         NOT NULL,
  type     text        NOT NULL,  -- 'placed', or the status that was reached
  data     jsonb       NOT NULL DEFAULT '{}',
  at       timestamptz NOT NULL,
  PRIMARY KEY (order_id, seq)
);
