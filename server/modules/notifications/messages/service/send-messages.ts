/**
 * Sends what waits. The rows are the queue. A worker claims some for a minute, opens a batch at the gateway,
 * stores it, and sends it. When it dies or gets no answer, the rows are `handed`: a later run settles the
 * batch, which either was sent or never will be (platform/messages/messenger.ts).
 */
import { after } from "../../../../platform/clock.ts";
import {
  GatewayFailure,
  type Messenger,
  type PhoneMessage,
} from "../../../../platform/messages/messenger.ts";
import type { NotificationsContext } from "../../context.ts";
import { isNight } from "../../mails/advertising.ts";
import * as queries from "../queries.ts";
import { asWanted } from "../wanted.ts";

/** Messages of one batch. */
const BATCH = 100;
/** Longer than a batch takes, whose two requests wait 15 s each. */
const CLAIM_MS = 60_000;
/** From a request without an answer to the question what became of it. */
const UNKNOWN_MS = 30_000;
const FIRST_RESULT_MS = 2_000;
const LAST_WAIT_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** An older one says nothing new to its reader. */
const GIVE_UP_MS = DAY_MS;
/** Carriers report within three days. */
const RESULT_MS = 3 * DAY_MS;

type Sending = NotificationsContext & { readonly messenger: Messenger };

/** Whether a message can be sent, settled, or asked about. */
export const areMessagesDue = async ({ db, clock, messenger }: NotificationsContext): Promise<boolean> =>
  messenger !== null && (await db.first(queries.findAnyDue, { now: clock.now() })) !== null;

/** A job. A gateway that is away ends the run; the next one tries what is due by then. */
export async function sendMessages(context: NotificationsContext): Promise<void> {
  const { messenger, stopping, log } = context;
  if (!messenger) return;
  const sending = { ...context, messenger };
  try {
    await settleHanded(sending);
    await readResults(sending);
    while (!stopping.aborted && (await sendWaiting(sending)) === BATCH) {
      // The next batch.
    }
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    log.warn({ err: error }, "the gateway of messages did not do its part");
  }
}

const claim = ({ db, clock }: NotificationsContext, state: queries.OpenState, until: Date) =>
  db.rows(queries.claimDue, { state, now: clock.now(), until, limit: BATCH });

/** Doubles with each attempt, from 5 seconds to an hour. */
const waitAfter = (attempts: number): number => Math.min(5_000 * 2 ** attempts, LAST_WAIT_MS);

/** Returns how many were claimed. */
async function sendWaiting(context: Sending): Promise<number> {
  const { db, clock, messenger } = context;
  const claimedUntil = after(clock, CLAIM_MS);
  const claimed = await claim(context, "waiting", claimedUntil);
  if (claimed.length === 0) return 0;
  const tooOld = claimed.filter(({ createdAt }) => createdAt < after(clock, -GIVE_UP_MS));
  await end(context, { state: "waiting", batch: null }, "failed", tooOld, "GAVE_UP");
  const due = claimed.filter((each) => !tooOld.includes(each));
  if (due.length === 0) return claimed.length;
  const batch = await messenger.open().catch(async (error: unknown) => {
    await retryLater(context, due);
    throw error;
  });
  // As late as can be: a withdrawal counts until the batch is made.
  const wanted = await keepWanted(context, due, claimedUntil);
  const given = { ids: wanted.map(({ id }) => id), batch, claimedUntil, dueAt: after(clock, CLAIM_MS) };
  const handed = new Set((await db.rows(queries.handOver, given)).map(({ id }) => id));
  const messages = wanted.filter(({ id }) => handed.has(id)).map((each) => messageOf(each, clock.now()));
  if (messages.length === 0) return claimed.length;
  try {
    await messenger.send(batch, messages);
  } catch (error) {
    const dueAt = after(clock, UNKNOWN_MS);
    await db.rows(queries.postpone, { ids: [...handed], batch, state: "handed", dueAt, failed: 0 });
    throw error;
  }
  const accepted = { ids: [...handed], batch, dueAt: after(clock, FIRST_RESULT_MS) };
  await db.rows(queries.acceptHanded, accepted);
  return claimed.length;
}

/** Those that are still wanted, where they go now. Throws PEER_UNAVAILABLE: none is sent unasked. */
async function keepWanted(
  { db, members }: Sending,
  due: readonly queries.ClaimedMessage[],
  claimedUntil: Date,
): Promise<queries.ClaimedMessage[]> {
  const ids = [...new Set(due.flatMap(({ memberId }) => memberId ?? []))];
  const found = await Promise.all(
    ids.map(async (memberId) => [memberId, await members.recipientOf({ memberId })] as const),
  );
  const recipients = new Map(found);
  const wanted = due.flatMap((each) => asWanted(each, recipients.get(each.memberId ?? "") ?? null) ?? []);
  const kept = new Set(wanted.map(({ id }) => id));
  const unwanted = due.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (unwanted.length > 0) await db.rows(queries.deleteUnwanted, { ids: unwanted, claimedUntil });
  const before = new Map(due.map((each) => [each.id, each]));
  const moved = wanted.filter(({ id, channel, phone }) => {
    const was = before.get(id);
    return was?.channel !== channel || was.phone !== phone;
  });
  if (moved.length > 0)
    await db.rows(queries.redirect, {
      ids: moved.map(({ id }) => id),
      channels: moved.map(({ channel }) => channel),
      phones: moved.map(({ phone }) => phone),
      claimedUntil,
    });
  return wanted;
}

