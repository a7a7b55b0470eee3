/** Checks inputs with Ajv. A problem has a JSON pointer and a code. */

import { Ajv, type ErrorObject } from "ajv";
import formats from "ajv-formats";
import type { FastifySchemaCompiler } from "fastify";
import { DomainError, escapePointer, type InputProblem, inputError, inputProblem } from "../errors.ts";
import { UUID } from "../ids.ts";

const shared = { allErrors: true, useDefaults: true, removeAdditional: false, strict: false } as const;
/** A body is JSON, where a number is a number. An address is text, where "20" may mean 20. */
const bodies = withFormats(new Ajv({ ...shared, coerceTypes: false }));
const addresses = withFormats(new Ajv({ ...shared, coerceTypes: true }));

function withFormats(ajv: Ajv): Ajv {
  formats.default(ajv, ["email", "date-time", "uri"]);
  // Without the prefix `urn:uuid:` that the library lets pass and PostgreSQL does not.
  ajv.addFormat("uuid", (text) => UUID.test(text.toLowerCase()));
  return ajv;
}

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const validate = (httpPart === "body" ? bodies : addresses).compile(schema);
  return (value: unknown) => {
    if (validate(value)) return { value };
    return {
      error: Object.assign(new Error("invalid input"), { inputErrors: validate.errors ?? [], httpPart }),
    };
  };
};

/**
 * The code of each keyword of a schema. Clients rely on the codes, so they do not change with the library.
 */
export const keywordCodes: Readonly<Record<string, string>> = {
  required: "REQUIRED",
  additionalProperties: "UNKNOWN_FIELD",
  type: "TYPE",
  enum: "UNKNOWN_VALUE",
  const: "UNKNOWN_VALUE",
  minimum: "MINIMUM",
  exclusiveMinimum: "MINIMUM",
  maximum: "MAXIMUM",
  exclusiveMaximum: "MAXIMUM",
  minLength: "MIN_LENGTH",
  maxLength: "MAX_LENGTH",
  minItems: "MIN_ITEMS",
  maxItems: "MAX_ITEMS",
  uniqueItems: "DUPLICATE",
  format: "FORMAT",
  pattern: "FORMAT",
  anyOf: "FORMAT",
};

interface ValidationFailure {
  readonly inputErrors: readonly ErrorObject[];
  readonly httpPart: string;
}

/** Returns INVALID_INPUT for a failed check, NOT_FOUND for a malformed path, null for other errors. */
export function invalidInput(error: unknown): DomainError | null {
  if (!(error instanceof Error) || !("inputErrors" in error)) return null;
  const { inputErrors, httpPart } = error as unknown as ValidationFailure;
  if (httpPart === "params") return new DomainError("NOT_FOUND");
  // A union reports each of its branches and then itself: the branches say more.
  const precise = inputErrors.filter(({ keyword }) => keyword !== "anyOf");
  return inputError((precise.length > 0 ? precise : inputErrors).slice(0, 20).map(problemOf));
}

function problemOf(error: ErrorObject): InputProblem {
  const { missingProperty, additionalProperty, limit, type } = error.params;
  const extra = missingProperty ?? additionalProperty;
  const pointer =
    extra === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(String(extra))}`;
  const code = keywordCodes[error.keyword];
  if (code === undefined)
    throw new Error(`the schema keyword ${error.keyword} has no code of an input problem`);
  return inputProblem(pointer, code, { limit: String(limit), type: String(type) });
}
