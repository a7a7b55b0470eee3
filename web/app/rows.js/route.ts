import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

/** Made once, with the build. */
export const dynamic = "force-static" as const;

/** rows/rows.ts as browsers read it: without its types. */
export async function GET(): Promise<Response> {
  const source = await readFile(join(process.cwd(), "rows/rows.ts"), "utf8");
  return new Response(stripTypeScriptTypes(source), {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=600" },
  });
}
