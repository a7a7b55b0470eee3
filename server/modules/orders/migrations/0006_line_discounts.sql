-- The part of the order's discount that falls on a line. A line that is canceled is refunded without it.
ALTER TABLE orders.lines
  ADD COLUMN discount bigint NOT NULL DEFAULT 0,   -- minor units; the version before this one writes none
  ADD CONSTRAINT lines_discount_within_line CHECK (discount >= 0 AND discount <= quantity * unit_price);
