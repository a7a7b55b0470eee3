/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
 *
 * Stored: one row per scope (caller, method, route) and key, with the fingerprint of the request, the id of
 * its result (`resume`), the end of its lock, and later its answer.
 * Always: one request at a time works under a key. An answer is stored only by the request with the lock.
 *
 * First request: claims the key, works, and stores its answer (2xx and the domain's 4xx). Temporary failures
 * (429, 5xx, "in progress") are not stored; the key is released.
 * Repeat: gets the stored answer. With another body it is refused. While the first request runs, it waits
 * `PATIENCE_MS`, then gets 409. After the end of the lock it takes the key over, and gets the first request's
 * `resume` id, to continue or to undo what that request began.
 */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Batchable, batchRequests } from "../batching.ts";
import { after, type Clock } from "../clock.ts";
import type { Db } from "../db/db.ts";
import { DomainError, inputError, isDomainError } from "../errors.ts";
import { newId } from "../ids.ts";
import {
  claimKeys,
  deleteKeysOf,
  deleteOldKeys,
  finishedKey,
  finishKey,
  type KeyRow,
  releaseKey,
} from "./idempotency-queries.ts";
import type { ProblemTexts } from "./problem.ts";

/** A claimed key. A use case that stores its result in one statement can store the answer in it too. */
export interface Claim {
  readonly scope: string;
  readonly key: string;
  /** The id of what the first request with this key makes. */
  readonly resume: string;
  /** Identifies this claim: a statement that stores the answer checks that it still has the lock. */
  readonly lockedUntil: Date;
  /** An earlier request began this work, under the id `resume`, and did not finish. */
  readonly takenOver: boolean;
}

export interface IdempotentResult<Body> {
  readonly status: number;
  readonly body: Body;
  /** True if the answer was stored together with the result. */
  readonly stored?: boolean;
  /** False for an answer that a repeat must not get again ("ask later"). */
  readonly final?: boolean;
}

export interface Idempotency {
  /**
   * Runs `work` for the first request with a key, and replays its answer for repeats. Throws INVALID_INPUT
   * without a valid key, IDEMPOTENCY_KEY_REUSED for another body, REQUEST_IN_PROGRESS while the first runs.
   */
  run<Body>(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (claim: Claim) => Promise<IdempotentResult<Body>>,
  ): Promise<Body>;
  /** Deletes keys that are older than `KEEP_MS`. */
  sweep(): Promise<void>;
  /** Deletes all keys of an actor, with the answers. A request of the actor that still runs stores none. */
  forget(actorId: string): Promise<void>;
}

/** How long a claim is locked: longer than any request lives. Then the key can be taken over. */
const LOCK_MS = 40_000;
/** How long a repeat waits for the answer of the first request before it gets 409. */
const PATIENCE_MS = 5_000;
/** Claiming statements that a process runs at a time. */
const CLAIM_CONCURRENCY = 2;
/** How long an answer is stored. */
const KEEP_MS = 7 * 24 * 3_600_000;

