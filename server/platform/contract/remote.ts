import { Type } from "typebox";
import { DomainError, PeerUnavailable } from "../errors.ts";
import type { AnyContract, EventMessage, Port } from "./contract.ts";
import type { Handler } from "./handlers.ts";
import { connectPeer, type PeerAnswer, type PeerOptions } from "./peer.ts";
import { checked, invalid, readTolerantly } from "./validation.ts";
import { callPath, encode, eventPath, InvalidInput, Refusal, status } from "./wire.ts";

export type { PeerOptions } from "./peer.ts";

/**
 * Returns the port of a module that runs in another process. Its functions throw
 * - DomainError as the module threw it: code and details (match by code, because classes do not travel);
 * - PeerUnavailable when no answer came in time;
 * - a plain Error for a defect: input or answer does not match, the key is refused, the module failed.
 */
export function bindRemote<C extends AnyContract>(contract: C, options: PeerOptions): Port<C> {
  const ask = connectPeer(options);
  const ports: Record<string, Handler> = {};
  for (const [verb, { output, retry, deadlineMs }] of Object.entries(contract.calls)) {
    const module = contract.name;
    const path = callPath(module, verb);
    ports[verb] = async (input) => {
      const answer = await ask({ module, verb, path, body: encode(input), deadlineMs, retry });
      return readTolerantly(output, answeredBy(answer, module, verb), `output of ${module}.${verb}`);
    };
  }
  return ports as Port<C>;
}

/** Enough for a consumer that writes to several tables; well below the age at which a job counts as lost. */
const DELIVERY_DEADLINE_MS = 10_000;

/**
 * Returns a function that delivers an event to a module in another process and resolves when its consumer has
 * finished. It tries once, because the job tries again. Errors as for `bindRemote`.
 */
export function deliverRemote(
  options: PeerOptions,
): (module: string, message: EventMessage) => Promise<void> {
  const ask = connectPeer(options);
  return async (module, message) => {
    const verb = `events/${message.type}`;
    const path = eventPath(module, message.type);
    const body = encode(message);
    const answer = await ask({ module, verb, path, body, deadlineMs: DELIVERY_DEADLINE_MS, retry: "never" });
    checked(Type.Void(), answeredBy(answer, module, verb), `answer of ${module} to ${message.type}`);
  };
}

/** Returns the value of an answer, or throws the error that it stands for. */
function answeredBy({ status: said, value }: PeerAnswer, module: string, verb: string): unknown {
  const name = `${module}.${verb}`;
  switch (said) {
    case status.ok:
      return value;
    case status.refused: {
      const { code, details } = readTolerantly(Refusal, value, `refusal of ${name}`);
      // The module's own peer did not answer: the work is perhaps done, so this is no refusal.
      throw code === "PEER_UNAVAILABLE" ? new PeerUnavailable(module, verb) : new DomainError(code, details);
    }
    case status.invalid:
    case status.unknown: {
      const { problems } = readTolerantly(InvalidInput, value, `answer ${said} of ${name}`);
      throw invalid(`input of ${name}`, problems);
    }
    case status.unauthenticated:
      throw new Error(`${name} does not accept the key of this process`);
    default:
      throw new Error(`${name} failed in its own process with status ${said}`);
  }
}
