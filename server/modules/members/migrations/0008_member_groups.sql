-- Groups of members that the merchant names: wholesale customers, good customers. Price lists name a group by
-- its code.
CREATE TABLE members.groups (
  code         text        PRIMARY KEY,               -- never changes: other modules know the group by it
  id           uuid        NOT NULL CONSTRAINT groups_id_unique UNIQUE,
  name         text        NOT NULL,
  translations jsonb       NOT NULL DEFAULT '{}',     -- {"en": {"name"}}
  version      int         NOT NULL DEFAULT 1,        -- counts the edits: the ETag
  created_at   timestamptz NOT NULL,
  CONSTRAINT groups_code_form CHECK (code ~ '^[a-z][a-z0-9_-]{0,39}$')
);

-- What each edit of a group changed, for edits that began with an older version. The last fifty are kept.
CREATE TABLE members.group_edits (
  group_id    uuid        NOT NULL REFERENCES members.groups (id) ON DELETE CASCADE,
  version     int         NOT NULL,                   -- the version that the edit made
  differences jsonb       NOT NULL,                   -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (group_id, version)
);

-- A member is in one group at most. A group with members is not deleted.
ALTER TABLE members.accounts
  ADD COLUMN group_code    text CONSTRAINT accounts_group_known REFERENCES members.groups (code),
  ADD COLUMN group_version int NOT NULL DEFAULT 0;    -- counts its changes: the catalogue has a copy
CREATE INDEX accounts_group ON members.accounts (group_code, id) WHERE group_code IS NOT NULL;
