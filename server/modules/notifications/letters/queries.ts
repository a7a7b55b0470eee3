import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Language } from "../../../platform/language.ts";
import type { LetterTexts } from "../mails/letter-texts.ts";

type Place = { kind: string; language: Language };

/** Names a mail in `findTexts`. */
export const idOf = ({ kind, language }: Place): string => `${kind} ${language}`;

export const findTexts = prepared<{ ids: string[] }, LetterTexts & { id: string }>(
  (p) => sql`
    SELECT kind || ' ' || language AS id, subject, heading, closing FROM notifications.letter_texts
    WHERE kind || ' ' || language = ANY (${p.ids}::text[])`,
);

/** Those that staff changed. */
export const listChanged = prepared<object, Place>(
  () => sql`SELECT kind, language FROM notifications.letter_texts ORDER BY kind, language LIMIT 1000`,
);

/** Other edits of the same mail wait, also of one without a row. */
export const lockTexts = prepared<Place, never>(
  (p) => sql`
    SELECT pg_advisory_xact_lock(hashtext('notifications.letter_texts ' || ${p.kind} || ${p.language}))`,
);

export const storeTexts = prepared<Place & LetterTexts & { now: Date }, never>(
  (p) => sql`
    INSERT INTO notifications.letter_texts (kind, language, subject, heading, closing, updated_at)
    VALUES (${p.kind}, ${p.language}, ${p.subject}, ${p.heading}, ${p.closing}, ${p.now})
    ON CONFLICT (kind, language) DO UPDATE SET subject = excluded.subject, heading = excluded.heading,
      closing = excluded.closing, updated_at = excluded.updated_at`,
);

export const deleteTexts = prepared<Place, never>(
  (p) => sql`DELETE FROM notifications.letter_texts WHERE kind = ${p.kind} AND language = ${p.language}`,
);
