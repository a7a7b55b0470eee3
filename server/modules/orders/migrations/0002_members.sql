-- An order is a member's, who reads it signed in, or a guest's, who reads it with a token.
ALTER TABLE orders.orders
  ADD COLUMN member_id   uuid,                                   -- null: a guest's
  ADD COLUMN archived_at timestamptz,                            -- when the buyer's data was moved to the archive
  ALTER COLUMN guest_token_hash DROP NOT NULL,
  -- Exactly one way to read it.
  ADD CONSTRAINT orders_one_owner CHECK (num_nonnulls(member_id, guest_token_hash) = 1);
CREATE INDEX orders_of_member ON orders.orders (member_id, id DESC) WHERE member_id IS NOT NULL;

-- Members who left while an order of theirs was not finished: its data follows when it is. A row goes when nothing is left to do.
CREATE TABLE orders.former_members (
  member_id uuid        PRIMARY KEY,
  left_at   timestamptz NOT NULL
);

-- What the law makes a shop keep of the orders of members who left: away from what the shop works with, and read by no route.
CREATE SCHEMA orders_archive;

CREATE TABLE orders_archive.buyers (
  order_id        uuid        PRIMARY KEY,
  member_id       uuid        NOT NULL,
  name            text        NOT NULL,
  email           text        NOT NULL,
  phone           text        NOT NULL,
  recipient       text        NOT NULL,
  recipient_phone text        NOT NULL,
  postcode        text        NOT NULL,
  address1        text        NOT NULL,
  address2        text,
  memo            text,
  archived_at     timestamptz NOT NULL,
  retention_until timestamptz NOT NULL    -- deleted after it: five years after placing
);
CREATE INDEX buyers_over ON orders_archive.buyers (retention_until);
