-- What delivery costs, as staff set it. Each edit adds a row, so that a stale edit can be told what changed
-- since; the newest row counts. Without a row the fee of the configuration counts. The last hundred are kept.
CREATE TABLE cart.delivery_rules (
  -- 1, 2, 3 … without gaps; the ETag of the rules. Two edits of one version collide here.
  version    integer     PRIMARY KEY CHECK (version >= 1),
  -- The rules by their names in contract/delivery-rules.ts; amounts in minor units of the shop's currency.
  content    jsonb       NOT NULL CHECK (jsonb_typeof(content) = 'object'),
  created_at timestamptz NOT NULL
);

-- What the shopper was shown last beside the prices of the lines: an order that costs otherwise is refused.
ALTER TABLE cart.carts
  -- Counts the changes of the items, so that a late response cannot say what was shown of a newer cart.
  ADD COLUMN revision        integer NOT NULL DEFAULT 0,
  ADD COLUMN shown_fee       bigint,                      -- of delivery, without surcharge; null: nothing yet
  ADD COLUMN shown_surcharge bigint  NOT NULL DEFAULT 0,  -- of the region of the last quote's postcode
  ADD COLUMN shown_discount  bigint  NOT NULL DEFAULT 0;  -- of automatic promotions
