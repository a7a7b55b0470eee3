-- What staff write about a member. The member does not see it; it goes with the account.
CREATE TABLE members.notes (
  id          uuid        PRIMARY KEY,                  -- UUIDv7: sorts by the time of writing
  account_id  uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,
  text        text        NOT NULL CHECK (text <> ''),
  author_kind text        NOT NULL CHECK (author_kind IN ('member', 'key')),  -- as in the audit log
  author_id   uuid        NOT NULL,
  author_name text        NOT NULL,                     -- of that time
  written_at  timestamptz NOT NULL
);
CREATE INDEX notes_list ON members.notes (account_id, id DESC);
