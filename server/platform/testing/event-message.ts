import type { Static } from "typebox";
import type { EventMessage, NamedEvent } from "../contract/contract.ts";
import { checked } from "../contract/validation.ts";
import { newId } from "../ids.ts";

/** The message of one event: `EventOf<typeof orders.events.paid>`. */
export type EventOf<E extends NamedEvent> = EventMessage<E["type"], Static<E["payload"]>>;

/** Returns a message as a consumer gets it. Throws an Error when the payload does not match the contract. */
export function eventMessage<E extends NamedEvent>(
  event: E,
  payload: Static<E["payload"]>,
  now: Date,
): EventOf<E> {
  return {
    id: newId(now),
    type: event.type,
    version: event.version,
    occurredAt: now.toISOString(),
    payload: checked(event.payload, payload, `payload of ${event.type}`) as Static<E["payload"]>,
  };
}
