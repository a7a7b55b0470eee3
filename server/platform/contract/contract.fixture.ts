import { Type } from "typebox";
import { DomainError } from "../errors.ts";
import { call, contract, event, type Port } from "./contract.ts";

/** A small module for the tests of this folder: a cloakroom that takes coats. */

const strict = { additionalProperties: false };
const Coat = Type.Object({ owner: Type.String(), hooks: Type.Integer({ minimum: 1 }) }, strict);
const Ticket = Type.Object({ hook: Type.Integer(), note: Type.Optional(Type.String()) }, strict);

export const cloakroom = contract(
  "cloakroom",
  {
    /** Safe: the same owner gets the same hook. */
    take: call({ input: Coat, output: Ticket, retry: "safe", deadlineMs: 4000 }),
    /** Not safe: each ring is heard. */
    ring: call({
      input: Type.Object({ times: Type.Integer() }, strict),
      output: Type.Void(),
      retry: "never",
    }),
  },
  { events: { full: event({ version: 2, payload: Type.Object({ hooks: Type.Integer() }, strict) }) } },
);

export type Cloakroom = Port<typeof cloakroom>;

export const KEY = "correct horse battery staple";

/** The owner's name decides what happens. */
export const attendant: Cloakroom = {
  async take({ owner, hooks }) {
    if (owner === "late") throw new DomainError("CLOSED", { since: "18:00", hooks });
    if (owner === "clumsy") throw new Error("password of the cash box is 1234");
    return { hook: hooks + 40 };
  },
  async ring() {},
};

/** A value that the types would refuse, as it would come from an untyped place. */
export const untyped = (value: unknown): never => value as never;
