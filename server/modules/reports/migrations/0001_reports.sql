CREATE SCHEMA reports;

-- Sales of a day of the shop, in its time zone and currency. Amounts are minor units. A day without sales may
-- have no row.
CREATE TABLE reports.days (
  day          date        PRIMARY KEY,
  orders       int         NOT NULL,   -- that were paid on it
  pieces       int         NOT NULL,
  gross        bigint      NOT NULL,   -- the goods before discounts
  discount     bigint      NOT NULL,
  delivery     bigint      NOT NULL,
  refunds      bigint      NOT NULL,   -- that were booked on it
  mark         bigint      NOT NULL,   -- of `stale_days`, before it was computed
  refreshed_at timestamptz NOT NULL
);

CREATE TABLE reports.product_days (
  day        date   NOT NULL REFERENCES reports.days ON DELETE CASCADE,
  product_id uuid   NOT NULL,
  name       text   NOT NULL,          -- in an order of the day
  pieces     int    NOT NULL,          -- paid for, less those canceled on it
  net        bigint NOT NULL,          -- paid for them, less what was refunded on it
  PRIMARY KEY (day, product_id)
);

-- Days whose sales have changed since they were computed. Marks only rise, so that of two computations of a
-- day the one that began later stays.
CREATE SEQUENCE reports.marks;
CREATE TABLE reports.stale_days (
  day  date   PRIMARY KEY,
  mark bigint NOT NULL DEFAULT nextval('reports.marks')   -- of the last change
);

-- One row when the days before the first run were marked. Deleting it makes the next run compute all anew.
CREATE TABLE reports.filled (
  is_filled boolean     PRIMARY KEY DEFAULT true CHECK (is_filled),
  filled_at timestamptz NOT NULL
);
