import type { AnyContract, Call, Port } from "./contract.ts";

/** A verb of a contract without its static types: binding and serving work on schemas, for any contract. */
export type Handler = (input: unknown) => Promise<unknown>;

export interface BoundCall {
  readonly call: Call;
  readonly run: Handler;
}

/** Every verb of the contract with the function that carries it out. Throws when the implementation lacks one. */
export function handlersOf<C extends AnyContract>(
  contract: C,
  implementation: Port<C>,
): Map<string, BoundCall> {
  const functions = implementation as unknown as Readonly<Record<string, Handler | undefined>>;
  const bound = new Map<string, BoundCall>();
  for (const [name, call] of Object.entries(contract.calls)) {
    const run = functions[name];
    if (typeof run !== "function") throw new Error(`nothing carries out ${contract.name}.${name}`);
    bound.set(name, { call, run: async (input) => run.call(implementation, input) });
  }
  return bound;
}
