-- The latest payment attempt of the order for which the hold was made or extended, from 1. The decline of an
-- earlier attempt does not release it.
ALTER TABLE promotions.uses ADD COLUMN attempt int NOT NULL DEFAULT 1;
ALTER TABLE promotions.point_holds ADD COLUMN attempt int NOT NULL DEFAULT 1;
