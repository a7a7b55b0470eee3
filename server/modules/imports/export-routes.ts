import type { Readable } from "node:stream";
import { Type } from "typebox";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Closed } from "../../platform/schema.ts";
import type { ImportsContext } from "./context.ts";
import { type ExportKind, exportKinds } from "./fields.ts";
import { type ExportFormat, exportFile } from "./service/export-rows.ts";

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const contents = { csv: { type: "string" }, xlsx: { type: "string", format: "binary" } } as const;
const formats: readonly ExportFormat[] = ["csv", "xlsx"];

const permissions = { products: "product:read", prices: "product:read", stock: "stock:read" } as const;
const summaries = {
  products: "Export the products",
  prices: "Export the prices",
  stock: "Export the stock",
} as const;

export function exportRoutes(app: App, context: ImportsContext): void {
  for (const kind of exportKinds) for (const format of formats) exportRoute(app, context, kind, format);
}

function exportRoute(app: App, context: ImportsContext, kind: ExportKind, format: ExportFormat): void {
  const media = mediaTypes[format].split(";")[0] ?? "";
  app.get(
    `/api/v1/admin/exports/${kind}.${format}`,
    {
      config: { access: can(permissions[kind]) },
      schema: {
        tags: ["imports"],
        summary: `${summaries[kind]} as ${format.toUpperCase()}`,
        description: "In the language of the request. An import of the file changes nothing.",
        querystring: Closed({}),
        response: {
          200: {
            description: "the file",
            content: { [media]: { schema: Type.Unsafe<Readable>(contents[format]) } },
          },
        },
      },
    },
    async (request, reply) => {
      const day = context.clock.now().toISOString().slice(0, 10);
      return reply
        .type(mediaTypes[format])
        .header("content-disposition", `attachment; filename="${kind}-${day}.${format}"`)
        .send(exportFile(context, kind, format, languageOf(request)));
    },
  );
}
