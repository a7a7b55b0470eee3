import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, systemClock } from "../clock.ts";
import { PeerUnavailable } from "../errors.ts";
import { NoAnswer, type Send, sendHttp } from "../http/send.ts";
import { traceHeaders } from "../trace.ts";
import { inSpan } from "../tracing.ts";
import { BulkheadFull } from "./bulkhead.ts";
import { CircuitOpen } from "./circuit-breaker.ts";
import { inheritedDeadline } from "./deadline.ts";
import { type PeerGuard, peerGuard } from "./peer-guard.ts";
import { retry } from "./retry.ts";
import { CALLER_NAME, sign } from "./signature.ts";
import { DEADLINE_HEADER, decode, status } from "./wire.ts";

/** How to reach the process that runs a module. Without the parts of a guard, each binding has its own. */
export interface PeerOptions extends Partial<PeerGuard> {
  /** `http://inventory:3001`. */
  readonly baseUrl: string;
  /** Name of this process, for the peer's log: small letters, digits and dashes. */
  readonly caller: string;
  /** The secret that all processes of the shop share. */
  readonly key: string;
  readonly clock?: Clock;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  readonly send?: Send;
  /** Is told how each call of a module ended, and how long it took with all its tries. */
  readonly observe?: (module: string, outcome: PeerOutcome, seconds: number) => void;
}

export type PeerOutcome = "answered" | "no_answer" | "circuit_open" | "full";

interface Question {
  readonly module: string;
  readonly verb: string;
  readonly path: string;
  readonly body: string;
  readonly deadlineMs: number;
  readonly retry: "safe" | "never";
}

/** What the module said. */
export interface PeerAnswer {
  readonly status: number;
  /** Null for a status that carries none. */
  readonly value: unknown;
}

type Ask = (question: Question) => Promise<PeerAnswer>;

/** Statuses of a proxy, or of a peer that is stopping: they are no answer of the module. */
const unavailable = new Set([502, 503, 504]);
const hasValue = new Set([status.ok, status.refused, status.invalid, status.unknown]);

/**
 * Returns a function that asks a peer within a deadline. Each try is signed and passes the circuit breaker;
 * safe verbs are tried up to three times, while the peer's retry budget lasts. It throws PeerUnavailable when
 * no answer came: the work may have been done or not.
 */
export function connectPeer(options: PeerOptions): Ask {
  const { caller, key, clock = systemClock, random = Math.random, wait = sleep, send = sendHttp } = options;
  const { observe } = options;
  const { breaker, retries, places } = { ...peerGuard(clock), ...options };
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  if (key === "") throw new Error(`no key is set for calling ${baseUrl}`);
  if (!CALLER_NAME.test(caller))
    throw new Error(`"${caller}" cannot name a caller: small letters, digits and dashes only`);

  async function attempt({ path, body }: Question, limitMs: number): Promise<PeerAnswer> {
    const timeoutMs = Math.max(1, Math.ceil(limitMs));
    const headers = {
      "content-type": "application/json",
      authorization: sign(key, caller, clock.now(), { method: "POST", path, body }),
      [DEADLINE_HEADER]: String(timeoutMs),
      ...traceHeaders(),
    };
    const answer = await send({ method: "POST", url: new URL(baseUrl + path), headers, body, timeoutMs });
    if (unavailable.has(answer.status)) throw new NoAnswer(`status ${answer.status}`);
    return { status: answer.status, value: hasValue.has(answer.status) ? decodeAnswer(answer.body) : null };
  }

  async function ask(question: Question): Promise<PeerAnswer> {
    const { module, verb, deadlineMs } = question;
    const endsAt = Math.min(clock.now().getTime() + deadlineMs, inheritedDeadline());
    const remainingMs = () => endsAt - clock.now().getTime();
    if (remainingMs() <= 0) {
      throw new PeerUnavailable(module, verb, { cause: new Error("the caller's own deadline has passed") });
    }
    const tries = question.retry === "safe" ? 3 : 1;
    const worthAgain = (error: unknown) => error instanceof NoAnswer && retries.spend();
    retries.earn();
    try {
      const once = (limitMs: number) => breaker.run(() => attempt(question, limitMs));
      return await places.run(() => retry(once, { tries, remainingMs, worthAgain, random, wait }));
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof CircuitOpen || error instanceof BulkheadFull) {
        throw new PeerUnavailable(module, verb, { cause: error });
      }
      throw error;
    }
  }

  return async (question) => {
    const began = performance.now();
    const observed = (outcome: PeerOutcome) =>
      observe?.(question.module, outcome, (performance.now() - began) / 1000);
    try {
      const { module, verb } = question;
      const answer = await inSpan(`${module}.${verb}`, "CLIENT", { "peer.service": module }, () =>
        ask(question),
      );
      observed("answered");
      return answer;
    } catch (error) {
      observed(outcomeOf(error));
      throw error;
    }
  };
}

function outcomeOf(error: unknown): PeerOutcome {
  const cause = error instanceof PeerUnavailable ? error.cause : undefined;
  if (cause instanceof CircuitOpen) return "circuit_open";
  return cause instanceof BulkheadFull ? "full" : "no_answer";
}

/** Something between us and the module spoke, not the module: it may have done the work or not. */
function decodeAnswer(body: string): unknown {
  try {
    return decode(body);
  } catch (cause) {
    throw new NoAnswer("the answer is not JSON", { cause });
  }
}