async function retryLater({ db, clock }: Sending, due: readonly queries.ClaimedMessage[]): Promise<void> {
  const ids = due.map(({ id }) => id);
  const attempts = Math.min(...due.map((each) => each.attempts));
  await db.rows(queries.postpone, {
    ...{ ids, batch: null, state: "waiting", failed: 1 },
    dueAt: after(clock, waitAfter(attempts)),
  });
}

function messageOf({ id, phone, channel, content }: queries.ClaimedMessage, now: Date): PhoneMessage {
  const { text, advertising, subject, template, variables } = content;
  if (channel === "kakao" && template !== null)
    return { id, to: phone, content: { channel, template, variables } };
  const words = advertising !== null && !isNight(now) ? advertising : text;
  return { id, to: phone, content: { channel: "sms", text: words, subject } };
}

const byBatch = (claimed: readonly queries.ClaimedMessage[]) =>
  Map.groupBy(claimed, ({ batch }) => batch ?? "");

/** What became of batches that got no answer. */
async function settleHanded(context: Sending): Promise<void> {
  const { db, clock, messenger } = context;
  for (const [batch, rows] of byBatch(await claim(context, "handed", after(clock, CLAIM_MS)))) {
    const became = await messenger.settle(batch).catch(async (error: unknown) => {
      const ids = rows.map(({ id }) => id);
      const dueAt = after(clock, UNKNOWN_MS);
      await db.rows(queries.postpone, { ids, batch, state: "handed", dueAt, failed: 0 });
      throw error;
    });
    if (became === "sent") await db.rows(queries.acceptBatch, { batch, dueAt: clock.now() });
    else {
      const attempts = Math.min(...rows.map((each) => each.attempts));
      await db.rows(queries.voidBatch, { batch, dueAt: after(clock, waitAfter(attempts)) });
    }
  }
}

/** Two workers may read the same results: what they store repeats the state and the batch that it ends. */
async function readResults(context: Sending): Promise<void> {
  const { db, clock, messenger } = context;
  const due = await db.rows(queries.findDue, { state: "accepted", now: clock.now(), limit: BATCH });
  for (const [batch, rows] of byBatch(due)) {
    const results = await messenger.results(batch).catch(async (error: unknown) => {
      await askLater(context, batch, rows);
      throw error;
    });
    const stateOf = ({ id }: queries.ClaimedMessage) => results.find((each) => each.id === id)?.state;
    const codeOf = ({ id }: queries.ClaimedMessage) => results.find((each) => each.id === id)?.code ?? "";
    const failed = rows.filter((row) => stateOf(row) === "failed");
    const delivered = rows.filter((row) => stateOf(row) === "delivered");
    const accepted = { state: "accepted", batch } as const;
    await end(context, accepted, "delivered", delivered, codeOf);
    const bySms = failed.filter(({ channel }) => channel === "sms");
    await end(context, accepted, "failed", bySms, codeOf);
    const toSms = failed.filter((row) => !bySms.includes(row)).map(({ id }) => id);
    if (toSms.length > 0) await db.rows(queries.turnIntoSms, { ids: toSms, batch, now: clock.now() });
    const open = rows.filter((row) => !failed.includes(row) && !delivered.includes(row));
    const overdue = open.filter(({ createdAt }) => createdAt < after(clock, -RESULT_MS));
    await end(context, accepted, "failed", overdue, "NO_RESULT");
    const left = open.filter((row) => !overdue.includes(row));
    await askLater(context, batch, left);
  }
}

/** Waits as long as the message is old: the younger it is, the sooner its result comes. */
async function askLater(
  { db, clock }: Sending,
  batch: string,
  left: readonly queries.ClaimedMessage[],
): Promise<void> {
  const [first] = left;
  if (!first) return;
  const age = clock.now().getTime() - first.createdAt.getTime();
  const dueAt = after(clock, Math.min(Math.max(age, FIRST_RESULT_MS), LAST_WAIT_MS));
  const ids = left.map(({ id }) => id);
  await db.rows(queries.postpone, { ids, batch, state: "accepted", dueAt, failed: 0 });
}

async function end(
  { db, clock, messageMeasures }: Sending,
  from: { readonly state: queries.OpenState; readonly batch: string | null },
  to: "delivered" | "failed",
  rows: readonly queries.ClaimedMessage[],
  code: string | ((row: queries.ClaimedMessage) => string),
): Promise<void> {
  if (rows.length === 0) return;
  const ended = await db.rows(queries.endMessages, {
    ...{ from: from.state, batch: from.batch, to, now: clock.now() },
    ids: rows.map(({ id }) => id),
    codes: rows.map((row) => (typeof code === "string" ? code : code(row))),
  });
  for (const { channel } of ended) messageMeasures.countEnd(channel, to);
}

const KEPT_MS = 90 * DAY_MS;
const DELETED_AT_ONCE = 500;

/** A job: forgets messages that no event can repeat any more. */
export async function forgetMessages({ db, clock }: NotificationsContext): Promise<void> {
  for (;;) {
    const before = after(clock, -KEPT_MS);
    const deleted = await db.rows(queries.deleteEnded, { before, limit: DELETED_AT_ONCE });
    if (deleted.length < DELETED_AT_ONCE) return;
  }
}

/** A message that is with the gateway by then may still arrive. */
export async function forgetMessagesOf(
  { db }: Pick<NotificationsContext, "db">,
  memberId: string,
): Promise<void> {
  await db.rows(queries.deleteOpenOf, { memberId });
}
