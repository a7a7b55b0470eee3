/**
 * The steps of one API call: idempotency key → fault before the effect → effect and answer in one turn of the
 * event loop → webhook → fault after the effect. The routes provide the effect; this file injects the faults.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Fault, NO_FAULT, type Operation, parseFault, WRONG_AMOUNT_OFFSET } from "../faults.ts";
import type { KeyUse } from "../idempotency.ts";
import { type Language, languageOf } from "../language.ts";
import type { CallResult } from "./call-result.ts";
import type { TossContext } from "./context.ts";
import { type KnownCode, messageOf, statusOf, TossError } from "./errors.ts";
import { viewPayment } from "./payment-view.ts";
import type { Payment } from "./payments.ts";

/** The effect of a call: the payment after it, and the code when the call is refused. */
export interface Effect {
  readonly payment: Payment;
  readonly refusal: string | null;
}

interface Call {
  readonly operation: Operation;
  readonly paymentKey: string | null;
  /** Synchronous: no other call can run between its decision and its save. Throws `TossError` to refuse. */
  readonly effect: (fault: Fault) => Effect;
}

const JSON_TYPE = "application/json; charset=utf-8";

export interface Calls {
  run(request: FastifyRequest, reply: FastifyReply, call: Call): Promise<FastifyReply>;
}

export function createCalls(sandbox: TossContext): Calls {
  const { store, faults, webhooks, pauses, clock } = sandbox;
  /** Payments with a running call. A second call is refused, so that it cannot overtake one that hangs. */
  const busy = new Set<string>();

  function useKey(request: FastifyRequest, operation: Operation): KeyUse<CallResult> {
    const key = operation === "get" ? undefined : request.headers["idempotency-key"];
    const scope = `${sandbox.secretKey} ${request.method} ${request.url.split("?")[0]}`;
    return store.idempotency.open(typeof key === "string" ? key : undefined, scope, clock.now().getTime());
  }

  /** The shopper's choice applies once, to the next confirm. Without a choice the rules decide. */
  function takeFault(call: Call): Fault {
    const chosen =
      call.operation === "confirm" && call.paymentKey !== null ? store.find(call.paymentKey) : undefined;
    if (chosen?.mode && chosen.mode !== "deposit-reversed") {
      store.save({ ...chosen, mode: null });
      return parseFault(chosen.mode) ?? NO_FAULT;
    }
    return faults.take(call.operation);
  }

  async function beforeEffect(fault: Fault, request: FastifyRequest, call: Call): Promise<void> {
    const forced = request.headers["tosspayments-test-code"];
    if (typeof forced === "string" && sandbox.secretKey.startsWith("test_")) throw new TossError(forced);
    if (fault.kind === "500-before-effect") throw new TossError(internalError(call.operation));
    if (fault.kind === "429") throw new TossError("TOO_MANY_REQUESTS");
    if (fault.kind === "hang-then-effect") await pauses.pause(fault.ms ?? sandbox.hangMs);
  }

  async function sendWebhook(payment: Payment, fault: Fault): Promise<void> {
    const firstAttempt = webhooks.announce(payment, fault);
    if (fault.kind === "webhook-before-response") await firstAttempt;
  }

  async function sendAnswer(
    fault: Fault,
    answer: CallResult,
    reply: FastifyReply,
    call: Call,
  ): Promise<FastifyReply> {
    if (fault.kind === "slow") await pauses.pause(fault.ms);
    if (fault.kind === "500-after-effect") throw new TossError(internalError(call.operation));
    if (fault.kind === "reset-after-effect") return reset(reply);
    if (fault.kind === "garbage") {
      return reply.type(JSON_TYPE).send("<html><body><h1>200 OK</h1><p>upstream connect");
    }
    if (answer.kind === "error") return sendError(reply, answer);
    const view = viewPayment(answer.payment, sandbox.publicUrl());
    if (fault.kind === "wrong-amount") {
      view.totalAmount += WRONG_AMOUNT_OFFSET;
      view.balanceAmount += WRONG_AMOUNT_OFFSET;
    }
    return reply.type(JSON_TYPE).send(JSON.stringify(view));
  }

  /** Returns null when the fault cuts the connection before the effect. */
  async function execute(
    keyUse: KeyUse<CallResult>,
    request: FastifyRequest,
    call: Call,
  ): Promise<FinishedCall | null> {
    const lock = call.operation === "get" || keyUse.replay !== null ? null : call.paymentKey;
    if (lock !== null && busy.has(lock)) {
      keyUse.abandon();
      throw new TossError("ALREADY_PROCESSING_REQUEST");
    }
    if (lock !== null) busy.add(lock);
    try {
      const fault = takeFault(call);
      if (fault.kind === "reset-before-effect") {
        keyUse.abandon();
        return null;
      }
      await beforeEffect(fault, request, call);
      if (keyUse.replay !== null) return { fault, answer: keyUse.replay, changed: null };
      const decided = decide(fault, request, call);
      keyUse.finish(decided.answer);
      return { fault, ...decided };
    } catch (error) {
      keyUse.abandon();
      throw error;
    } finally {
      if (lock !== null) busy.delete(lock);
    }
  }

  return {
    async run(request, reply, call) {
      const finished = await execute(useKey(request, call.operation), request, call);
      if (finished === null) return reset(reply);
      if (finished.changed !== null) await sendWebhook(finished.changed, finished.fault);
      return sendAnswer(finished.fault, finished.answer, reply, call);
    },
  };
}

/** Runs the effect. Its refusal is an answer too. */
function decide(
  fault: Fault,
  request: FastifyRequest,
  call: Call,
): { answer: CallResult; changed: Payment | null } {
  const language = languageOf(request.headers["accept-language"]);
  try {
    const { payment, refusal } = call.effect(fault);
    const changed = call.operation === "get" ? null : payment;
    if (refusal === null) return { answer: { kind: "payment", payment }, changed };
    return { answer: { kind: "error", code: refusal, detail: null, language }, changed };
  } catch (error) {
    if (!(error instanceof TossError)) throw error;
    return { answer: { kind: "error", code: error.code, detail: error.detail, language }, changed: null };
  }
}

interface FinishedCall {
  readonly fault: Fault;
  readonly answer: CallResult;
  /** The payment, if this call changed it. A replay changes nothing. */
  readonly changed: Payment | null;
}

const internalError = (operation: Operation): KnownCode =>
  operation === "confirm" ? "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING" : "FAILED_INTERNAL_SYSTEM_PROCESSING";

/** Cuts the connection with a TCP reset: the caller cannot know whether the effect happened. */
function reset(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}

export function sendError(
  reply: FastifyReply,
  error: { code: string; detail: string | null; language: Language },
  status: number = statusOf(error.code),
): FastifyReply {
  const text = messageOf(error.code, error.language);
  if (error.code === "TOO_MANY_REQUESTS") reply.header("retry-after", "1");
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send(
      JSON.stringify({
        code: error.code,
        message: error.detail === null ? text : `${text} (${error.detail})`,
      }),
    );
}
