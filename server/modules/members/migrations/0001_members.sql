CREATE SCHEMA members;

-- People who can sign in: shoppers and staff alike.
CREATE TABLE members.accounts (
  id            uuid        PRIMARY KEY,
  email         text        NOT NULL,                   -- as its owner typed it, for mails and display
  email_key     text        NOT NULL,                   -- NFC, trimmed, lower case: what an account is found by
  name          text        NOT NULL CHECK (name <> ''),
  phone         text,
  password_hash text        NOT NULL,                   -- PHC string; parameters and salt are part of it
  status        text        NOT NULL DEFAULT 'active',
  role          text        NOT NULL DEFAULT 'member',  -- a set of permissions, see roles.ts
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  -- One account per mailbox.
  CONSTRAINT accounts_email_taken UNIQUE (email_key),
  -- No other scheme may slip in: verifying relies on it.
  CONSTRAINT accounts_password_argon2id CHECK (password_hash LIKE '$argon2id$%'),
  -- active: may sign in; disabled: may not, and every session of it is dead at once.
  CONSTRAINT accounts_status CHECK (status IN ('active', 'disabled')),
  -- member: a shopper; owner: staff with every permission.
  CONSTRAINT accounts_role CHECK (role IN ('member', 'owner'))
);
CREATE INDEX accounts_staff ON members.accounts (role) WHERE role <> 'member';

-- One row per sign-in: the truth about who is signed in. Tokens only point here.
CREATE TABLE members.sessions (
  id                  uuid        PRIMARY KEY,          -- claim `sid` of the access token
  account_id          uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,
  audience            text        NOT NULL,
  created_at          timestamptz NOT NULL,
  last_used_at        timestamptz NOT NULL,             -- sign-in, later the newest refresh
  idle_expires_at     timestamptz NOT NULL,             -- over when not refreshed until then
  absolute_expires_at timestamptz NOT NULL,             -- over then, however busy
  auth_time           timestamptz NOT NULL,             -- when the person last proved who they are
  ip                  inet,                             -- from where it was begun
  user_agent          text,                             -- the client's own words, cut to 300 characters
  revoked_at          timestamptz,                      -- ended before its time
  reason              text,
  -- staff: opens admin routes; member: the storefront. Fixed at sign-in.
  CONSTRAINT sessions_audience CHECK (audience IN ('staff', 'member')),
  CONSTRAINT sessions_idle_within_absolute CHECK (idle_expires_at <= absolute_expires_at),
  -- Whoever ends a session says why: 'logout'.
  CONSTRAINT sessions_revoked_with_reason CHECK ((revoked_at IS NULL) = (reason IS NULL))
);
CREATE INDEX sessions_account ON members.sessions (account_id);
CREATE INDEX sessions_over ON members.sessions (absolute_expires_at);

-- Refresh tokens of a session, each with the one it replaced: a chain whose end is the current one.
CREATE TABLE members.refresh_tokens (
  id           uuid        PRIMARY KEY,
  session_id   uuid        NOT NULL REFERENCES members.sessions ON DELETE CASCADE,
  token_hash   bytea       NOT NULL,                    -- sha256 of the secret; the secret itself is never stored
  parent_id    uuid        REFERENCES members.refresh_tokens ON DELETE CASCADE,  -- null: made at sign-in
  successor_id uuid        REFERENCES members.refresh_tokens ON DELETE CASCADE,  -- set together with used_at
  issued_at    timestamptz NOT NULL,
  used_at      timestamptz,                             -- a token is used once
  expires_at   timestamptz NOT NULL,
  CONSTRAINT refresh_tokens_hash UNIQUE (token_hash),
  CONSTRAINT refresh_tokens_sha256 CHECK (octet_length(token_hash) = 32),
  CONSTRAINT refresh_tokens_used_once CHECK ((used_at IS NULL) = (successor_id IS NULL))
);
CREATE INDEX refresh_tokens_session ON members.refresh_tokens (session_id);
CREATE INDEX refresh_tokens_parent ON members.refresh_tokens (parent_id);
CREATE INDEX refresh_tokens_successor ON members.refresh_tokens (successor_id);

-- Failed sign-ins per account (existing or not) and per network address. A row is worth nothing after a day.
CREATE TABLE members.throttles (
  key            text        PRIMARY KEY,               -- sha256 of kind and value: no stranger's address is kept here
  failures       int         NOT NULL CHECK (failures > 0),
  started_at     timestamptz NOT NULL,                  -- of the first failure that counts
  last_failed_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX throttles_last_failed_at ON members.throttles (last_failed_at);
