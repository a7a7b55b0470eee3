import type { AnyContract, Call, Port } from "./contract.ts";

/** A verb without its static types: binding and serving work by schema, for any contract. */
export type Handler = (input: unknown) => Promise<unknown>;

export interface BoundCall {
  readonly call: Call;
  readonly run: Handler;
}

/** Returns every verb with the function that implements it. Throws an Error when one is missing. */
export function handlersOf<C extends AnyContract>(
  contract: C,
  implementation: Port<C>,
): Map<string, BoundCall> {
  const functions = implementation as unknown as Readonly<Record<string, Handler | undefined>>;
  const bound = new Map<string, BoundCall>();
  for (const [name, call] of Object.entries(contract.calls)) {
    const run = functions[name];
    if (typeof run !== "function") throw new Error(`${contract.name}.${name} has no implementation`);
    bound.set(name, { call, run: async (input) => run.call(implementation, input) });
  }
  return bound;
}
