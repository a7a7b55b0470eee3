import type { Static, TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";

/** Checks values against schemas. A validator is compiled at first use: a process pays for those it needs. */

const validators = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema);
  if (known) return known;
  const made: Validator = Compile(schema);
  validators.set(schema, made);
  return made;
}

/** Problems reported of one value, at most. A broken batch may have thousands. */
const MAX_PROBLEMS = 10;

/** One problem of a value: its place (RFC 6901 pointer) and the broken rule, for our own log. */
interface ContractProblem {
  readonly pointer: string;
  readonly message: string;
}

/** Returns the problems of the value; none when it matches. Messages name fields and rules, never values. */
export function problemsOf(schema: TSchema, value: unknown): ContractProblem[] {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return [];
  return (
    validator
      .Errors(value)
      // An unknown field is reported twice: as "boolean" with its own pointer, and with its parent's.
      .filter(({ keyword }) => keyword !== "additionalProperties")
      .slice(0, MAX_PROBLEMS)
      .map(({ keyword, instancePath, message }) =>
        keyword === "boolean"
          ? { pointer: instancePath, message: "is not a known field" }
          : { pointer: instancePath, message },
      )
  );
}

/** Returns the plain Error for a value that breaks a contract: a defect of our code, never the client's. */
export function invalid(what: string, problems: readonly ContractProblem[]): Error {
  const list = problems.map(({ pointer, message }) => `${pointer || "the value"} ${message}`).join("; ");
  return new Error(`${what} does not fit the contract: ${list}`);
}

/** Returns the value, typed by its schema. Throws a plain Error that names `what` if it does not match. */
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
 * As `checked`, but fields that the schema does not know are dropped. While two versions run side by side,
 * the newer one may send fields that the older one does not know.
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
