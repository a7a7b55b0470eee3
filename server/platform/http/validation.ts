/** Reads and checks inputs with Ajv. A problem has a JSON pointer and a code. */

import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { DataValidateFunction } from "ajv/dist/types/index.js";
import formats, { type FormatName } from "ajv-formats";
import type { FastifySchemaCompiler } from "fastify";
import { readEmail } from "../email.ts";
import { DomainError, escapePointer, type InputProblem, inputError, inputProblem } from "../errors.ts";
import { UUID } from "../ids.ts";
import { readPhone } from "../phone.ts";
import { isWritable, readSince, readUntil } from "../shop-day.ts";
import { readLine, readPlain, readText } from "../text.ts";
import { withoutOtherParts } from "./union-problems.ts";

/** Returns what was meant by what was typed, or null for text that does not have the format. */
type Reader = (typed: string) => string | null;

/** Without the prefix `urn:uuid:`. In small letters, as ids are stored and compared. */
const readId: Reader = (typed) => {
  const id = typed.toLowerCase();
  return UUID.test(id) ? id : null;
};

const readMoment: Reader = checkerOf("date-time");

/** What is typed by people is read: the value that was meant replaces the one that was typed. */
const READERS: Readonly<Record<string, Reader>> = {
  line: readLine,
  text: readText,
  plain: readPlain,
  phone: readPhone,
  email: readEmail,
  since: readSince,
  until: readUntil,
  // Without leap seconds, which JavaScript cannot read.
  "date-time": (moment) => (isWritable(new Date(moment)) ? readMoment(moment) : null),
  uuid: readId,
};

const shared = {
  allErrors: true,
  useDefaults: true,
  removeAdditional: false,
  strict: false,
  // TypeBox makes valid schemas. The library's own description of schemas needs its own formats.
  validateSchema: false,
} as const;
/** A body is JSON, where a number is a number. An address is text, where "20" may mean 20. */
const bodies = withReaders(new Ajv({ ...shared, coerceTypes: false }));
const addresses = withReaders(new Ajv({ ...shared, coerceTypes: true }));

/** Replaces the keyword `format`. It goes before all other keywords of text, which check what was read. */
function withReaders(ajv: Ajv): Ajv {
  ajv.removeKeyword("format");
  ajv.addKeyword({
    keyword: "format",
    type: "string",
    schemaType: "string",
    before: "maxLength",
    modifying: true,
    errors: true,
    compile: (format: string) => readInPlace(format, READERS[format] ?? checkerOf(format)),
  });
  return ajv;
}

function readInPlace(format: string, read: Reader): DataValidateFunction {
  const validate: DataValidateFunction = (typed: string, context) => {
    const value = read(typed);
    if (value === null) validate.errors = [{ keyword: "format", params: { format } }];
    else if (context !== undefined) context.parentData[context.parentDataProperty] = value;
    return value !== null;
  };
  return validate;
}

/** A format that the library knows. Throws an Error for a name that is no format. */
function checkerOf(name: string): Reader {
  const format = formats.default.get(name as FormatName);
  if (typeof format !== "object" || !("validate" in format)) throw new Error(`no reader for format ${name}`);
  const check = format.validate as (text: string) => boolean;
  return (text) => (check(text) ? text : null);
}

/** Compiles at the first use: a process serves a few of its routes at first, and is ready a second sooner. */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  let compiled: ValidateFunction | undefined;
  return (value: unknown) => {
    compiled ??= (httpPart === "body" ? bodies : addresses).compile(schema);
    const validate = compiled;
    if (validate(value)) return { value };
    return {
      error: Object.assign(new Error("invalid input"), { inputErrors: validate.errors ?? [], httpPart }),
    };
  };
};

/** The value with its texts read, or what is wrong with it. */
type BodyReading = { readonly value: unknown } | { readonly problems: readonly InputProblem[] };

/** Returns a reader of values that come in another way than as a body, by the rules of bodies. */
export function bodyReader(schema: object): (value: unknown) => BodyReading {
  const validate = bodies.compile(schema);
  return (value) => {
    if (validate(value)) return { value };
    const error = invalidInput(
      Object.assign(new Error("invalid input"), { inputErrors: validate.errors ?? [], httpPart: "body" }),
    );
    return { problems: (error?.details.errors ?? []) as InputProblem[] };
  };
}

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

/** Codes of the formats whose refusal has a text of its own. */
const formatCodes: Readonly<Record<string, string>> = {
  line: "LINE",
  text: "TEXT",
  phone: "PHONE",
  email: "EMAIL",
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
  const own = withoutOtherParts(inputErrors);
  const unread = new Set(own.filter(isUnread).map(({ instancePath }) => instancePath));
  // The other keywords of a text that could not be read judge what was typed.
  const precise = own.filter((error) => isUnread(error) || !unread.has(error.instancePath));
  const problems = (precise.length > 0 ? precise : inputErrors).map(problemOf);
  // A value that is none of several words was reported for each of them.
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return inputError([...once.values()].slice(0, 20));
}

const isUnread = ({ keyword }: ErrorObject): boolean => keyword === "format";

function problemOf(error: ErrorObject): InputProblem {
  const { missingProperty, additionalProperty, limit, type, format } = error.params;
  const extra = missingProperty ?? additionalProperty;
  const pointer =
    extra === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(String(extra))}`;
  const code = formatCodes[format] ?? keywordCodes[error.keyword];
  if (code === undefined)
    throw new Error(`the schema keyword ${error.keyword} has no code of an input problem`);
  return inputProblem(pointer, code, { limit: String(limit), type: String(type) });
}
