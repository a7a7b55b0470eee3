-- Coupons are offered to members, who take them without a code, and given by staff.
--
-- `downloadable` is read no more: every coupon was made with it unless staff said otherwise, and it meant
-- taking by code. The version before still reads and writes it.
ALTER TABLE promotions.coupons
  ADD COLUMN offered boolean NOT NULL DEFAULT false,  -- listed to all members, who may take it
  ADD COLUMN taken   int     NOT NULL DEFAULT 0;      -- members who took it or were given it

-- Before, a coupon could be taken more often than it can be used.
UPDATE promotions.coupons SET taken = least(counted.members, coalesce(total_limit, counted.members))
FROM (SELECT coupon_id, count(*)::int AS members FROM promotions.member_coupons GROUP BY coupon_id) AS counted
WHERE counted.coupon_id = coupons.id;

ALTER TABLE promotions.coupons
  ADD CONSTRAINT coupons_taken_within_limit CHECK (taken >= 0 AND taken <= coalesce(total_limit, taken));
CREATE INDEX coupons_offered ON promotions.coupons (id DESC) WHERE offered AND status = 'active';
