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
    uiConfig: {
      ...{ layout: "BaseLayout", docExpansion: "none", tryItOutEnabled: false, deepLinking: true },
      plugins: [followReferences] as never,
    },
    theme: {
      title: "장터 API",
      css: [{ filename: "docs.css", content: css ?? "" }],
      js: [{ filename: "docs.js", content: js ?? "" }],
      favicon: [{ filename: "mark.svg", rel: "icon", type: "image/svg+xml", sizes: "any", content: MARK }],
    },
  });
}

/**
 * A plugin of Swagger UI, sent to the browser as its source. Swagger UI's own way follows all references of
 * the document at once, which takes seconds for each operation that is unfolded. The references of this
 * document lead into itself, so those of one operation are found at once. One that leads back to itself
 * stays.
 */
function followReferences() {
  type Json = Record<string, unknown>;
  const at = (value: unknown, path: readonly string[]): unknown =>
    path.reduce<unknown>((part, key) => (part as Json | undefined)?.[key], value);
  const keysOf = (reference: string) =>
    reference
      .slice(2)
      .split("/")
      .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"));
  function follow(whole: unknown, part: unknown, within: readonly string[]): unknown {
    if (Array.isArray(part)) return part.map((each) => follow(whole, each, within));
    if (typeof part !== "object" || part === null) return part;
    const { $ref: reference } = part as { $ref?: unknown };
    if (typeof reference !== "string" || !reference.startsWith("#/"))
      return Object.fromEntries(
        Object.entries(part).map(([key, each]) => [key, follow(whole, each, within)]),
      );
    if (within.includes(reference)) return part;
    return follow(whole, at(whole, keysOf(reference)), [...within, reference]);
  }
  return {
    fn: {
      resolveSubtree: async (whole: unknown, path: readonly string[]) => ({
        errors: [],
        spec: follow(whole, at(whole, path), []),
      }),
    },
  };
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
