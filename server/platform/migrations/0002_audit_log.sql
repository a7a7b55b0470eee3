-- What staff did: who, what, before and after, why, from where. Entries are added and never changed; each carries a hash over
-- itself and the hash before it, so that a change from outside breaks the chain at that place (`npm run audit`).
CREATE TABLE platform.audit_log (
  seq           bigint      PRIMARY KEY,   -- 1, 2, 3 … without gaps
  at            timestamptz NOT NULL,
  actor         jsonb       NOT NULL,      -- {kind: 'member' | 'key', id, name}; a person's name is masked
  action        text        NOT NULL,      -- 'member.disable'
  subject       text        NOT NULL,      -- 'member:<id>': what it was done to
  before        jsonb,                     -- what the change touches, as it was; null: there was nothing
  after         jsonb,                     -- and as it is; null: there is nothing
  reason        text,                      -- in the actor's words, where a reason is asked for
  ip            inet        NOT NULL,
  user_agent    text,                      -- the client's own words, cut to 300 characters
  request_id    text        NOT NULL,      -- as in the log lines of that request
  previous_hash bytea       NOT NULL,      -- of entry seq - 1; of the first entry: 32 zero bytes
  hash          bytea       NOT NULL,      -- sha256 over previous_hash and the entry, see audit_hash
  CONSTRAINT audit_log_sha256 CHECK (octet_length(previous_hash) = 32 AND octet_length(hash) = 32)
);
CREATE INDEX audit_log_action ON platform.audit_log (action, seq);
CREATE INDEX audit_log_actor ON platform.audit_log ((actor ->> 'id'), seq);
CREATE INDEX audit_log_subject ON platform.audit_log (subject, seq);

-- The newest entry. Writers queue for this one row, which makes one chain of what they add at the same time.
CREATE TABLE platform.audit_head (
  id   int    PRIMARY KEY DEFAULT 1 CHECK (id = 1),   -- one row
  seq  bigint  NOT NULL,
  hash bytea   NOT NULL
);
INSERT INTO platform.audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON platform.audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
-- The head goes one entry further, and never back.
CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON platform.audit_head
  FOR EACH ROW WHEN (NEW.seq IS DISTINCT FROM OLD.seq + 1) EXECUTE FUNCTION platform.refuse_change();

-- The hash of an entry: its fields as a JSON array, so that no two entries read the same. jsonb prints keys in a fixed order.
CREATE FUNCTION platform.audit_hash(entry platform.audit_log) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(entry.previous_hash || convert_to(jsonb_build_array(
    entry.seq, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.actor, entry.action, entry.subject,
    entry.before, entry.after, entry.reason, host(entry.ip), entry.user_agent, entry.request_id)::text, 'UTF8'))
$$;

-- Adds an entry, in the transaction that makes the change; answers its number. Call it last: until that transaction ends,
-- others who want to add one wait.
CREATE FUNCTION platform.record_action(
  who jsonb, what text, whom text, was jsonb, becomes jsonb, why text, from_ip inet, from_client text, request text,
  moment timestamptz) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  head  platform.audit_head;
  entry platform.audit_log;
BEGIN
  SELECT * INTO STRICT head FROM platform.audit_head FOR UPDATE;
  entry.seq := head.seq + 1;
  entry.at := moment;
  entry.actor := who;
  entry.action := what;
  entry.subject := whom;
  entry.before := was;
  entry.after := becomes;
  entry.reason := why;
  entry.ip := from_ip;
  entry.user_agent := from_client;
  entry.request_id := request;
  entry.previous_hash := head.hash;
  entry.hash := platform.audit_hash(entry);
  INSERT INTO platform.audit_log SELECT entry.*;
  UPDATE platform.audit_head SET seq = entry.seq, hash = entry.hash;
  RETURN entry.seq;
END
$$;
