CREATE SCHEMA reviews;

-- What buyers say of a line that they bought. A line has one review for ever: a deleted one stays without its
-- content, so that hiding cannot be evaded by writing again.
CREATE TABLE reviews.reviews (
  id            uuid        PRIMARY KEY,
  order_line_id uuid        NOT NULL UNIQUE,
  product_id    uuid        NOT NULL,
  variant_id    uuid        NOT NULL,
  member_id     uuid,                        -- null: the author left the shop
  author        text,                        -- the name with most letters hidden; null: left
  rating        smallint    NOT NULL CHECK (rating BETWEEN 1 AND 5),   -- stars
  text          text        NOT NULL,        -- empty: deleted, or the author left
  variant       jsonb       NOT NULL,        -- {"options", "translations"} as they were bought
  picture_count smallint    NOT NULL CHECK (picture_count BETWEEN 0 AND 5),
  state         text        NOT NULL DEFAULT 'shown' CHECK (state IN ('shown', 'hidden', 'deleted')),
  hidden_reason text        CHECK ((state = 'hidden') = (hidden_reason IS NOT NULL)),  -- the author reads it
  answer        text,                        -- of the seller
  answered_at   timestamptz CHECK ((answer IS NULL) = (answered_at IS NULL)),
  helpful_count int         NOT NULL DEFAULT 0 CHECK (helpful_count >= 0),   -- rows of votes
  report_count  int         NOT NULL DEFAULT 0 CHECK (report_count >= 0),   -- reports that are not settled
  version       int         NOT NULL DEFAULT 1,   -- of content, state and answer
  created_at    timestamptz NOT NULL,
  edited_at     timestamptz                  -- by the author
);
CREATE INDEX reviews_newest  ON reviews.reviews (product_id, id DESC) WHERE state = 'shown';
CREATE INDEX reviews_helpful ON reviews.reviews (product_id, helpful_count DESC, id DESC)
  WHERE state = 'shown';
CREATE INDEX reviews_rating  ON reviews.reviews (product_id, rating DESC, id DESC) WHERE state = 'shown';
CREATE INDEX reviews_of_member ON reviews.reviews (member_id, id DESC) WHERE member_id IS NOT NULL;
CREATE INDEX reviews_unanswered ON reviews.reviews (id DESC) WHERE answer IS NULL AND state = 'shown';
CREATE INDEX reviews_reported ON reviews.reviews (id DESC) WHERE report_count > 0;
CREATE INDEX reviews_hidden ON reviews.reviews (id DESC) WHERE state = 'hidden';
CREATE INDEX reviews_of_product ON reviews.reviews (product_id, id DESC);

-- The reviews of a product that are shown, counted by their stars. This is the truth of each rating in the
-- shop; the catalogue has copies.
CREATE TABLE reviews.ratings (
  product_id     uuid   PRIMARY KEY,
  one            int    NOT NULL DEFAULT 0 CHECK (one >= 0),
  two            int    NOT NULL DEFAULT 0 CHECK (two >= 0),
  three          int    NOT NULL DEFAULT 0 CHECK (three >= 0),
  four           int    NOT NULL DEFAULT 0 CHECK (four >= 0),
  five           int    NOT NULL DEFAULT 0 CHECK (five >= 0),
  count          int    NOT NULL GENERATED ALWAYS AS (one + two + three + four + five) STORED,
  sum            int    NOT NULL GENERATED ALWAYS AS (one + 2 * two + 3 * three + 4 * four + 5 * five) STORED,
  version        bigint NOT NULL DEFAULT 1,   -- grows with every change
  synced_version bigint NOT NULL DEFAULT 0    -- the newest version that the catalogue stored
);

-- Uploaded pictures. One without a review belongs to a form that is open, and is removed after a day.
CREATE TABLE reviews.pictures (
  id          uuid        PRIMARY KEY,
  member_id   uuid        NOT NULL,
  review_id   uuid        REFERENCES reviews.reviews,
  position    smallint    NOT NULL DEFAULT 0,   -- in its review
  shape       jsonb       NOT NULL,             -- a picture of catalog/contract/picture.ts
  uploaded_at timestamptz NOT NULL,
  dropped_at  timestamptz                       -- left its review: a job removes files and row
);
CREATE INDEX pictures_of_review ON reviews.pictures (review_id, position) WHERE review_id IS NOT NULL;
CREATE INDEX pictures_loose ON reviews.pictures (uploaded_at) WHERE review_id IS NULL;
CREATE INDEX pictures_of_member ON reviews.pictures (member_id);

-- Members who found a review helpful. After the member left, the id is a random one.
CREATE TABLE reviews.votes (
  review_id uuid        NOT NULL REFERENCES reviews.reviews,
  member_id uuid        NOT NULL,
  voted_at  timestamptz NOT NULL,
  PRIMARY KEY (review_id, member_id)
);
CREATE INDEX votes_of_member ON reviews.votes (member_id);

-- What members report of reviews, once each. After the member left, the id is a random one.
CREATE TABLE reviews.reports (
  review_id   uuid        NOT NULL REFERENCES reviews.reviews,
  member_id   uuid        NOT NULL,
  reason      text        NOT NULL CHECK (reason IN ('advertising', 'abuse', 'privacy', 'false', 'other')),
  note        text,
  reported_at timestamptz NOT NULL,
  settled_at  timestamptz,                  -- staff have decided
  PRIMARY KEY (review_id, member_id)
);
CREATE INDEX reports_of_member ON reviews.reports (member_id);

-- What members ask about a product. A secret question is read by its author and by staff alone.
CREATE TABLE reviews.questions (
  id            uuid        PRIMARY KEY,
  product_id    uuid        NOT NULL,
  member_id     uuid        NOT NULL,
  author        text        NOT NULL,       -- the name with most letters hidden
  text          text        NOT NULL,
  secret        boolean     NOT NULL,
  state         text        NOT NULL DEFAULT 'shown' CHECK (state IN ('shown', 'hidden')),
  hidden_reason text        CHECK ((state = 'hidden') = (hidden_reason IS NOT NULL)),
  answer        text,
  answered_at   timestamptz CHECK ((answer IS NULL) = (answered_at IS NULL)),
  version       int         NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL
);
CREATE INDEX questions_newest ON reviews.questions (product_id, id DESC) WHERE state = 'shown';
CREATE INDEX questions_of_product ON reviews.questions (product_id, id DESC);
CREATE INDEX questions_of_member ON reviews.questions (member_id, id DESC);
CREATE INDEX questions_unanswered ON reviews.questions (id DESC) WHERE answer IS NULL AND state = 'shown';
CREATE INDEX questions_hidden ON reviews.questions (id DESC) WHERE state = 'hidden';

-- What each change of a review or a question changed, so that a stale edit can be told. A row goes with what
-- it is about.
CREATE TABLE reviews.edits (
  subject_id  uuid        NOT NULL,   -- of reviews or questions
  version     int         NOT NULL,   -- that the change led to
  differences jsonb       NOT NULL,   -- [{"pointer", "was", "now"}]
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (subject_id, version)
);

-- How often a member did something lately.
CREATE TABLE reviews.quotas (
  member_id  uuid        NOT NULL,
  kind       text        NOT NULL,
  started_at timestamptz NOT NULL,
  used       int         NOT NULL,
  PRIMARY KEY (member_id, kind)
);
CREATE INDEX quotas_over ON reviews.quotas (started_at);
