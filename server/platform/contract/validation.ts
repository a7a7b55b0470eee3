import type { Static, TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";

/** Does a value fit its schema? Validators are compiled on first use: a process pays only for what it checks. */

const validators = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema);
  if (known) return known;
  const made: Validator = Compile(schema);
  validators.set(schema, made);
  return made;
}

/** A page of problems helps nobody; a broken batch may have thousands. */
const MAX_PROBLEMS = 10;

/** One thing that is wrong with a value: where (RFC 6901 pointer), and the rule that it breaks, for our own log. */
interface ContractProblem {
  readonly pointer: string;
  readonly message: string;
}

/** What is wrong with the value; empty when it fits. Messages name fields and rules, never the values found. */
export function problemsOf(schema: TSchema, value: unknown): ContractProblem[] {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return [];
  return (
    validator
      .Errors(value)
      // An unknown field is MAX_PROBLEMS twice: by its own pointer (kept, as "boolean") and by its parent's.
      .filter(({ keyword }) => keyword !== "additionalProperties")
      .slice(0, MAX_PROBLEMS)
      .map(({ keyword, instancePath, message }) =>
        keyword === "boolean"
          ? { pointer: instancePath, message: "is not a known field" }
          : { pointer: instancePath, message },
      )
  );
}

/** The plain Error for a value that broke a contract: always a mistake in our own code, never the client's. */
export function invalid(what: string, problems: readonly ContractProblem[]): Error {
  const list = problems.map(({ pointer, message }) => `${pointer || "the value"} ${message}`).join("; ");
  return new Error(`${what} does not fit the contract: ${list}`);
}

/** The value itself, typed by its schema; throws a plain Error when it does not fit. `what` names it in the message. */
export function checked<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): Static<Schema> {
  const problems = problemsOf(schema, value);
  if (problems.length > 0) throw invalid(what, problems);
  return value as Static<Schema>;
}

/**
 * As `checked`, but fields that the schema does not know are dropped. While two versions run side by side, the newer
 * one may answer with more than the older one has heard of; that must not stop the older one.
 */
export function readTolerantly<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): Static<Schema> {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return value as Static<Schema>;
  return checked(schema, validator.Clean(structuredClone(value)), what);
}
