-- Points of members: one is worth one minor unit of the shop's currency. Every transaction that changes a
-- member's points locks the member's account first.
CREATE TABLE promotions.point_accounts (
  member_id uuid   PRIMARY KEY,
  available bigint NOT NULL DEFAULT 0 CHECK (available >= 0),  -- the sum of what is left of the lots
  held      bigint NOT NULL DEFAULT 0 CHECK (held >= 0),       -- of unpaid orders
  debt      bigint NOT NULL DEFAULT 0 CHECK (debt >= 0),       -- taken back after it was spent
  left_at   timestamptz,                                       -- the member left: it takes no points any more
  -- The sum of the ledger.
  balance   bigint NOT NULL GENERATED ALWAYS AS (available + held - debt) STORED,
  CONSTRAINT point_accounts_debt_is_paid_first CHECK (debt = 0 OR available = 0)
);

-- Points that came together and expire together.
CREATE TABLE promotions.point_lots (
  id         uuid        PRIMARY KEY,
  member_id  uuid        NOT NULL REFERENCES promotions.point_accounts,
  amount     bigint      NOT NULL CHECK (amount > 0),
  remaining  bigint      NOT NULL,                 -- neither held, spent, taken back nor expired
  -- 'purchase' was earned, 'staff' given by staff, 'refund' came back after its first expiry.
  source     text        NOT NULL CHECK (source IN ('purchase', 'staff', 'refund')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT point_lots_remaining_within_amount CHECK (remaining BETWEEN 0 AND amount)
);
CREATE INDEX point_lots_of_member ON promotions.point_lots (member_id, expires_at, id) WHERE remaining > 0;
CREATE INDEX point_lots_due ON promotions.point_lots (expires_at) WHERE remaining > 0;

-- Append-only; deleted when its member leaves.
CREATE TABLE promotions.point_ledger (
  id        uuid        PRIMARY KEY,               -- UUIDv7: sorts by time
  member_id uuid        NOT NULL REFERENCES promotions.point_accounts,
  -- 'earned' by a purchase, 'clawed_back' when its money went back; 'spent' on an order, 'restored' when it
  -- was canceled; 'granted' or taken by staff; 'expired'.
  kind      text        NOT NULL CHECK (
    kind IN ('earned', 'clawed_back', 'spent', 'restored', 'granted', 'expired')),
  cause     uuid        NOT NULL,                  -- the order, the refund, the request, or the row itself
  order_id  uuid,
  amount    bigint      NOT NULL CHECK (amount <> 0),
  reason    text,                                  -- of staff, for the member to read
  at        timestamptz NOT NULL,
  CONSTRAINT point_ledger_once UNIQUE (kind, cause)
);
CREATE INDEX point_ledger_of_member ON promotions.point_ledger (member_id, id DESC);
CREATE INDEX point_ledger_of_order ON promotions.point_ledger (order_id) WHERE order_id IS NOT NULL;

-- Points in an order. The key makes holding idempotent.
CREATE TABLE promotions.point_holds (
  order_id   uuid        PRIMARY KEY,
  member_id  uuid        NOT NULL REFERENCES promotions.point_accounts,
  cart_id    uuid        NOT NULL,                 -- of the order: a quote of it does not count the hold
  points     bigint      NOT NULL CHECK (points > 0),
  restored   bigint      NOT NULL DEFAULT 0,       -- that came back with refunds
  -- 'held' for an order that may be paid, 'spent' when it is paid, 'released' when it was closed;
  -- 'forgotten': the member left.
  state      text        NOT NULL CHECK (state IN ('held', 'spent', 'released', 'forgotten')),
  expires_at timestamptz NOT NULL,                 -- a hold is released after it
  CONSTRAINT point_holds_restored_within_points CHECK (restored BETWEEN 0 AND points)
);
CREATE INDEX point_holds_of_member ON promotions.point_holds (member_id);
CREATE INDEX point_holds_due ON promotions.point_holds (expires_at) WHERE state IN ('held', 'released');

-- The lots that a hold was taken from.
CREATE TABLE promotions.point_hold_parts (
  order_id uuid   NOT NULL REFERENCES promotions.point_holds ON DELETE CASCADE,
  lot_id   uuid   NOT NULL REFERENCES promotions.point_lots ON DELETE CASCADE,
  points   bigint NOT NULL CHECK (points > 0),
  returned bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (order_id, lot_id),
  CONSTRAINT point_hold_parts_returned_within_points CHECK (returned BETWEEN 0 AND points)
);
CREATE INDEX point_hold_parts_of_lot ON promotions.point_hold_parts (lot_id);
