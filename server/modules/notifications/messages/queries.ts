/** Statements about messages to phones: the queue, and the texts of staff. */
import { sql } from "kysely";
import { type PlaceholdersOf, prepared, preparedForRows } from "../../../platform/db/prepared.ts";
import type { Language } from "../../../platform/language.ts";
import type { PhoneChannel } from "../../../platform/messages/messenger.ts";

export interface MessageContent {
  readonly text: string;
  /** The text with lines that advertise; null: it has none. */
  readonly advertising: string | null;
  readonly subject: string;
  /** Of Kakao; null: it goes as SMS. */
  readonly template: string | null;
  readonly variables: Readonly<Record<string, string>>;
}

/** `id`: of the event. A repeat changes nothing. */
export const insertMessage = preparedForRows<
  {
    id: string;
    kind: string;
    channel: PhoneChannel;
    memberId: string | null;
    phone: string;
    content: MessageContent;
    now: Date;
  },
  { id: string }
>(
  'id uuid, kind text, channel text, "memberId" uuid, phone text, content jsonb, now timestamptz',
  (rows) => sql`
    WITH input AS (${rows})
    INSERT INTO notifications.messages 
      (id, kind, channel, state, member_id, phone, content, due_at, created_at)
    SELECT id, kind, channel, 'waiting', "memberId", phone, content, now, now FROM input
    ON CONFLICT DO NOTHING RETURNING id`,
);

export type OpenState = "waiting" | "handed" | "accepted";

export interface ClaimedMessage {
  readonly id: string;
  readonly kind: string;
  readonly channel: PhoneChannel;
  /** Null: a guest's. */
  readonly memberId: string | null;
  readonly phone: string;
  readonly content: MessageContent;
  readonly batch: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
}

type Due = { state: OpenState; now: Date; limit: number };

/** What is due in a state, and is not claimed. */
const isDue = (p: PlaceholdersOf<Due>) => sql`
  ended_at IS NULL AND due_at <= ${p.now}::timestamptz AND state = ${p.state}
  AND (claimed_until IS NULL OR claimed_until <= ${p.now}::timestamptz)
  ORDER BY due_at LIMIT ${p.limit}`;

const claimedColumns = sql`
  message.id, kind, channel, member_id AS "memberId", phone, content, batch, attempts,
  created_at AS "createdAt"`;

export const claimDue = prepared<Due & { until: Date }, ClaimedMessage>(
  (p) => sql`
    WITH due AS (SELECT id FROM notifications.messages WHERE ${isDue(p)} FOR NO KEY UPDATE SKIP LOCKED)
    UPDATE notifications.messages AS message SET claimed_until = ${p.until} FROM due
    WHERE message.id = due.id RETURNING ${claimedColumns}`,
);

/** The same without a claim, which is a new version of each row: for what may be done twice. */
export const findDue = prepared<Due, ClaimedMessage>(
  (p) => sql`SELECT ${claimedColumns} FROM notifications.messages AS message WHERE ${isDue(p)}`,
);

export const findAnyDue = prepared<{ now: Date }, { id: string }>(
  (p) => sql`
    SELECT id FROM notifications.messages
    WHERE ended_at IS NULL AND due_at <= ${p.now}::timestamptz
      AND (claimed_until IS NULL OR claimed_until <= ${p.now}::timestamptz)
    ORDER BY due_at LIMIT 1`,
);

/** Where they go now. */
export const redirect = prepared<
  { ids: string[]; channels: string[]; phones: string[]; claimedUntil: Date },
  { id: string }
>(
  (p) => sql`
    UPDATE notifications.messages AS message SET channel = now.channel, phone = now.phone
    FROM unnest(${p.ids}::uuid[], ${p.channels}::text[], ${p.phones}::text[]) AS now (id, channel, phone)
    WHERE message.id = now.id AND state = 'waiting' AND claimed_until = ${p.claimedUntil}
    RETURNING message.id`,
);

/** Nothing of them was sent, and their members want none. */
export const deleteUnwanted = prepared<{ ids: string[]; claimedUntil: Date }, { id: string }>(
  (p) => sql`
    DELETE FROM notifications.messages
    WHERE id = ANY (${p.ids}::uuid[]) AND state = 'waiting' AND claimed_until = ${p.claimedUntil}
    RETURNING id`,
);

/** Always so of what was handed over: the index of open messages is read, not the table of three months. */
const isOpen = sql`ended_at IS NULL`;

/**
 * Stores the batch before anything of it can leave. A message that another worker claimed in the meantime is
 * left out. `dueAt`: when it is asked what became of the batch, if this worker dies.
 */
export const handOver = prepared<
  { ids: string[]; batch: string; claimedUntil: Date; dueAt: Date },
  { id: string }
>(
  (p) => sql`
    UPDATE notifications.messages SET state = 'handed', batch = ${p.batch}, attempts = attempts + 1,
      due_at = ${p.dueAt}, claimed_until = NULL
    WHERE id = ANY (${p.ids}::uuid[]) AND state = 'waiting' AND claimed_until = ${p.claimedUntil}
    RETURNING id`,
);

/** The batch was sent. */
export const acceptBatch = prepared<{ batch: string; dueAt: Date }, { id: string }>(
  (p) => sql`
    UPDATE notifications.messages SET state = 'accepted', due_at = ${p.dueAt}, claimed_until = NULL
    WHERE batch = ${p.batch} AND state = 'handed' AND ${isOpen} RETURNING id`,
);

