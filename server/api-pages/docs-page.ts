/** `/api/docs`: Swagger UI with the API's document, under the shop's own title and mark. */
import { readFile } from "node:fs/promises";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { App } from "../platform/http/app.ts";
import type { ApiDocument } from "./document.ts";
import { MARK } from "./html.ts";

export async function docsPage(app: App, { content }: ApiDocument, publicUrl: string): Promise<void> {
  const [css, js] = await Promise.all(["docs.css", "docs.js"].map(readAsset));
  await app.register(swagger, { mode: "static", specification: { document: content as never } });
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    logo: null as never,
    staticCSP: policy(publicUrl.startsWith("https:")),
    // To draw all of its nearly two hundred operations takes seconds: the page begins with their subjects.
    uiConfig: { layout: "BaseLayout", docExpansion: "none", tryItOutEnabled: false, deepLinking: true },
    theme: {
      title: "장터 API",
      css: [{ filename: "docs.css", content: css ?? "" }],
      js: [{ filename: "docs.js", content: js ?? "" }],
      favicon: [{ filename: "mark.svg", rel: "icon", type: "image/svg+xml", sizes: "any", content: MARK }],
    },
  });
}

const readAsset = (name: string): Promise<string> =>
  readFile(new URL(`assets/${name}`, import.meta.url), "utf8");

/** Only what this process serves. Browsers may only be told to upgrade to https where there is https. */
const policy = (https: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
