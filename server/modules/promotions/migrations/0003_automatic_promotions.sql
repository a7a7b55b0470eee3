-- What takes something off every cart that has the goods for it, without a code. The effect never changes; an
-- edit changes the name, the period and the status.
CREATE TABLE promotions.automatic_promotions (
  id           uuid        PRIMARY KEY,
  name         text        NOT NULL,                  -- what a shopper reads
  effect       jsonb       NOT NULL,                  -- PromotionEffect of contract/promotion.ts
  product_ids  uuid[]      NOT NULL,                  -- it applies to these goods,
  category_ids uuid[]      NOT NULL,                  -- and to those of these categories; both empty: to all
  starts_at    timestamptz,                           -- from this moment on; null: at once
  ends_at      timestamptz,                           -- until just before it; null: no end
  status       text        NOT NULL CHECK (status IN ('active', 'paused', 'ended')),  -- 'ended' is final
  version      int         NOT NULL DEFAULT 1,        -- counts the edits: the ETag
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  CONSTRAINT automatic_promotions_period CHECK (starts_at < ends_at)
);
CREATE INDEX automatic_promotions_active ON promotions.automatic_promotions (id) WHERE status = 'active';

-- What each edit of a promotion changed. The last fifty are kept.
CREATE TABLE promotions.promotion_edits (
  promotion_id uuid        NOT NULL REFERENCES promotions.automatic_promotions,
  version      int         NOT NULL,                  -- the version that the edit made
  differences  jsonb       NOT NULL,                  -- [{"pointer", "was", "now"}]
  edited_at    timestamptz NOT NULL,
  PRIMARY KEY (promotion_id, version)
);
