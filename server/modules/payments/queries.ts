import { sql } from "kysely";
import { prepared, preparedForRows } from "../../platform/db/prepared.ts";
import { eventsOf, publishAll } from "../../platform/jobs/publish.ts";
import { type Attempt, type AttemptState, liveStates } from "./attempt.ts";
import { type ProviderName, payments } from "./contract.ts";

export interface AttemptRow extends Attempt {
  readonly orderId: string;
  /** The member that owns the order; null for a guest's order. */
  readonly ownerId: string | null;
  readonly number: number;
  readonly provider: ProviderName;
  /** The tax-free part of the amount, minor units. */
  readonly taxFree: number;
  /** The provider's name for the payment, if it was opened there. */
  readonly openedKey: string | null;
  readonly paymentKey: string | null;
  readonly method: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly approvedAt: Date | null;
  readonly checks: number;
  readonly version: number;
  /** Where the money is to be transferred; null: it is no payment by deposit. */
  readonly deposit: {
    readonly bank: string;
    readonly accountNumber: string;
    readonly holder: string | null;
    readonly dueAt: string;
  } | null;
  readonly depositSecret: string | null;
  /** The reconciler will check it. What may be paid without our confirm is checked from its opening on. */
  readonly watched: boolean;
}

/** States as literals: with a parameter the planner cannot use the partial index of live attempts. */
export const stateList = (states: readonly AttemptState[]) => sql.join(states.map((state) => sql.lit(state)));

/** The columns of `AttemptRow` but its id, of the table or alias `attempts`. */
const fields = sql.raw(`
  attempts.order_id AS "orderId", attempts.owner_id AS "ownerId", attempts.number,
  attempts.provider, attempts.provider_order_id AS "providerOrderId", attempts.amount, attempts.currency,
  attempts.state, attempts.payment_key AS "paymentKey", attempts.method,
  attempts.failure_code AS "failureCode", attempts.failure_message AS "failureMessage",
  attempts.captured, attempts.refunded, attempts.orphan, attempts.disputed, attempts.version,
  attempts.opened_key AS "openedKey", attempts.approved_at AS "approvedAt", attempts.checks,
  attempts.tax_free AS "taxFree", attempts.refund_reserved AS reserved, attempts.reversals,
  attempts.deposit_secret AS "depositSecret", attempts.next_check_at IS NOT NULL AS watched,
  CASE WHEN attempts.deposit_account IS NOT NULL THEN json_build_object('bank', attempts.deposit_bank,
    'accountNumber', attempts.deposit_account, 'holder', attempts.deposit_holder,
    'dueAt', to_char(attempts.deposit_due AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    END AS deposit`);
export const columns = sql`attempts.id, ${fields}`;

/** An attempt that a written row found or made: its own id is `attemptId`. */
export type FoundAttempt = AttemptRow & { readonly attemptId: string };

export const attemptOf = ({ attemptId, ...row }: FoundAttempt): AttemptRow => ({ ...row, id: attemptId });

export interface NewAttempt {
  readonly id: string;
  readonly orderId: string;
  readonly ownerId: string | null;
  readonly provider: string;
  readonly orderNumber: string;
  readonly amount: number;
  /** Of the amount. */
  readonly taxFree: number;
  readonly currency: string;
  readonly now: Date;
}

/**
 * Inserts the next attempt of an order, or returns the live one. Requests of one order that come together
 * share the attempt. No row: another statement inserted one at the same moment.
 */
