/**
 * Files that a client sends as `multipart/form-data`. Only routes of `uploadScope` take them: everywhere else
 * a form is refused (415), because a page of another site could send one without a preflight. A file is read
 * as it arrives, and at most one of a request is in memory.
 */
import multipart, { type Multipart, type MultipartFile } from "@fastify/multipart";
import type { FastifyError, FastifyRequest, FastifySchemaCompiler } from "fastify";
import { type TProperties, Type } from "typebox";
import { DomainError, escapePointer, inputError, inputProblem } from "../errors.ts";
import { Closed } from "../schema.ts";
import { readLine } from "../text.ts";
import type { App } from "./app.ts";
import { validatorCompiler } from "./validation.ts";

export interface UploadLimits {
  /** Bytes of one file. */
  readonly fileBytes: number;
  readonly files: number;
}

export interface UploadedFile {
  /** One line without a path; "file" for a name that cannot be read. */
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Fields beside the files, such as what an import holds. */
const MOST_FIELDS = 20;
const FIELD_BYTES = 100_000;

const LONGEST_NAME = 200;

/** Registers `routes` in a scope of the app that takes `multipart/form-data`, and nothing else. */
export function uploadScope(
  app: App,
  { fileBytes, files }: UploadLimits,
  routes: (scope: App) => void,
): void {
  app.register(async (plain) => {
    const scope = plain as App;
    scope.removeAllContentTypeParsers();
    scope.register(multipart, {
      limits: {
        fileSize: fileBytes,
        files,
        fields: MOST_FIELDS,
        fieldSize: FIELD_BYTES,
        parts: files + MOST_FIELDS,
      },
    });
    scope.setValidatorCompiler(formsAreReadByParts);
    scope.after(() => routes(scope));
  });
}

/** The body is checked part by part, in `readUploads`. */
const formsAreReadByParts: FastifySchemaCompiler<object> = (definition) =>
  definition.httpPart === "body" ? (value: unknown) => ({ value }) : validatorCompiler(definition);

/** The body of a request with files, for the API's document. */
export const Files = (description: string) =>
  Type.Object({
    file: Type.Array(Type.String({ format: "binary" }), { minItems: 1, description }),
  });

/** The body of a request with one file and fields of text, for the API's document. */
export const FileForm = <Fields extends TProperties>(description: string, fields: Fields) =>
  Closed({ file: Type.String({ format: "binary", description }), ...fields });

export interface FormWithFile {
  readonly file: UploadedFile;
  /** The fields of text that were sent. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads a form of the field `file` and fields of text, in any order. Throws INVALID_INPUT for another field,
 * for a form without a file, and for one that cannot be read; BODY_TOO_LARGE for a too large file or a second
 * one.
 */
export async function readForm(request: FastifyRequest, names: readonly string[]): Promise<FormWithFile> {
  let file: UploadedFile | null = null;
  const fields: Record<string, string> = {};
  for await (const part of partsOf(request)) {
    if (part.type === "file" && part.fieldname === "file") file = await readFile(part);
    else if (part.type === "field" && names.includes(part.fieldname))
      fields[part.fieldname] = String(part.value);
    else throw inputError([inputProblem(`/${escapePointer(part.fieldname)}`, wrongPart(part, names))]);
  }
  if (file === null) throw inputError([inputProblem("/file", "REQUIRED")]);
  return { file, fields };
}

const wrongPart = ({ fieldname }: { readonly fieldname: string }, names: readonly string[]): string =>
  fieldname === "file" || names.includes(fieldname) ? "FORMAT" : "UNKNOWN_FIELD";

/**
 * Passes the files of the field `file`, in their order, to `read`. Throws INVALID_INPUT for another field,
 * for a request without a file, and for a form that cannot be read; BODY_TOO_LARGE for too large or too many
 * files.
 */
export async function readUploads<Result>(
  request: FastifyRequest,
  read: (file: UploadedFile, at: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for await (const part of partsOf(request)) {
    if (part.fieldname !== "file")
      throw inputError([inputProblem(`/${escapePointer(part.fieldname)}`, "UNKNOWN_FIELD")]);
    if (part.type !== "file") throw inputError([inputProblem("/file", "TYPE", { type: "file" })]);
    results.push(await read(await readFile(part), results.length));
  }
  if (results.length === 0) throw inputError([inputProblem("/file", "REQUIRED")]);
  return results;
}

async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  if (!request.isMultipart()) throw new DomainError("UNSUPPORTED_MEDIA_TYPE");
  try {
    yield* request.parts();
  } catch (error) {
    throw problemOfForm(error);
  }
}

async function readFile(part: MultipartFile): Promise<UploadedFile> {
  const fileName = readLine(part.filename)?.slice(-LONGEST_NAME) || "file";
  try {
    return { fileName, bytes: await part.toBuffer() };
  } catch (error) {
    throw problemOfForm(error);
  }
}

/**
 * The parser's errors about a form that is cut off, or has no boundary, are plain ones of the class Error
 * itself, without a code. Those with a status of 4xx are about the form too, but for 413. Everything else is
 * thrown as it is.
 */
function problemOfForm(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const isOfParser = code === undefined && Object.getPrototypeOf(error) === Error.prototype;
  const isAboutForm = isOfParser || (statusCode !== undefined && statusCode < 500 && statusCode !== 413);
  return isAboutForm ? inputError([inputProblem("", "FORM")], error) : error;
}
