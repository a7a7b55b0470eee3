CREATE SCHEMA notifications;

-- The mails that were handed to the mail server, by the event that caused them: an event that is delivered
-- again causes no second mail.
CREATE TABLE notifications.sent (
  event_id uuid        PRIMARY KEY,
  kind     text        NOT NULL,           -- the template
  sent_at  timestamptz NOT NULL
);
CREATE INDEX sent_by_time ON notifications.sent (sent_at);