export const insertAttempts = preparedForRows<NewAttempt, FoundAttempt>(
  `id uuid, "orderId" uuid, "ownerId" uuid, provider text, "orderNumber" text, amount bigint,
    "taxFree" bigint, currency text, now timestamptz`,
  (rows) => sql`
    WITH input AS (${rows}), live AS (
      SELECT input.id AS input_id, attempts.* FROM input
      JOIN payments.attempts ON attempts.order_id = input."orderId" AND NOT orphan
        AND state IN (${stateList(liveStates)})
    ), made AS (
      INSERT INTO payments.attempts (id, order_id, owner_id, number, provider, provider_order_id,
        amount, tax_free, currency, state, created_at)
      SELECT id, "orderId", "ownerId", next.number, provider, "orderNumber" || '-' || next.number,
        amount, "taxFree", currency, 'READY', now
      FROM input CROSS JOIN LATERAL (
        SELECT coalesce(max(number), 0) + 1 AS number
        FROM payments.attempts WHERE order_id = input."orderId") AS next
      WHERE NOT EXISTS (SELECT FROM live WHERE input_id = input.id)
      ON CONFLICT DO NOTHING
      RETURNING *
    )
    SELECT input_id AS id, attempts.id AS "attemptId", ${fields}
    FROM (
      SELECT * FROM live
      UNION ALL SELECT input.id, made.* FROM made JOIN input ON input."orderId" = made.order_id) AS attempts`,
);

export const findAttempts = prepared<{ ids: string[] }, AttemptRow>(
  (p) => sql`SELECT ${columns} FROM payments.attempts WHERE id = ANY (${p.ids}::uuid[])`,
);

export const findByProviderOrder = prepared<{ provider: string; providerOrderId: string }, AttemptRow>(
  (p) => sql`
    SELECT ${columns} FROM payments.attempts
    WHERE provider = ${p.provider} AND provider_order_id = ${p.providerOrderId}`,
);

export const findLatest = prepared<{ orderIds: string[] }, AttemptRow>(
  (p) => sql`
    SELECT DISTINCT ON (attempts.order_id) ${columns} FROM payments.attempts
    WHERE attempts.order_id = ANY (${p.orderIds}::uuid[])
    ORDER BY attempts.order_id, (attempts.captured > 0 AND NOT attempts.orphan) DESC, attempts.number DESC`,
);

/** Stores how a payment was opened at its provider, and when the reconciler asks about it first. */
export const storeOpened = prepared<{ id: string; openedKey: string | null; nextCheckAt: Date }, never>(
  (p) => sql`
    UPDATE payments.attempts SET opened_key = coalesce(opened_key, ${p.openedKey}::text),
      next_check_at = coalesce(next_check_at, ${p.nextCheckAt}::timestamptz)
    WHERE id = ${p.id}`,
);

export interface BegunConfirm {
  /** Of this write. */
  readonly id: string;
  readonly provider: string;
  readonly providerOrderId: string;
  readonly paymentKey: string;
  readonly memberId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly now: Date;
  readonly nextCheckAt: Date;
  readonly staleBefore: Date;
}

const attemptRef = { attemptId: sql`id`, orderId: sql`order_id` };

/**
 * Marks attempts as being confirmed: those that have this amount, are not another member's, have the payment
 * key under which they were opened (if they have one), and that no other request is confirming: an attempt is
 * READY, or its confirm began before `staleBefore`, so that its process died. No row otherwise.
 */
export const beginConfirms = preparedForRows<BegunConfirm, FoundAttempt>(
  `id text, provider text, "providerOrderId" text, "paymentKey" text, "memberId" uuid, amount bigint,
    currency text, now timestamptz, "nextCheckAt" timestamptz, "staleBefore" timestamptz`,
  (rows) => sql`
    WITH input AS (${rows})
    UPDATE payments.attempts SET state = 'CONFIRMING', payment_key = "paymentKey",
      confirm_started_at = now, next_check_at = "nextCheckAt", checks = 0, version = version + 1
    FROM input
    WHERE attempts.provider = input.provider AND provider_order_id = "providerOrderId"
      AND attempts.amount = input.amount AND attempts.currency = input.currency
      AND (opened_key IS NULL OR opened_key = "paymentKey")
      AND (owner_id IS NULL OR "memberId" IS NULL OR owner_id = "memberId")
      AND (state = 'READY'
        OR state = 'CONFIRMING' AND payment_key = "paymentKey" AND confirm_started_at < "staleBefore")
    RETURNING input.id, attempts.id AS "attemptId", ${fields}`,
);

