/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header). The first request claims the key and works; a repeat
 * with the same body gets the same answer; another body is refused; a repeat while the first still runs is told to wait
 * a moment. Business results are kept (2xx and the domain's 4xx), passing failures (429, 5xx, "in progress") are not.
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
  answerParameters,
  claimKeys,
  deleteKeysOf,
  deleteOldKeys,
  finishKey,
  type KeyRow,
  releaseKey,
} from "./idempotency-queries.ts";
import type { ProblemTexts } from "./problem.ts";

/** A claimed key. Whoever stores the business result in one statement may store the answer in it too. */
export interface Claim {
  readonly scope: string;
  readonly key: string;
  /** The id that the request's new thing has. */
  readonly resume: string;
  /** Names this holding of the key: a statement that stores the answer asks that it is still the one. */
  readonly lockedUntil: Date;
  /** An earlier holder began this work, under the id `resume`, and did not finish. */
  readonly takenOver: boolean;
}

export interface IdempotentResult<Body> {
  readonly status: number;
  readonly body: Body;
  /** True when the answer was stored with the business result, so that it need not be stored again. */
  readonly stored?: boolean;
  /** False for an answer that a repeat should not get again ("ask later"). */
  readonly final?: boolean;
}

export interface Idempotency {
  run<Body>(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (claim: Claim) => Promise<IdempotentResult<Body>>,
  ): Promise<Body>;
  /** Forgets keys that nobody repeats any more. */
  sweep(): Promise<void>;
  /** Forgets all keys of an actor, with the answers: whose request is under way stores nothing. */
  forget(actorId: string): Promise<void>;
}

/** How long a holder may be silent until its key can be taken over: longer than any request lives. */
const LOCK_MS = 40_000;
/** How long a parallel repeat waits for the first one's answer before it is told 409. */
const PATIENCE_MS = 3_000;
/** How many claiming statements a process runs at a time. */
const CLAIM_CONCURRENCY = 2;
/** How long an answer can be had again. */
const KEEP_MS = 7 * 24 * 3_600_000;

export function createIdempotency(db: Db, clock: Clock, texts: ProblemTexts): Idempotency {
  const claims = batchRequests(
    (wanted: readonly KeyClaim[]) => claimBatch(db, clock, wanted),
    CLAIM_CONCURRENCY,
  );

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
      // No row: the holder's insert is not visible yet to our snapshot; it will be in a moment.
      if (row && row.fingerprint !== fingerprint) throw new DomainError("IDEMPOTENCY_KEY_REUSED");
      if (row && (row.claimed || row.state === "DONE")) return { ...row, takenOver: row.resume !== resume };
      if (Date.now() > until) throw new DomainError("REQUEST_IN_PROGRESS");
      await wait(pauseMs);
    }
  }

  return {
    async run(request, reply, work) {
      const key = readKey(request);
      const scope = `${request.actor?.id ?? "guest"} ${request.method} ${request.routeOptions.url}`;
      const row = await claim(scope, key, fingerprintOf(request));
      if (!row.claimed) return replay(reply, row);
      try {
        const { resume, lockedUntil, takenOver } = row;
        const result = await work({ scope, key, resume, lockedUntil, takenOver });
        const { status, body, stored = false, final = true } = result;
        if (!final) await db.rows(releaseKey, { scope, key, lockedUntil, now: clock.now() });
        else if (!stored)
          await db.rows(finishKey, answerParameters({ scope, key, lockedUntil, status }, body));
        reply.code(status);
        return body;
      } catch (error) {
        const code = isDomainError(error) ? error.code : "INTERNAL";
        const status = texts[code]?.status ?? 500;
        const passing = status >= 500 || status === 429 || code === "REQUEST_IN_PROGRESS";
        const { lockedUntil } = row;
        if (isDomainError(error) && !passing) {
          const refusal = { code, details: error.details };
          await db.rows(finishKey, answerParameters({ scope, key, lockedUntil, status }, refusal));
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
 * Claims what arrived together. Of requests with the same key one is sent; the others get null and ask again. A claim
 * that a crash of the database loses has done nothing yet: what it leads to is written later, and waited for.
 */
async function claimBatch(db: Db, clock: Clock, wanted: readonly KeyClaim[]): Promise<(KeyRow | null)[]> {
  const firsts = [...new Map(wanted.toReversed().map((each) => [nameOf(each), each])).values()];
  const rows = await db.relaxed.rows(claimKeys, {
    scopes: firsts.map(({ scope }) => scope),
    keys: firsts.map(({ key }) => key),
    fingerprints: firsts.map(({ fingerprint }) => fingerprint),
    resumes: firsts.map(({ resume }) => resume),
    now: clock.now(),
    lockedUntil: after(clock, LOCK_MS),
  });
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  return wanted.map((each) => (firsts.includes(each) ? (byName.get(nameOf(each)) ?? null) : null));
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

/** JSON with sorted keys: the same content in another order is the same request. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
