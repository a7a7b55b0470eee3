-- Texts of mails that staff wrote in the place of the program's. A mail without a row has none.
CREATE TABLE notifications.letter_texts (
  kind       text        NOT NULL,   -- the template: order_paid
  language   text        NOT NULL CHECK (language IN ('ko', 'en')),
  subject    text,                   -- null, here and below: the program's
  heading    text,
  closing    text,                   -- lines at the end; the program has none
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (kind, language)
);