/** The same of a batch whose messages are known. */
export const acceptHanded = prepared<{ ids: string[]; batch: string; dueAt: Date }, { id: string }>(
  (p) => sql`
    UPDATE notifications.messages SET state = 'accepted', due_at = ${p.dueAt}, claimed_until = NULL
    WHERE id = ANY (${p.ids}::uuid[]) AND batch = ${p.batch} AND state = 'handed' RETURNING id`,
);

/** The batch can never be sent: its messages go in another one. */
export const voidBatch = prepared<{ batch: string; dueAt: Date }, { id: string }>(
  (p) => sql`
    UPDATE notifications.messages SET state = 'waiting', batch = NULL, due_at = ${p.dueAt},
      claimed_until = NULL
    WHERE batch = ${p.batch} AND state = 'handed' AND ${isOpen} RETURNING id`,
);

type OfBatch = { batch: string | null };

/** A message that was sent again meanwhile is in another batch, and is left alone. Null: it is in none. */
const isOfBatch = (p: PlaceholdersOf<OfBatch>) => sql`batch IS NOT DISTINCT FROM ${p.batch}::text`;

/** The state stays; it is tried again later. */
export const postpone = prepared<
  OfBatch & { ids: string[]; state: OpenState; dueAt: Date; failed: number },
  { id: string }
>(
  (p) => sql`
    UPDATE notifications.messages SET due_at = ${p.dueAt}, claimed_until = NULL,
      attempts = attempts + ${p.failed}
    WHERE id = ANY (${p.ids}::uuid[]) AND state = ${p.state} AND ${isOfBatch(p)} RETURNING id`,
);

/** Kakao could not deliver them. */
export const turnIntoSms = prepared<OfBatch & { ids: string[]; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE notifications.messages SET state = 'waiting', channel = 'sms', batch = NULL, attempts = 0,
      due_at = ${p.now}, claimed_until = NULL
    WHERE id = ANY (${p.ids}::uuid[]) AND state = 'accepted' AND channel = 'kakao' AND ${isOfBatch(p)}
    RETURNING id`,
);

/** The number and the words of a message are deleted when it ends. */
export const endMessages = prepared<
  OfBatch & {
    ids: string[];
    codes: string[];
    from: OpenState;
    to: "delivered" | "failed";
    now: Date;
  },
  { id: string; channel: PhoneChannel }
>(
  (p) => sql`
    UPDATE notifications.messages AS message SET state = ${p.to}, code = result.code, member_id = NULL,
      phone = NULL, content = NULL, due_at = NULL, claimed_until = NULL, ended_at = ${p.now}
    FROM unnest(${p.ids}::uuid[], ${p.codes}::text[]) AS result (id, code)
    WHERE message.id = result.id AND state = ${p.from} AND ${isOfBatch(p)} RETURNING message.id, channel`,
);

/** What has not ended, with the seconds since the oldest was queued. */
export const countOpen = prepared<{ now: Date }, { state: OpenState; count: number; oldest: number }>(
  (p) => sql`
    SELECT state, count(*)::int AS count,
      extract(epoch FROM ${p.now}::timestamptz - min(created_at))::float8 AS oldest
    FROM notifications.messages WHERE ended_at IS NULL GROUP BY state`,
);

/** The member left: what was not sent is not sent any more, and names no person. */
export const deleteOpenOf = prepared<{ memberId: string }, { id: string }>(
  (p) => sql`
    DELETE FROM notifications.messages WHERE member_id = ${p.memberId} AND ended_at IS NULL RETURNING id`,
);

/** Deletes one batch of what ended before `before`. */
export const deleteEnded = prepared<{ before: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM notifications.messages WHERE id IN (
      SELECT id FROM notifications.messages WHERE ended_at < ${p.before}
      ORDER BY ended_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`,
);

type Place = { kind: string; language: Language };

/** Lines that staff wrote for the end of a message. */
export interface ClosingLines {
  readonly closing: string;
  readonly advertises: boolean;
}

/** Names a message in `findClosings`. */
export const idOf = ({ kind, language }: Place): string => `${kind} ${language}`;

export const findClosings = prepared<{ ids: string[] }, ClosingLines & { id: string }>(
  (p) => sql`
    SELECT kind || ' ' || language AS id, closing, advertises FROM notifications.message_texts
    WHERE kind || ' ' || language = ANY (${p.ids}::text[])`,
);

export const listClosings = prepared<object, Place>(
  () => sql`SELECT kind, language FROM notifications.message_texts ORDER BY kind, language LIMIT 1000`,
);

/** Other edits of the same message wait, also of one without a row. */
export const lockClosing = prepared<Place, never>(
  (p) => sql`
    SELECT pg_advisory_xact_lock(hashtext('notifications.message_texts ' || ${p.kind} || ${p.language}))`,
);

export const storeClosing = prepared<Place & ClosingLines & { now: Date }, never>(
  (p) => sql`
    INSERT INTO notifications.message_texts (kind, language, closing, advertises, updated_at)
    VALUES (${p.kind}, ${p.language}, ${p.closing}, ${p.advertises}, ${p.now})
    ON CONFLICT (kind, language) DO UPDATE SET closing = excluded.closing, advertises = excluded.advertises,
      updated_at = excluded.updated_at`,
);

export const deleteClosing = prepared<Place, never>(
  (p) => sql`DELETE FROM notifications.message_texts WHERE kind = ${p.kind} AND language = ${p.language}`,
);
