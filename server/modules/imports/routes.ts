import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../platform/csv.ts";
import { DomainError, inputError, inputProblem } from "../../platform/errors.ts";
import { actorOf, can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import { LARGE_BODY_BYTES } from "../../platform/http/json-body.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { FileForm, readForm, uploadScope } from "../../platform/http/uploads.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import type { ImportsContext } from "./context.ts";
import { exportRoutes } from "./export-routes.ts";
import { type ImportKind, importKinds, permissionOf } from "./fields.ts";
import { presentCard, presentDryRun, presentImport } from "./present.ts";
import type { ImportRow, ProblemRow } from "./queries.ts";
import { DryRun, Import, ImportCard, KindInput, MappingInput } from "./schemas.ts";
import { commitImport } from "./service/commit.ts";
import { dryRun } from "./service/dry-run.ts";
import { findFields } from "./service/find-fields.ts";
import { allProblems, getImport, listImports, mappingOf, problemsOf } from "./service/find-imports.ts";
import { MOST_FILE_BYTES, uploadTable } from "./service/upload.ts";

const tags = ["imports"];
/** Of each import only its kind decides: see `permissionOf`. */
const access = can("product:write", { or: ["stock:adjust", "order:fulfil"] });
const params = Closed({ id: Uuid });

export function routes(app: App, context: ImportsContext): void {
  uploadScope(app, { fileBytes: MOST_FILE_BYTES, files: 1 }, (scope) => uploadRoute(scope, context));
  changingRoutes(app, context);
  readingRoutes(app, context);
  exportRoutes(app, context);
}

async function present(context: ImportsContext, row: ImportRow, request: FastifyRequest) {
  const [fields, mapping, problems] = await Promise.all([
    findFields(context, row.kind),
    mappingOf(context, row),
    problemsOf(context, row),
  ]);
  return presentImport(row, fields, mapping, problems, languageOf(request));
}

const find = (context: ImportsContext, id: string, request: FastifyRequest): Promise<ImportRow> =>
  getImport(context, id, actorOf(request).permissions);

function uploadRoute(app: App, context: ImportsContext): void {
  app.post(
    "/api/v1/admin/imports",
    {
      config: { access },
      schema: {
        tags,
        summary: "Upload a file to import",
        description:
          "CSV (UTF-8, UTF-16 or CP949; comma, semicolon or tab) or XLSX, told by its bytes: 19 MiB, " +
          "100,000 rows and 400 columns at most, 400 MB unpacked. `products` and `prices` need " +
          "product:write, `stock` needs stock:adjust, `tracking` needs order:fulfil. Nothing is changed " +
          "before a dry run is committed.",
        consumes: ["multipart/form-data"],
        problems: ["TOO_MANY_REQUESTS"],
        body: FileForm("the table", { kind: KindInput }),
        response: { 201: Import },
      },
    },
    async (request, reply) => {
      const { file, fields } = await readForm(request, ["kind"]);
      const kind = readKind(fields.kind, actorOf(request).permissions);
      const row = await uploadTable(context, { kind, ...file }, callerOf(request));
      reply.header("location", `/api/v1/admin/imports/${row.id}`);
      return reply.code(201).send(await present(context, row, request));
    },
  );
}

/** Throws INVALID_INPUT, FORBIDDEN. */
function readKind(given: string | undefined, permissions: readonly string[]): ImportKind {
  if (given === undefined) throw inputError([inputProblem("/kind", "REQUIRED")]);
  const kind = importKinds.find((each) => each === given);
  if (!kind) throw inputError([inputProblem("/kind", "UNKNOWN_VALUE")]);
  if (!permissions.includes(permissionOf[kind])) throw new DomainError("FORBIDDEN");
  return kind;
}

function changingRoutes(app: App, context: ImportsContext): void {
  app.post(
    "/api/v1/admin/imports/:id/dry-run",
    {
      config: { access },
      bodyLimit: LARGE_BODY_BYTES,
      schema: {
        tags,
        summary: "See what an import would do",
        description: "Without `mapping`, the one that the import shows.",
        problems: ["IMPORT_COMMITTED"],
        params,
        body: Nullable(Closed({ mapping: Type.Optional(MappingInput) })),
        response: { 200: DryRun },
      },
    },
    async (request) => {
      const row = await find(context, request.params.id, request);
      const checked = await dryRun(context, row, request.body?.mapping);
      return presentDryRun(checked, await problemsOf(context, checked));
    },
  );

  app.post(
    "/api/v1/admin/imports/:id/commit",
    {
      config: { access },
      schema: {
        tags,
        summary: "Commit an import",
        description:
          "A job applies the rows: those without an error, by what is stored then. A product that others " +
          "created or edited since the dry run began is not overwritten: rows that would change it are " +
          "refused as CHANGED. Stock changes by what was counted less what the dry run saw, so that what " +
          "was sold, received or adjusted since stays so; after another count since, the row is CHANGED. A " +
          "repeat with the same token changes nothing and answers how far the job is. An import that " +
          "failed goes on.",
        problems: ["STALE_TOKEN"],
        params,
        body: Closed({ token: Type.String({ minLength: 1, maxLength: 100 }) }),
        response: { 202: Import },
      },
    },
    async (request, reply) => {
      const row = await find(context, request.params.id, request);
      const committed = await commitImport(context, row, request.body.token, callerOf(request));
      return reply.code(202).send(await present(context, committed, request));
    },
  );
}

const CSV = { content: { "text/csv": { schema: Type.Unsafe<Readable>({ type: "string" }) } } };

function readingRoutes(app: App, context: ImportsContext): void {
  app.get(
    "/api/v1/admin/imports",
    {
      config: { access },
      schema: {
        tags,
        summary: "List the imports, newest first",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: { 200: Closed({ items: Type.Array(ImportCard), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async (request) => {
      const { limit = 20, cursor } = request.query;
      const before = readIdCursor("imports", cursor);
      const rows = await listImports(context, actorOf(request).permissions, { before, limit });
      return pageOf("imports", rows, limit, presentCard, ({ id }) => [id]);
    },
  );

  app.get(
    "/api/v1/admin/imports/:id",
    {
      config: { access },
      schema: {
        tags,
        summary: "Read an import: how far it is, and what it did",
        params,
        querystring: Closed({}),
        response: { 200: Import },
      },
    },
    async (request): Promise<Static<typeof Import>> =>
      present(context, await find(context, request.params.id, request), request),
  );

  app.get(
    "/api/v1/admin/imports/:id/errors",
    {
      config: { access },
      schema: {
        tags,
        summary: "Read all errors of an import as CSV",
        params,
        querystring: Closed({}),
        response: { 200: { description: "a line for each error", ...CSV } },
      },
    },
    async (request, reply) => {
      const row = await find(context, request.params.id, request);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="import-errors-${row.id}.csv"`)
        .send(Readable.from(errorLines(allProblems(context, row))));
    },
  );
}

async function* errorLines(pages: AsyncIterable<readonly ProblemRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(["row", "column", "value", "code"]);
  for await (const page of pages)
    yield page.map(({ row, column, value, code }) => csvLine([String(row), column, value, code])).join("");
}
