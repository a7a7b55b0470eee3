-- Which member was told of points that expire: once 30 days before, and once 7 days before.
CREATE TABLE notifications.point_notices (
  member_id   uuid        NOT NULL,
  expires_on  date        NOT NULL,  -- a day of the shop
  days_before int         NOT NULL CHECK (days_before IN (30, 7)),
  told_on     date        NOT NULL,  -- a day of the shop: a member gets one mail a day
  PRIMARY KEY (member_id, expires_on, days_before)
);
CREATE INDEX point_notices_told ON notifications.point_notices (told_on, member_id);
