-- Somebody was asked to join the staff. The mail's token lies in mail_tokens, with the id of the invitation as its subject.
CREATE TABLE members.staff_invitations (
  id          uuid        PRIMARY KEY,
  email       text,                    -- where the mail goes; forgotten when the invitation ends
  email_key   text,                    -- NFC, trimmed, lower case
  role        text        NOT NULL,    -- that accepting gives
  invited_by  uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  accepted_at timestamptz,
  revoked_at  timestamptz,             -- taken back, or replaced by a later one
  -- 'member' is what everybody is; the others are staff, see roles.ts.
  CONSTRAINT staff_invitations_role CHECK (role IN ('owner', 'manager', 'catalogue', 'orders', 'support', 'analyst')),
  CONSTRAINT staff_invitations_ends_once CHECK (accepted_at IS NULL OR revoked_at IS NULL),
  -- An address is kept while somebody may still answer, and goes with the answer or the taking back; the sweep deletes the rest.
  CONSTRAINT staff_invitations_address CHECK (
    (email IS NULL) = (email_key IS NULL) AND (email IS NULL) = (accepted_at IS NOT NULL OR revoked_at IS NOT NULL))
);
-- One open invitation for an address: a later one takes the place of the one before.
CREATE UNIQUE INDEX staff_invitations_open ON members.staff_invitations (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX staff_invitations_invited_by ON members.staff_invitations (invited_by);

-- Keys of programs that work with the shop. A key does what its scopes say and its maker's role still allows.
CREATE TABLE members.api_keys (
  id           uuid        PRIMARY KEY,  -- part of the key's text, so that a key is found without searching
  name         text        NOT NULL CHECK (name <> ''),
  permissions  text[]      NOT NULL,     -- scopes, such as 'stock:read'
  secret_hash  bytea       NOT NULL,     -- sha256 of the secret part, 256 random bits that are shown once
  created_by   uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,  -- a key does not outlive its maker
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,     -- not good from then on
  last_used_at timestamptz,              -- to about a minute
  revoked_at   timestamptz,              -- not good from then on
  CONSTRAINT api_keys_sha256 CHECK (octet_length(secret_hash) = 32),
  CONSTRAINT api_keys_scopes CHECK (cardinality(permissions) > 0),
  CONSTRAINT api_keys_lifetime CHECK (created_at < expires_at)
);
CREATE INDEX api_keys_created_by ON members.api_keys (created_by);

-- Staff find a member by the name or the end of the phone number that somebody tells them.
CREATE INDEX accounts_name ON members.accounts (name);
CREATE INDEX accounts_phone_end ON members.accounts (right(phone, 4)) WHERE phone IS NOT NULL;
