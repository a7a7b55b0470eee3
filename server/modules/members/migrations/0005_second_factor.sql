-- How people prove who they are beside a password: one-time codes of an app (TOTP, RFC 6238), recovery codes, passkeys (WebAuthn).

-- The authenticator app of an account: one at most.
CREATE TABLE members.totp (
  account_id     uuid        PRIMARY KEY REFERENCES members.accounts ON DELETE CASCADE,
  secret         text,                                -- sealed, see sealing.ts; null: none was confirmed yet
  pending_secret text,                                -- sealed; shown to be set up, replaces `secret` once a code of it was given
  confirmed_at   timestamptz,                         -- when `secret` began to count
  last_step      bigint      NOT NULL DEFAULT 0,      -- Unix time / 30 s of the last code that was taken: a code is good once
  created_at     timestamptz NOT NULL,
  CONSTRAINT totp_confirmed CHECK ((secret IS NULL) = (confirmed_at IS NULL)),
  CONSTRAINT totp_not_empty CHECK (secret IS NOT NULL OR pending_secret IS NOT NULL)
);

-- Ten codes to write down, for who has lost the app. A new set replaces the old one.
CREATE TABLE members.recovery_codes (
  account_id uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,
  code_hash  bytea       NOT NULL,                    -- keyed hash; the key is not in the database
  created_at timestamptz NOT NULL,
  used_at    timestamptz,                             -- a code is good once
  PRIMARY KEY (account_id, code_hash),
  CONSTRAINT recovery_codes_sha256 CHECK (octet_length(code_hash) = 32)
);

-- Passkeys: key pairs whose private part stays on the member's device or in their password manager.
CREATE TABLE members.passkeys (
  id            uuid        PRIMARY KEY,
  account_id    uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,
  credential_id bytea       NOT NULL,                 -- chosen by the authenticator
  public_key    bytea       NOT NULL,                 -- COSE key (RFC 9052)
  counter       bigint      NOT NULL,                 -- uses that the authenticator counted; 0 for ever where it does not count
  transports    text[]      NOT NULL,                 -- how browsers can reach it: usb, internal, hybrid, …
  name          text        NOT NULL,                 -- by its owner
  backed_up     boolean     NOT NULL,                 -- its provider keeps a copy, so that it outlives the device
  created_at    timestamptz NOT NULL,
  last_used_at  timestamptz,
  -- A credential stands for one account.
  CONSTRAINT passkeys_credential UNIQUE (credential_id),
  CONSTRAINT passkeys_credential_size CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  CONSTRAINT passkeys_counter CHECK (counter BETWEEN 0 AND 4294967295),
  CONSTRAINT passkeys_name CHECK (name <> '')
);
CREATE INDEX passkeys_account ON members.passkeys (account_id);

-- What somebody has to answer within minutes, once.
CREATE TABLE members.challenges (
  id_hash    bytea       PRIMARY KEY,                 -- sha256 of the secret that the client holds
  purpose    text        NOT NULL,
  account_id uuid        REFERENCES members.accounts ON DELETE CASCADE,  -- null: nobody knows yet who will answer
  proof      bytea,                                   -- keyed hash of the password hash that was right: a new password ends it
  tries      int         NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,                    -- not good from then on
  CONSTRAINT challenges_sha256 CHECK (octet_length(id_hash) = 32),
  -- sign_in: the password was right, a code is missing; passkey_register: for a passkey of the account;
  -- passkey_sign_in: for any passkey, at a sign-in or a step-up.
  CONSTRAINT challenges_purpose CHECK (purpose IN ('sign_in', 'passkey_register', 'passkey_sign_in')),
  CONSTRAINT challenges_owner CHECK ((account_id IS NULL) = (purpose = 'passkey_sign_in')),
  CONSTRAINT challenges_proof CHECK ((proof IS NULL) = (purpose <> 'sign_in')),
  -- Whoever guesses begins again with the password.
  CONSTRAINT challenges_tries CHECK (tries BETWEEN 0 AND 5),
  CONSTRAINT challenges_lifetime CHECK (created_at < expires_at AND expires_at <= created_at + interval '5 minutes')
);
CREATE INDEX challenges_account ON members.challenges (account_id);
CREATE INDEX challenges_over ON members.challenges (expires_at);

-- Whether a password alone opens no session. Volatile on purpose: a statement that waited for the account's row sees what was
-- written meanwhile, which a subquery would not.
CREATE FUNCTION members.has_totp(account uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM members.totp WHERE account_id = account AND secret IS NOT NULL);
END
$$;