export interface StoredOutcome {
  readonly id: string;
  readonly version: number;
  readonly state: AttemptState;
  readonly captured: number;
  readonly refunded: number;
  readonly orphan: boolean;
  readonly disputed: boolean;
  readonly reversals: number;
  /** Null: what is stored stays. */
  readonly deposit: object | null;
  readonly paymentKey: string | null;
  readonly method: string | null;
  readonly approvedAt: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly nextCheckAt: Date | null;
  readonly keepCheck: boolean;
  readonly entries: readonly object[];
  /** Money of a transfer has moved: its cash receipt follows. */
  readonly isCash: boolean;
  /** What has just happened, and is published. */
  readonly news: "paid" | "awaited" | "reversed" | "declined" | null;
  readonly now: Date;
}

/**
 * Stores outcomes of the reducer, of the attempts that are unchanged (`version`). Books new movements and
 * publishes what has just happened (`news`), all in one statement. `keepCheck`: the time of the next check
 * stays as it is. No row: read and decide again.
 */
export const storeOutcomes = preparedForRows<StoredOutcome, AttemptRow>(
  `id uuid, version int, state text, captured bigint, refunded bigint, orphan boolean, disputed boolean,
    reversals int, deposit jsonb, "paymentKey" text, method text, "approvedAt" timestamptz,
    "failureCode" text, "failureMessage" text, "nextCheckAt" timestamptz, "keepCheck" boolean, entries jsonb,
    "isCash" boolean, news text, now timestamptz`,
  (rows) => sql`
    WITH input AS (${rows}), changed AS (
      UPDATE payments.attempts SET state = input.state, captured = input.captured, refunded = input.refunded,
        refund_reserved = greatest(refund_reserved, input.refunded),
        orphan = input.orphan, disputed = input.disputed, reversals = input.reversals,
        deposit_bank = coalesce(deposit ->> 'bank', deposit_bank),
        deposit_account = coalesce(deposit ->> 'accountNumber', deposit_account),
        deposit_holder = coalesce(deposit ->> 'holder', deposit_holder),
        deposit_due = coalesce((deposit ->> 'dueAt')::timestamptz, deposit_due),
        deposit_secret = coalesce(deposit ->> 'secret', deposit_secret),
        payment_key = coalesce("paymentKey", payment_key),
        method = coalesce(input.method, attempts.method),
        approved_at = CASE WHEN news = 'reversed' THEN NULL ELSE coalesce("approvedAt", approved_at) END,
        failure_code = coalesce("failureCode", failure_code),
        failure_message = coalesce("failureMessage", failure_message),
        next_check_at = CASE WHEN "keepCheck" THEN next_check_at ELSE "nextCheckAt" END,
        version = attempts.version + 1
      FROM input
      WHERE attempts.id = input.id AND attempts.version = input.version
      RETURNING attempts.*, entries, "isCash", news, now
    ), booked AS (
      INSERT INTO payments.ledger (attempt_id, kind, reference, amount, at)
      SELECT changed.id, entry.kind, entry.reference, entry.amount, coalesce(entry.at, now)
      FROM changed, jsonb_to_recordset(entries)
        AS entry (kind text, reference text, amount bigint, at timestamptz)
      ON CONFLICT DO NOTHING
    ), receipts AS (
      INSERT INTO payments.cash_receipts AS known (attempt_id, order_id, check_at, paid_at)
      SELECT id, order_id, now, coalesce(approved_at, now) FROM changed
      -- A payment of before the shop issued receipts gets none when its money moves again.
      WHERE "isCash" AND (news = 'paid'
        OR EXISTS (SELECT FROM payments.cash_receipts WHERE attempt_id = changed.id))
      ON CONFLICT (attempt_id) DO UPDATE SET check_at = excluded.check_at, changes = known.changes + 1,
        tries = 0
    ), told AS (${publishAll([
      eventsOf(payments.events.paid, attemptRef, sql`changed WHERE news = 'paid'`, { delay: "1 second" }),
      eventsOf(payments.events.depositAwaited, attemptRef, sql`changed WHERE news = 'awaited'`, {
        delay: "1 second",
      }),
      eventsOf(payments.events.depositReversed, attemptRef, sql`changed WHERE news = 'reversed'`),
      eventsOf(payments.events.declined, attemptRef, sql`changed WHERE news = 'declined'`),
    ])})
    SELECT ${columns} FROM changed AS attempts`,
);

