-- Messages to phones: the queue, and for some days what became of each.
--
--   waiting  → handed:    it is in a batch of the gateway, which may have been sent
--   handed   → accepted:  the batch was sent; → waiting: the batch can never be sent any more
--   accepted → delivered; → waiting: Kakao could not deliver it, and it goes as SMS; → failed
--   waiting  → failed:    the gateway did not take it for a day
CREATE TABLE notifications.messages (
  id            uuid        PRIMARY KEY,  -- of the event that caused it: an event causes one message at most
  kind          text        NOT NULL,     -- the text: order_paid
  channel       text        NOT NULL CHECK (channel IN ('kakao', 'sms')),
  state         text        NOT NULL
    CHECK (state IN ('waiting', 'handed', 'accepted', 'delivered', 'failed')),
  member_id     uuid,                     -- who leaves takes the open ones along; null: a guest's
  phone         text,                     -- E.164; null here and below: it has ended
  content       jsonb,                    -- text, advertising text, subject, template and its variables
  batch         text,                     -- the gateway's id of the batch that it was put into last
  attempts      int         NOT NULL DEFAULT 0,  -- batches it was put into by this channel
  due_at        timestamptz,              -- when it is sent, or its result is read
  claimed_until timestamptz,              -- a worker does it; after this moment the worker died
  code          text,                     -- the gateway's, of the last result; GAVE_UP, NO_RESULT: ours
  created_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  CONSTRAINT messages_batch CHECK (state NOT IN ('handed', 'accepted') OR batch IS NOT NULL),
  CONSTRAINT messages_ended CHECK ((state IN ('delivered', 'failed')) = (ended_at IS NOT NULL)),
  CONSTRAINT messages_open CHECK ((ended_at IS NULL) = (phone IS NOT NULL AND content IS NOT NULL
    AND due_at IS NOT NULL))
);
CREATE INDEX messages_due ON notifications.messages (due_at) WHERE ended_at IS NULL;
CREATE INDEX messages_of_member ON notifications.messages (member_id) WHERE ended_at IS NULL;
CREATE INDEX messages_ended_at ON notifications.messages (ended_at) WHERE ended_at IS NOT NULL;

-- Lines that staff wrote for the end of a message. A message without a row has none.
CREATE TABLE notifications.message_texts (
  kind       text        NOT NULL,
  language   text        NOT NULL CHECK (language IN ('ko', 'en')),
  closing    text        NOT NULL,
  advertises boolean     NOT NULL,  -- only members who agreed get the lines, marked, and not at night
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (kind, language)
);
