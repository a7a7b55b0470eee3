-- The member who asked gets a mail with the first answer. Statements of the version before keep working
-- beside it: what that version answers is told with the next edit of the answer.

ALTER TABLE reviews.questions
  ADD COLUMN answer_told boolean NOT NULL DEFAULT false;   -- the event of the mail was published
-- Members are not told of answers that they may have read long ago.
UPDATE reviews.questions SET answer_told = true WHERE answer IS NOT NULL;
