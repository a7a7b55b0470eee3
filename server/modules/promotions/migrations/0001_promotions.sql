CREATE SCHEMA promotions;

-- What a shopper may pay less, and under which terms. Amounts are minor units of `currency`. The terms never
-- change after the first use could have been made; an edit changes the name, the period and the status.
CREATE TABLE promotions.coupons (
  id               uuid        PRIMARY KEY,
  code             text        NOT NULL CONSTRAINT coupons_code_unique UNIQUE,  -- in capitals
  name             text        NOT NULL,              -- what a shopper reads
  -- What becomes cheaper.
  kind             text        NOT NULL CHECK (kind IN ('product', 'cart', 'delivery')),
  amount           bigint      CHECK (amount > 0),    -- of a fixed discount
  percent          int         CHECK (percent BETWEEN 1 AND 100),
  cap              bigint      CHECK (cap > 0),       -- a percentage takes no more than this; null: no cap
  currency         text        NOT NULL,
  minimum          bigint      NOT NULL CHECK (minimum >= 0),  -- of the goods, before any discount
  product_ids      uuid[]      NOT NULL,              -- of kind product: it applies to these goods,
  category_ids     uuid[]      NOT NULL,              -- and to those of these categories; both empty: to all
  starts_at        timestamptz,                       -- from this moment on; null: at once
  ends_at          timestamptz,                       -- until just before it; null: no end
  total_limit      int         CHECK (total_limit > 0),       -- uses by all shoppers; null: no limit
  -- Uses by one member; null: no limit, and for guests too.
  per_member_limit int         CHECK (per_member_limit > 0),
  downloadable     boolean     NOT NULL,              -- members may take it into their account
  status           text        NOT NULL CHECK (status IN ('active', 'paused', 'ended')),  -- 'ended' is final
  used             int         NOT NULL DEFAULT 0,    -- uses that are held or committed
  version          int         NOT NULL DEFAULT 1,    -- counts the edits: the ETag
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CONSTRAINT coupons_one_discount CHECK (
    num_nonnulls(amount, percent) = 1 AND (cap IS NULL OR percent IS NOT NULL)),
  CONSTRAINT coupons_period CHECK (starts_at < ends_at),
  CONSTRAINT coupons_goods_of_kind CHECK (
    kind = 'product' OR cardinality(product_ids) + cardinality(category_ids) = 0),
  CONSTRAINT coupons_used_within_limit CHECK (used >= 0 AND used <= coalesce(total_limit, used))
);

-- What each edit of a coupon changed. The last fifty are kept.
CREATE TABLE promotions.coupon_edits (
  coupon_id   uuid        NOT NULL REFERENCES promotions.coupons,
  version     int         NOT NULL,                   -- the version that the edit made
  differences jsonb       NOT NULL,                   -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (coupon_id, version)
);

-- The coupons of a member: those that the member took, and those that an order of the member used.
CREATE TABLE promotions.member_coupons (
  id        uuid        PRIMARY KEY,                  -- UUIDv7: sorts by the time of taking
  member_id uuid        NOT NULL,
  coupon_id uuid        NOT NULL REFERENCES promotions.coupons,
  taken_at  timestamptz NOT NULL,
  used      int         NOT NULL DEFAULT 0,           -- uses by this member that are held or committed
  most      int,                                      -- the coupon's limit for each member
  CONSTRAINT member_coupons_once UNIQUE (member_id, coupon_id),
  CONSTRAINT member_coupons_used_within_limit CHECK (used >= 0 AND used <= coalesce(most, used))
);

CREATE INDEX member_coupons_list ON promotions.member_coupons (member_id, id DESC);

-- A coupon in an order. The key makes reserving idempotent.
CREATE TABLE promotions.uses (
  order_id   uuid        NOT NULL,
  coupon_id  uuid        NOT NULL REFERENCES promotions.coupons,
  cart_id    uuid        NOT NULL,                    -- of the order: a quote of it does not count the use
  member_id  uuid,                                    -- null: a guest's, or the member left
  -- 'held' for an order that may be paid, 'committed' when it is paid; 'released' counts for no limit.
  state      text        NOT NULL CHECK (state IN ('held', 'committed', 'released')),
  expires_at timestamptz NOT NULL,                    -- a held use is released after it
  PRIMARY KEY (order_id, coupon_id)
);
CREATE INDEX uses_of_coupon ON promotions.uses (coupon_id) WHERE state <> 'released';
CREATE INDEX uses_of_cart ON promotions.uses (cart_id) WHERE state = 'held';
CREATE INDEX uses_of_member ON promotions.uses (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX uses_due ON promotions.uses (expires_at) WHERE state = 'held';
CREATE INDEX uses_released ON promotions.uses (expires_at) WHERE state = 'released';
CREATE INDEX uses_committed ON promotions.uses (order_id, coupon_id) WHERE state = 'committed';
