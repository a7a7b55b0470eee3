/**
 * The API's document, `docs/openapi.json`: what `npm run generate` made of the routes of all modules. It is
 * served as the file stands, so that every process serves the same, whatever modules it runs.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

const FILE = new URL("../../docs/openapi.json", import.meta.url);

/** An operation as a page lists it. */
export interface DocumentedOperation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
}

export interface ApiDocument {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly operations: readonly DocumentedOperation[];
  /** The operations that can answer with a code. */
  operationsOf(code: string): readonly DocumentedOperation[];
}

interface Content {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly responses: Readonly<Record<string, ResponseObject>> };
}
interface OperationObject {
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}
interface ResponseObject {
  readonly content: Readonly<Record<string, { readonly examples: Readonly<Record<string, unknown>> }>>;
}

let document: Promise<ApiDocument> | undefined;

/**
 * The document is read once for all apps of a process: it has three megabytes. Throws an Error that names
 * the file when it is missing or unreadable.
 */
export function readApiDocument(): Promise<ApiDocument> {
  document ??= read();
  return document;
}

async function read(): Promise<ApiDocument> {
  const bytes = await readFile(FILE);
  const content = JSON.parse(bytes.toString("utf8")) as Content;
  const byCode = new Map<string, DocumentedOperation[]>();
  const operations = Object.entries(content.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, responses }]) => {
      const operation = { method: method.toUpperCase(), path, summary };
      for (const code of codesOf(content, responses)) {
        const known = byCode.get(code);
        if (known) known.push(operation);
        else byCode.set(code, [operation]);
      }
      return operation;
    }),
  );
  return {
    bytes,
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    content: { ...content },
    operations,
    operationsOf: (code) => byCode.get(code) ?? [],
  };
}

/** Only problems are references; their examples are named by code. */
function codesOf({ components }: Content, responses: OperationObject["responses"]): string[] {
  return Object.values(responses).flatMap(({ $ref }) => {
    const response = $ref === undefined ? undefined : components.responses[$ref.split("/").at(-1) ?? ""];
    return Object.values(response?.content ?? {}).flatMap(({ examples }) => Object.keys(examples));
  });
}
