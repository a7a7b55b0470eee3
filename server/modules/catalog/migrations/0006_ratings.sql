-- How members rate a product: copies of what the module reviews counts, so that cards, pages and lists need
-- no call. A copy is replaced by one of a later version alone.
ALTER TABLE catalog.products
  ADD COLUMN rating_count   int    NOT NULL DEFAULT 0 CHECK (rating_count >= 0),   -- reviews that are shown
  ADD COLUMN rating_sum     int    NOT NULL DEFAULT 0,                             -- of their 1 to 5 stars
  ADD COLUMN rating_version bigint NOT NULL DEFAULT 0,                             -- 0: never rated
  -- The place in lists sorted by rating: the average in ten-thousandths of a star, then how many rated.
  ADD COLUMN rating_rank    bigint NOT NULL GENERATED ALWAYS AS (
    CASE WHEN rating_count = 0 THEN 0
         ELSE rating_sum::bigint * 10000 / rating_count * 1000000 + least(rating_count, 999999) END) STORED,
  ADD CONSTRAINT products_rating_sum CHECK (rating_sum BETWEEN rating_count AND rating_count * 5);
