-- Accounts learn more roles, a language and when they were last used; sessions learn how they were proven and to rotate.

ALTER TABLE members.accounts
  ADD COLUMN email_verified_at timestamptz,                     -- null: nobody has shown yet that the mailbox is theirs
  ADD COLUMN language          text NOT NULL DEFAULT 'ko',      -- of the mails
  ADD COLUMN last_sign_in_at   timestamptz,
  -- Mails exist in these languages.
  ADD CONSTRAINT accounts_language CHECK (language IN ('ko', 'en')),
  DROP CONSTRAINT accounts_role,
  -- member: a shopper; the others are staff, see roles.ts.
  ADD CONSTRAINT accounts_role CHECK (role IN ('member', 'owner', 'manager', 'catalogue', 'orders', 'support', 'analyst'));

-- The first owner's address was given by whoever runs the shop.
UPDATE members.accounts SET email_verified_at = created_at WHERE role = 'owner';

ALTER TABLE members.sessions
  ADD COLUMN methods      text[] NOT NULL DEFAULT '{pwd}',      -- claim `amr` (RFC 8176): pwd, otp, hwk, user
  -- With it and a refresh token its successor is computed, so that a repeat gets the same one although only hashes are kept.
  ADD COLUMN rotation_key bytea  NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  ADD CONSTRAINT sessions_rotation_key CHECK (octet_length(rotation_key) = 32);
-- Which sessions ended lately: what a process must know when it starts.
CREATE INDEX sessions_revoked ON members.sessions (revoked_at) WHERE revoked_at IS NOT NULL;

-- The client that used a token (its own words, cut to 300 characters): a repeat from another one is no lost answer.
ALTER TABLE members.refresh_tokens ADD COLUMN used_by text;
