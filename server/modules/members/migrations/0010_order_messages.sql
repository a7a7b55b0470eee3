-- How a member wants messages about orders on the phone: through Kakao or else as SMS, as SMS, or none.
ALTER TABLE members.accounts ADD COLUMN order_messages text NOT NULL DEFAULT 'kakao'
  CHECK (order_messages IN ('kakao', 'sms', 'off'));
