import type { Static, TSchema } from "typebox";
import { readTolerantly } from "./validation.ts";

/**
 * Declares the calls and events between modules. A contract holds schemas and promises and no code, so that
 * importing it pulls in nothing of the module behind it.
 */

/** One verb. `safe`: repeating a call changes nothing, so a call without an answer is repeated. */
export interface Call<Input extends TSchema = TSchema, Output extends TSchema = TSchema> {
  readonly input: Input;
  readonly output: Output;
  readonly retry: "safe" | "never";
  readonly deadlineMs: number;
}

/**
 * The shape of one event. The version rises when an old payload no longer means the same. Added fields need
 * no new version.
 */
export interface EventSchema<Payload extends TSchema = TSchema> {
  readonly version: number;
  readonly payload: Payload;
}

/** An event with its full name: `orders.paid`. */
export interface NamedEvent<Type extends string = string, Payload extends TSchema = TSchema>
  extends EventSchema<Payload> {
  readonly type: Type;
}

type Calls = Readonly<Record<string, Call>>;
type EventSchemas = Readonly<Record<string, EventSchema>>;
type NamedEvents<Name extends string, Events extends EventSchemas> = {
  readonly [Key in keyof Events & string]: NamedEvent<`${Name}.${Key}`, Events[Key]["payload"]>;
};

export interface Contract<Name extends string, C extends Calls, E extends EventSchemas> {
  readonly name: Name;
  /** Prefixes of its public routes: `/api/v1/orders`. A gateway passes on what is below them. */
  readonly routes: readonly string[];
  readonly calls: C;
  readonly events: NamedEvents<Name, E>;
}

/** Any contract, for code that binds or serves contracts in general. */
export interface AnyContract {
  readonly name: string;
  readonly routes: readonly string[];
  readonly calls: Calls;
  readonly events: Readonly<Record<string, NamedEvent>>;
}

/** The contract as plain async functions, which the module implements and other modules call. */
export type Port<C extends AnyContract> = {
  readonly [Key in keyof C["calls"]]: (
    input: Static<C["calls"][Key]["input"]>,
  ) => Promise<Static<C["calls"][Key]["output"]>>;
};

/** A published event as it travels. */
export interface EventMessage<Type extends string = string, Payload = unknown> {
  /** UUIDv7. A repeated delivery has the same id, so that consumers can recognise it. */
  readonly id: string;
  readonly type: Type;
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
  readonly payload: Payload;
}

export type Consumer = (message: EventMessage) => Promise<void>;
/** The consumers of one module, by event type. */
export type Consumers = Readonly<Record<string, Consumer>>;

/** Declares a verb. The deadline (milliseconds, default 3000) covers all tries together. */
export function call<Input extends TSchema, Output extends TSchema>(verb: {
  input: Input;
  output: Output;
  retry: "safe" | "never";
  deadlineMs?: number;
}): Call<Input, Output> {
  return { deadlineMs: 3000, ...verb };
}

export function event<Payload extends TSchema>(schema: {
  version: number;
  payload: Payload;
}): EventSchema<Payload> {
  return schema;
}

/** Joins a module's verbs and events under its name; events are named `<module>.<event>`. */
export function contract<
  Name extends string,
  C extends Calls,
  E extends EventSchemas = Record<never, EventSchema>,
>(
  name: Name,
  calls: C,
  { routes = [], events }: { routes?: readonly string[]; events?: E } = {},
): Contract<Name, C, E> {
  const named = Object.entries(events ?? {}).map(([key, schema]) => [
    key,
    { ...schema, type: `${name}.${key}` },
  ]);
  return { name, routes, calls, events: Object.fromEntries(named) as NamedEvents<Name, E> };
}

/**
 * Returns one entry of `Consumers`: `{ ...on(orders.events.paid, async (payload) => …) }`. The payload is
 * checked first; fields that a newer publisher added are dropped. Another version is an Error, so that the
 * delivery is tried again.
 */
export function on<E extends NamedEvent>(
  event: E,
  react: (
    payload: Static<E["payload"]>,
    message: EventMessage<E["type"], Static<E["payload"]>>,
  ) => Promise<void>,
): { readonly [Type in E["type"]]: Consumer } {
  const consume: Consumer = async (message) => {
    if (message.type !== event.type || message.version !== event.version) {
      throw new Error(
        `a consumer of ${event.type} version ${event.version} ` +
          `was given ${message.type} version ${message.version}`,
      );
    }
    const named = `payload of ${event.type}`;
    const payload = readTolerantly(event.payload, message.payload, named) as Static<E["payload"]>;
    await react(payload, { ...message, type: event.type as E["type"], payload });
  };
  return { [event.type]: consume } as { readonly [Type in E["type"]]: Consumer };
}
