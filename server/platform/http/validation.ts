/** Checks inputs with Ajv and words what is wrong for people, with a JSON pointer for programs. */
import { Ajv, type ErrorObject } from "ajv";
import formats from "ajv-formats";
import type { FastifySchemaCompiler } from "fastify";
import { DomainError, escapePointer, type InputProblem } from "../errors.ts";
import { inputError, type Language } from "./problem.ts";

const shared = { allErrors: true, useDefaults: true, removeAdditional: false, strict: false } as const;
/** Bodies are JSON: a number is a number. Addresses carry text: there "20" may mean 20. */
const bodies = withFormats(new Ajv({ ...shared, coerceTypes: false }));
const addresses = withFormats(new Ajv({ ...shared, coerceTypes: true }));

function withFormats(ajv: Ajv): Ajv {
  formats.default(ajv, ["email", "date-time", "uri"]);
  // Without the prefix `urn:uuid:` that the library lets pass and PostgreSQL does not.
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
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

interface ValidationFailure {
  readonly inputErrors: readonly ErrorObject[];
  readonly httpPart: string;
}

/** The 400 for a failed check; null when the error is of another kind. A bad id in the path is a thing that is not there. */
export function invalidInput(error: unknown, language: Language): DomainError | null {
  if (!(error instanceof Error) || !("inputErrors" in error)) return null;
  const { inputErrors, httpPart } = error as unknown as ValidationFailure;
  if (httpPart === "params") return new DomainError("NOT_FOUND");
  // A union reports each of its branches and then itself: the branches say more.
  const telling = inputErrors.filter(({ keyword }) => keyword !== "anyOf");
  return inputError(
    (telling.length > 0 ? telling : inputErrors).slice(0, 20).map((each) => wording(each, language)),
  );
}

function wording(error: ErrorObject, language: Language): InputProblem {
  const { missingProperty, additionalProperty, limit, comparison } = error.params;
  const extra = missingProperty ?? additionalProperty;
  const pointer =
    extra === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(String(extra))}`;
  const ko: Record<string, string> = {
    required: "필수 항목입니다",
    additionalProperties: "알 수 없는 항목입니다",
    type: `${error.params.type} 형식이어야 합니다`,
    minimum: `${limit} 이상이어야 합니다`,
    maximum: `${limit} 이하여야 합니다`,
    minLength: `${limit}자 이상 입력해 주세요`,
    maxLength: `${limit}자 이하로 입력해 주세요`,
    format: "형식이 올바르지 않습니다",
    pattern: "형식이 올바르지 않습니다",
  };
  const en: Record<string, string> = {
    required: "is required",
    additionalProperties: "is not a known field",
    minimum: `must be ${comparison} ${limit}`,
    maximum: `must be ${comparison} ${limit}`,
    format: "has the wrong form",
    pattern: "has the wrong form",
  };
  const message = (language === "ko" ? ko : en)[error.keyword] ?? error.message ?? error.keyword;
  return { pointer, code: error.keyword.toUpperCase(), message };
}
