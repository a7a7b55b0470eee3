/**
 * The steps of one API call: idempotency key → fault before the effect → effect and answer in one turn of the
 * event loop → webhook → fault after the effect. The routes of a protocol provide the effect.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Fault, NO_FAULT, parseFault, WRONG_AMOUNT_OFFSET } from "../faults.ts";
import type { KeyUse } from "../idempotency.ts";
import type { DirectContext, DirectOperation } from "./context.ts";
import { type DirectPayment, DirectRefusal } from "./payment.ts";
import type { ApiAnswer, Change } from "./protocol.ts";

interface Effect {
  readonly body: object;
  /** What the call changed; absent: nothing that a webhook tells. */
  readonly change?: { readonly payment: DirectPayment; readonly to: Change };
}

interface Call {
  readonly operation: DirectOperation;
  readonly paymentId: string | null;
  /** Synchronous: no other call can run between its decision and its save. Throws `DirectRefusal`. */
  readonly effect: () => Effect;
}

interface Finished {
  readonly fault: Fault;
  readonly answer: ApiAnswer;
  readonly change: Effect["change"];
}

export type Run = (request: FastifyRequest, reply: FastifyReply, call: Call) => Promise<FastifyReply>;

/** The faults that a call has instead of its effect. */
const REFUSED_BEFORE = ["500-before-effect", "429", "decline"];

export function createDirectCalls(context: DirectContext): Run {
  const { store, faults, pauses, clock, protocol } = context;

  function useKey(request: FastifyRequest, operation: DirectOperation): KeyUse<ApiAnswer> {
    const header = operation === "get" ? undefined : request.headers["idempotency-key"];
    const key = typeof header === "string" ? protocol.readKey(header) : undefined;
    if (key === null) throw new DirectRefusal("INVALID_KEY");
    return store.idempotency.open(
      key,
      `${request.method} ${request.url.split("?")[0]}`,
      clock.now().getTime(),
    );
  }

  /** The shopper's choice applies once, to the next time that the shop reads the payment. */
  function takeFault({ operation, paymentId }: Call): Fault {
    const payment = operation === "get" && paymentId !== null ? store.find(paymentId) : undefined;
    if (!payment?.mode) return faults.take(operation);
    store.save({ ...payment, mode: null });
    return parseFault(payment.mode) ?? NO_FAULT;
  }

  /** Returns null when the fault cuts the connection before the effect. */
  async function execute(use: KeyUse<ApiAnswer>, call: Call): Promise<Finished | null> {
    const fault = takeFault(call);
    if (fault.kind === "hang-then-effect") await pauses.pause(fault.ms ?? context.hangMs);
    if (fault.kind === "reset-before-effect" || REFUSED_BEFORE.includes(fault.kind)) {
      use.abandon();
      return fault.kind === "reset-before-effect"
        ? null
        : { fault, answer: refusalOf(fault), change: undefined };
    }
    if (use.replay !== null) return { fault, answer: use.replay, change: undefined };
    const decided = decide(call);
    use.finish(decided.answer);
    return { fault, ...decided };
  }

  function decide({ effect }: Call): Pick<Finished, "answer" | "change"> {
    try {
      const { body, change } = effect();
      return { answer: { status: 200, body }, change };
    } catch (error) {
      if (!(error instanceof DirectRefusal)) throw error;
      return { answer: protocol.refuse(error), change: undefined };
    }
  }

  function refusalOf(fault: Fault): ApiAnswer {
    if (fault.kind === "decline") return protocol.refuse(new DirectRefusal(fault.code));
    return protocol.trouble(fault.kind === "429" ? 429 : 500);
  }

  async function sendAnswer({ fault, answer }: Finished, reply: FastifyReply): Promise<FastifyReply> {
    if (fault.kind === "slow") await pauses.pause(fault.ms);
    if (fault.kind === "500-after-effect") return send(reply, protocol.trouble(500));
    if (fault.kind === "reset-after-effect") return reset(reply);
    if (fault.kind === "garbage") return reply.type("application/json").send("<html><body>upstream connect");
    const isSpoiled = fault.kind === "wrong-amount" && answer.status === 200;
    return send(
      reply,
      isSpoiled ? { ...answer, body: protocol.spoil(answer.body, WRONG_AMOUNT_OFFSET) } : answer,
    );
  }

  return async (request, reply, call) => {
    const finished = await execute(useKey(request, call.operation), call);
    if (finished === null) return reset(reply);
    const { fault, change } = finished;
    if (change) {
      const firstAttempt = announce(context, change.payment, change.to, fault);
      if (fault.kind === "webhook-before-response") await firstAttempt;
    }
    return sendAnswer(finished, reply);
  };
}

/** Tells the shop of a change. Resolves after the first attempt. */
export const announce = (
  { deliveries, protocol, clock }: DirectContext,
  payment: DirectPayment,
  change: Change,
  fault: Fault,
): Promise<void> =>
  deliveries.announce(payment.id, [protocol.webhookOf(payment, change, clock.now().getTime())], fault);

export const send = (reply: FastifyReply, { status, body }: ApiAnswer): FastifyReply =>
  reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));

/** Cuts the connection with a TCP reset: the caller cannot know whether the effect happened. */
function reset(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}
