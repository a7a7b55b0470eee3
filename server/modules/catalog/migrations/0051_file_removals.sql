-- Folders of the storage whose files a job removes: those of uploads that nothing has used, and of what no
-- page shows any more. A row of an upload is written before its files, and deleted by what begins to use
-- them.
CREATE TABLE catalog.file_removals (
  folder     text        COLLATE "C" PRIMARY KEY,
  files      text[]      NOT NULL,                -- their names in the folder
  due_at     timestamptz NOT NULL,                -- not removed before
  is_claimed boolean     NOT NULL DEFAULT false   -- the job has begun: nothing may use the files any more
);
CREATE INDEX file_removals_due ON catalog.file_removals (due_at);

-- Pictures in descriptions. An edit may name those alone that are here.
CREATE TABLE catalog.description_pictures (
  folder   text        COLLATE "C" PRIMARY KEY,
  added_at timestamptz NOT NULL
);
