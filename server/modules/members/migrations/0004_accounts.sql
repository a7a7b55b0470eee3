-- What belongs to an account beside signing in: its address book, and what its person agreed to.

-- Where parcels go. A few per account; the service counts them under the account's lock.
CREATE TABLE members.addresses (
  id         uuid        PRIMARY KEY,
  account_id uuid        NOT NULL REFERENCES members.accounts ON DELETE CASCADE,
  label      text,                                  -- the owner's own name for it: 집, 회사
  recipient  text        NOT NULL,
  phone      text        NOT NULL,
  postcode   text        NOT NULL,
  address1   text        NOT NULL,                  -- up to the building, as a postcode search gives it
  address2   text,                                  -- floor, room
  memo       text,                                  -- for the courier
  is_default boolean     NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- E.164: one number has one form.
  CONSTRAINT addresses_phone CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- 기초구역번호, in use since 2015; the older ones of six digits lead nowhere.
  CONSTRAINT addresses_postcode CHECK (postcode ~ '^[0-9]{5}$'),
  -- An empty line is no line.
  CONSTRAINT addresses_filled CHECK ('' NOT IN (recipient, address1, coalesce(label, '-'), coalesce(address2, '-'), coalesce(memo, '-')))
);
CREATE INDEX addresses_account ON members.addresses (account_id);
-- An address book has one default at most.
CREATE UNIQUE INDEX addresses_one_default ON members.addresses (account_id) WHERE is_default;

-- What people agree to, in words that never change: other words are another version.
CREATE TABLE members.consent_documents (
  id           uuid        PRIMARY KEY DEFAULT uuidv7(),
  code         text        NOT NULL,
  version      int         NOT NULL,
  required     boolean     NOT NULL,                -- nobody becomes a member without it
  title_ko     text        NOT NULL,
  body_ko      text        NOT NULL,                -- plain text; blank lines part paragraphs, `- ` begins an item
  title_en     text        NOT NULL,
  body_en      text        NOT NULL,
  effective_at timestamptz NOT NULL,                -- shown and agreed to from then on, until a later version is
  CONSTRAINT consent_documents_version UNIQUE (code, version),
  CONSTRAINT consent_documents_version_counts CHECK (version >= 1),
  -- terms of use; privacy: collecting what the shop needs; over14: is 14 or older; marketing_…: advertising, per channel.
  CONSTRAINT consent_documents_code CHECK (
    code IN ('terms', 'privacy', 'over14', 'marketing_email', 'marketing_sms', 'marketing_push')),
  -- Advertising is never the price of a membership.
  CONSTRAINT consent_documents_marketing_optional CHECK (NOT (required AND code LIKE 'marketing%')),
  CONSTRAINT consent_documents_filled CHECK ('' NOT IN (title_ko, body_ko, title_en, body_en))
);

-- Each time somebody agreed or took it back. The newest row of an account and code is what counts.
CREATE TABLE members.consents (
  id          uuid        PRIMARY KEY DEFAULT uuidv7(),
  account_id  uuid        NOT NULL,                 -- no foreign key: a proof does not vanish with what it is about
  document_id uuid        NOT NULL REFERENCES members.consent_documents,
  code        text        NOT NULL,                 -- of the document
  agreed      boolean     NOT NULL,
  at          timestamptz NOT NULL,
  ip          inet,                                 -- from where it was sent
  user_agent  text,                                 -- the client's own words, cut to 300 characters
  channel     text        NOT NULL DEFAULT 'web',
  retention_until timestamptz,                      -- set when the account goes: deleted then
  -- web: in the shop's pages or its API.
  CONSTRAINT consents_channel CHECK (channel IN ('web'))
);
CREATE INDEX consents_newest ON members.consents (account_id, code, at DESC, id DESC);
CREATE INDEX consents_document ON members.consents (document_id);
CREATE INDEX consents_over ON members.consents (retention_until) WHERE retention_until IS NOT NULL;

-- Consents are proofs: they are added, and neither changed nor removed while their account is there. Of an account that is
-- gone (deleted by an earlier statement) they may be deleted, or lose the address and client they came from and get their end.
CREATE FUNCTION members.keep_consents() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE' AND NOT EXISTS (SELECT FROM members.accounts WHERE id = OLD.account_id) THEN
    IF TG_OP = 'DELETE' THEN
      RETURN OLD;
    END IF;
    IF NEW.ip IS NULL AND NEW.user_agent IS NULL
      AND (to_jsonb(NEW) - '{ip,user_agent,retention_until}'::text[]) = (to_jsonb(OLD) - '{ip,user_agent,retention_until}'::text[]) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'consents of an account are kept as they are';
END
$$;
CREATE TRIGGER consents_kept BEFORE UPDATE OR DELETE ON members.consents
  FOR EACH ROW EXECUTE FUNCTION members.keep_consents();
CREATE TRIGGER consents_not_emptied BEFORE TRUNCATE ON members.consents
  FOR EACH STATEMENT EXECUTE FUNCTION members.keep_consents();

-- A document that was agreed to keeps its words, or the proofs would say something else.
CREATE FUNCTION members.keep_consent_documents() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a document keeps its words: add a version';
END
$$;
CREATE TRIGGER consent_documents_kept BEFORE UPDATE ON members.consent_documents
  FOR EACH ROW EXECUTE FUNCTION members.keep_consent_documents();

-- Who left a short while ago, so that leaving and joining again cannot be used for new members' gifts. No name, no address.
CREATE TABLE members.departed (
  email_fingerprint bytea       PRIMARY KEY,        -- HMAC of the e-mail key, see sealing.ts
  left_at           timestamptz NOT NULL,
  retention_until   timestamptz NOT NULL,           -- forgotten then
  session_ids       uuid[]      NOT NULL,           -- that were open: their tokens stay refused until they are over
  CONSTRAINT departed_sha256 CHECK (octet_length(email_fingerprint) = 32),
  CONSTRAINT departed_for_a_while CHECK (left_at < retention_until)
);
CREATE INDEX departed_over ON members.departed (retention_until);
