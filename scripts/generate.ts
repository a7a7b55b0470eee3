/**
 * Writes the files that are generated from the code: `docs/openapi.json` from the routes, the web's typed
 * client from that document, `docs/metrics.md` from the declared metrics, `docs/settings.md` from the
 * configuration, `docs/module-graph.txt` from the imports, the letters of the demo catalogue for the web's
 * fonts, and rules and dashboards below `deploy/monitoring`. With `--check` it writes nothing, lists the
 * outdated files and fails.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { monitoringFiles } from "../deploy/monitoring/generate.ts";
import { catalogueLetters } from "./generate/catalogue-letters.ts";
import { metricsPage } from "./generate/metrics-page.ts";
import { moduleGraph } from "./generate/module-graph.ts";
import { openApiDocument } from "./generate/openapi.ts";
import { settingsPage } from "./generate/settings-page.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Returns the content that each generated file should have, by its path. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const document = `${JSON.stringify(await openApiDocument(), null, 1)}\n`;
  return new Map([
    ["docs/openapi.json", document],
    ["docs/metrics.md", metricsPage()],
    ["docs/settings.md", settingsPage()],
    ["docs/module-graph.txt", await moduleGraph(join(root, "server/modules"))],
    ["web/lib/api/schema.gen.ts", await clientTypes(document)],
    ["web/fonts/catalogue.txt", catalogueLetters()],
    ...monitoringFiles(root),
  ]);
}

async function clientTypes(document: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-openapi-"));
  try {
    const input = join(folder, "openapi.json");
    const output = join(folder, "schema.ts");
    await writeFile(input, document);
    const program = join(root, "scripts/openapi-client/node_modules/openapi-typescript/bin/cli.js");
    const run = spawnSync(process.execPath, [program, input, "--output", output], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`openapi-typescript failed:\n${run.stderr}`);
    return await readFile(output, "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Returns the paths of the files that differ from their generated content. */
export async function stale(files: ReadonlyMap<string, string>): Promise<string[]> {
  const outdated: string[] = [];
  for (const [path, content] of files) {
    const committed = existsSync(join(root, path)) ? await readFile(join(root, path), "utf8") : null;
    if (committed !== content) outdated.push(path);
  }
  return outdated;
}

if (import.meta.main) {
  const files = await generated();
  const outdated = await stale(files);
  if (process.argv.includes("--check")) {
    if (outdated.length > 0) console.error(`Not current: ${outdated.join(", ")}. Run: npm run generate`);
    process.exitCode = outdated.length > 0 ? 1 : 0;
  } else {
    for (const path of outdated) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), files.get(path) ?? "");
    }
    console.log(outdated.length > 0 ? `Written: ${outdated.join(", ")}` : "All generated files are current.");
  }
}
