-- Links in mails that prove whose mailbox it is. A new link of an account and purpose replaces the one before it.
CREATE TABLE members.mail_tokens (
  token_hash bytea       PRIMARY KEY,   -- sha256 of the secret; the secret itself stands in the mail alone
  purpose    text        NOT NULL,
  account_id uuid        REFERENCES members.accounts ON DELETE CASCADE,  -- null: somebody who is invited
  subject    text        NOT NULL,      -- what it is about: the e-mail that the mail goes to, or the id of the invitation
  asked_at   timestamptz NOT NULL,      -- when the mail was asked for: a mail that was delayed replaces no later one
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,      -- not good from then on
  used_at    timestamptz,               -- a link is used once
  CONSTRAINT mail_tokens_sha256 CHECK (octet_length(token_hash) = 32),
  -- verify_email: the mailbox is the account's; reset_password: a new password without the old one; change_email: the
  -- mailbox in `subject` becomes the account's; invite_staff: the invitation in `subject` is taken.
  CONSTRAINT mail_tokens_purpose CHECK (purpose IN ('verify_email', 'reset_password', 'change_email', 'invite_staff')),
  -- Every link is somebody's: an account's, or of an invitation.
  CONSTRAINT mail_tokens_owner CHECK (CASE purpose WHEN 'invite_staff' THEN account_id IS NULL
                                                   ELSE account_id IS NOT NULL END),
  CONSTRAINT mail_tokens_lifetime CHECK (created_at < expires_at)
);
-- One link at a time can be good, however many mails are sent at once.
CREATE UNIQUE INDEX mail_tokens_newest ON members.mail_tokens (purpose, (coalesce(account_id::text, subject)))
  WHERE used_at IS NULL;
CREATE INDEX mail_tokens_account ON members.mail_tokens (account_id);
CREATE INDEX mail_tokens_over ON members.mail_tokens (expires_at);
