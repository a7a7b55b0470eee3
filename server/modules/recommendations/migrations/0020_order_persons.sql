-- Whose order it is, when its buyer agreed to be known and is no member: told by the browser that placed it.
-- A purchase is then an event of that person, as a member's is.
CREATE TABLE recommendations.order_persons (
  basket_id  uuid        PRIMARY KEY,   -- a hash of the order, as in the events
  visitor_id uuid,
  member_id  uuid,                      -- the guest signed in later
  at         timestamptz NOT NULL,
  CONSTRAINT order_persons_one CHECK (num_nonnulls(visitor_id, member_id) = 1)
);
CREATE INDEX order_persons_of_visitor ON recommendations.order_persons (visitor_id)
  WHERE visitor_id IS NOT NULL;
CREATE INDEX order_persons_of_member ON recommendations.order_persons (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX order_persons_old ON recommendations.order_persons (at);

-- Guests who said no, for a day: an event that was on its way names them no more.
CREATE TABLE recommendations.refusals (
  visitor_id uuid        PRIMARY KEY,
  at         timestamptz NOT NULL
);