/** Sets when the reconciler checks an attempt again; null: never. */
export const planCheck = prepared<{ id: string; nextCheckAt: Date | null }, never>(
  (p) => sql`
    UPDATE payments.attempts SET next_check_at = ${p.nextCheckAt}, checks = checks + 1 WHERE id = ${p.id}`,
);

/**
 * Ends or resets an attempt without money, if it is in the state `from` and of this version (null: any).
 * Publishes that it has failed.
 */
export const moveWithoutMoney = prepared<
  {
    id: string;
    version: number | null;
    from: AttemptState;
    to: AttemptState;
    failureCode: string | null;
    failureMessage: string | null;
    nextCheckAt: Date | null;
  },
  AttemptRow
>(
  (p) => sql`
    WITH changed AS (
      UPDATE payments.attempts SET state = ${p.to}, next_check_at = ${p.nextCheckAt}::timestamptz,
        version = version + 1,
        failure_code = coalesce(${p.failureCode}, failure_code),
        failure_message = coalesce(${p.failureMessage}, failure_message)
      WHERE id = ${p.id} AND state = ${p.from} AND captured = 0
        AND (${p.version}::int IS NULL OR version = ${p.version})
      RETURNING attempts.*
    ), told AS (${publishAll([
      eventsOf(payments.events.declined, attemptRef, sql`changed WHERE state = 'FAILED'`),
    ])})
    SELECT ${columns} FROM changed AS attempts`,
);

export const findDue = prepared<{ now: Date; limit: number }, AttemptRow>(
  (p) => sql`
    SELECT ${columns} FROM payments.attempts WHERE next_check_at <= ${p.now}
    ORDER BY next_check_at LIMIT ${p.limit}`,
);

/** Attempts made before a time that were never used, the oldest first. */
export const findUnused = prepared<{ before: Date; limit: number }, { id: string; orderId: string }>(
  (p) => sql`
    SELECT id, order_id AS "orderId" FROM payments.attempts
    WHERE state = 'READY' AND created_at < ${p.before} ORDER BY created_at LIMIT ${p.limit}`,
);

/**
 * The order accepts an orphan's money. No row: it is another sum, or is being refunded. Breaks
 * `attempts_one_live` when the order has another live attempt.
 */
export const acceptOrphan = prepared<{ id: string }, { id: string }>(
  (p) => sql`
    UPDATE payments.attempts SET orphan = false, version = version + 1
    WHERE id = ${p.id} AND captured = amount AND refund_reserved = 0 RETURNING id`,
);

export const sumTotals = prepared<
  { orderIds: string[] },
  {
    orderId: string;
    captured: number;
    refunded: number;
    reserved: number;
    orphaned: number;
    settled: number;
  }
>(
  (p) => sql`
    SELECT order_id AS "orderId",
           coalesce(sum(captured) FILTER (WHERE NOT orphan), 0)::bigint AS captured,
           coalesce(sum(refunded) FILTER (WHERE NOT orphan), 0)::bigint AS refunded,
           coalesce(sum(refund_reserved + rejected) FILTER (WHERE NOT orphan), 0)::bigint AS reserved,
           coalesce(sum(captured - refund_reserved) FILTER (WHERE orphan), 0)::bigint AS orphaned,
           coalesce(sum(settled) FILTER (WHERE NOT orphan), 0)::bigint AS settled
    FROM payments.attempts CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE failure = 'REJECTED'), 0) AS rejected,
        coalesce(sum(amount) FILTER (WHERE last.state = 'SUCCEEDED'), 0) AS settled FROM (
        SELECT DISTINCT ON (reason) amount, failure, refunds.state FROM payments.refunds
        WHERE attempt_id = attempts.id
        ORDER BY reason, refunds.id DESC
      ) AS last
    ) AS decided
    WHERE order_id = ANY (${p.orderIds}::uuid[]) GROUP BY order_id`,
);
