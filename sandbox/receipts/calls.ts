/** One call about a receipt: idempotency key → fault before the effect → effect → fault after it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock.ts";
import type { Faults, Operation } from "../faults.ts";
import type { Pauses } from "../pauses.ts";
import { type ReceiptAnswer, type ReceiptBook, ReceiptRefusal } from "./receipts.ts";

export interface ReceiptContext {
  readonly book: ReceiptBook;
  readonly faults: Faults;
  readonly pauses: Pauses;
  readonly clock: Clock;
  readonly hangMs: number;
}

interface Call {
  readonly operation: Extract<Operation, "receipt" | "receiptCancel">;
  /** Throws `ReceiptRefusal`. */
  readonly effect: () => object;
  /** A refusal in the protocol's words. */
  readonly refuse: (code: string) => ReceiptAnswer;
}

export async function runReceiptCall(
  { book, faults, pauses, clock, hangMs }: ReceiptContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { operation, effect, refuse }: Call,
): Promise<FastifyReply> {
  const header = request.headers["idempotency-key"];
  const key = typeof header === "string" ? header.replace(/^"(.*)"$/, "$1") : undefined;
  const use = book.idempotency.open(key, request.url, clock.now().getTime());
  const fault = faults.take(operation);
  if (fault.kind === "hang-then-effect") await pauses.pause(fault.ms ?? hangMs);
  if (["500-before-effect", "429", "reset-before-effect"].includes(fault.kind)) use.abandon();
  if (fault.kind === "reset-before-effect") return reset(reply);
  if (fault.kind === "500-before-effect") return send(reply, refuse("COMMON_ERROR"));
  if (fault.kind === "429") return send(reply, refuse("TOO_MANY_REQUESTS"));
  const answer = use.replay ?? decide();
  if (use.replay === null) use.finish(answer);
  if (fault.kind === "slow") await pauses.pause(fault.ms);
  if (fault.kind === "reset-after-effect") return reset(reply);
  if (fault.kind === "500-after-effect") return send(reply, refuse("COMMON_ERROR"));
  if (fault.kind === "garbage") return reply.type("application/json").send("<html><body>upstream connect");
  return send(reply, answer);

  function decide(): ReceiptAnswer {
    if (fault.kind === "decline") return refuse(fault.code);
    try {
      return { status: 200, body: effect() };
    } catch (error) {
      if (!(error instanceof ReceiptRefusal)) throw error;
      return refuse(error.code);
    }
  }
}

const send = (reply: FastifyReply, { status, body }: ReceiptAnswer): FastifyReply =>
  reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));

/** Cuts the connection with a TCP reset: the caller cannot know whether the effect happened. */
function reset(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}