/** `guestOf` names the caller of a request that has no actor. */
export function createIdempotency(
  db: Db,
  clock: Clock,
  texts: ProblemTexts,
  guestOf: (request: FastifyRequest) => string = () => "guest",
): Idempotency {
  const claims = batchRequests((requests: readonly KeyClaim[]) => claimBatch(db, clock, requests), {
    scheduler: db.batches,
    concurrency: CLAIM_CONCURRENCY,
  });

  async function claim(
    scope: string,
    key: string,
    fingerprint: string,
  ): Promise<KeyRow & { takenOver: boolean }> {
    const until = Date.now() + PATIENCE_MS;
    for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 200)) {
      const now = clock.now();
      const resume = newId(now);
      const row = await claims({ keys: [nameOf({ scope, key })], scope, key, fingerprint, resume });
      // No row: our snapshot does not show the other request's insert yet. It will in a moment.
      if (row && row.fingerprint !== fingerprint) throw new DomainError("IDEMPOTENCY_KEY_REUSED");
      if (row && (row.claimed || row.state === "DONE")) return { ...row, takenOver: row.resume !== resume };
      if (Date.now() > until) throw new DomainError("REQUEST_IN_PROGRESS");
      await wait(pauseMs);
    }
  }

  return {
    async run(request, reply, work) {
      const key = readKey(request);
      const scope = `${request.actor?.id ?? guestOf(request)} ${request.method} ${request.routeOptions.url}`;
      const row = await claim(scope, key, fingerprintOf(request));
      if (!row.claimed) return replay(reply, row);
      try {
        const { resume, lockedUntil, takenOver } = row;
        const result = await work({ scope, key, resume, lockedUntil, takenOver });
        const { status, body, stored = false, final = true } = result;
        if (!final) await db.rows(releaseKey, { scope, key, lockedUntil, now: clock.now() });
        else if (!stored) await db.write(finishKey, finishedKey({ scope, key, lockedUntil, status }, body));
        reply.code(status);
        return body;
      } catch (error) {
        const code = isDomainError(error) ? error.code : "INTERNAL";
        const status = texts[code]?.status ?? 500;
        const temporary = status >= 500 || status === 429 || code === "REQUEST_IN_PROGRESS";
        const { lockedUntil } = row;
        if (isDomainError(error) && !temporary) {
          const refusal = { code, details: error.details };
          await db.write(finishKey, finishedKey({ scope, key, lockedUntil, status }, refusal));
        } else {
          await db.rows(releaseKey, { scope, key, lockedUntil, now: clock.now() });
        }
        throw error;
      }
    },
    async sweep() {
      await db.rows(deleteOldKeys, { before: after(clock, -KEEP_MS) });
    },
    async forget(actorId) {
      await db.rows(deleteKeysOf, { actor: `${actorId} ` });
    },
  };
}

interface KeyClaim extends Batchable {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly resume: string;
}

const nameOf = ({ scope, key }: { scope: string; key: string }): string => `${scope}\n${key}`;

/**
 * Claims the keys of a batch. Of several requests with one key the first is sent; the others get null and try
 * again. A claim that a crash of the database server loses has done nothing yet: its result is written later,
 * with a wait for the disk.
 */
async function claimBatch(db: Db, clock: Clock, requests: readonly KeyClaim[]): Promise<(KeyRow | null)[]> {
  const firsts = [...new Map(requests.toReversed().map((each) => [nameOf(each), each])).values()];
  const rows = await db.relaxed.rows(claimKeys, {
    scopes: firsts.map(({ scope }) => scope),
    keys: firsts.map(({ key }) => key),
    fingerprints: firsts.map(({ fingerprint }) => fingerprint),
    resumes: firsts.map(({ resume }) => resume),
    now: clock.now(),
    lockedUntil: after(clock, LOCK_MS),
  });
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  return requests.map((each) => (firsts.includes(each) ? (byName.get(nameOf(each)) ?? null) : null));
}

function replay<Body>(reply: FastifyReply, row: KeyRow): Body {
  reply.header("idempotency-replayed", "true");
  const status = row.status ?? 500;
  if (status >= 400) {
    const refusal = row.body as { code: string; details: Record<string, unknown> };
    throw new DomainError(refusal.code, refusal.details);
  }
  reply.code(status);
  return row.body as Body;
}

/** The header's value, with or without the quotes of RFC 8941. */
function readKey(request: FastifyRequest): string {
  const header = request.headers["idempotency-key"];
  const key = typeof header === "string" ? header.replace(/^"(.*)"$/, "$1") : "";
  if (/^[\x21-\x7e]{8,255}$/.test(key)) return key;
  const code = header ? "FORMAT" : "REQUIRED";
  throw inputError([{ pointer: "/headers/idempotency-key", code, text: "IDEMPOTENCY_KEY" }]);
}

function fingerprintOf(request: FastifyRequest): string {
  const text = `${request.url}\n${canonical(request.body)}`;
  return createHash("sha256").update(text).digest("base64url");
}

/** Returns JSON with sorted keys, so that the same content in another order is the same request. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
