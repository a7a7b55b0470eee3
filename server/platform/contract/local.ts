import type { TSchema } from "typebox";
import type { AnyContract, Port } from "./contract.ts";
import { type Handler, handlersOf } from "./handlers.ts";
import { checked } from "./validation.ts";
import { decode, encode, lostOnTheWire } from "./wire.ts";

/**
 * Returns the port of a module that runs in this process. Errors pass through unchanged.
 *
 * With `roundTrip` (tests) each input and output is checked and copied through JSON. A value that JSON would
 * lose is an Error, so that the same code also works with the module in another process. Without it
 * (production) the port is the implementation itself, and a call costs a function call.
 */
export function bindLocal<C extends AnyContract>(
  contract: C,
  implementation: Port<C>,
  options: { readonly roundTrip: boolean },
): Port<C> {
  if (!options.roundTrip) return implementation;
  const ports: Record<string, Handler> = {};
  for (const [name, handle] of handlersOf(contract, implementation)) {
    const { input, output } = handle.call;
    const verb = `${contract.name}.${name}`;
    ports[name] = async (value) => {
      const answer = await handle.run(carry(input, value, `input of ${verb}`));
      return carry(output, answer, `output of ${verb}`);
    };
  }
  return ports as Port<C>;
}

function carry(schema: TSchema, value: unknown, what: string): unknown {
  const lost = value === undefined ? undefined : lostOnTheWire(value);
  if (lost !== undefined) throw new Error(`${what} would not survive the wire: ${lost}`);
  return checked(schema, decode(encode(value)), what);
}
