/** The longest test files of the last `npm test`, from its reports. As a program, this file prints them. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const SHOWN = 10;

/** What is used of a report of Vitest. Times are in milliseconds. */
interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

/** Returns a line for each of the longest files, the longest first. */
export async function listSlowTests(reportsDir = join(root, "test-results")): Promise<string[]> {
  const names = (await readdir(reportsDir)).filter((name) => name.endsWith(".json"));
  const reports = await Promise.all(
    names.map(
      async (name): Promise<TestReport> => JSON.parse(await readFile(join(reportsDir, name), "utf8")),
    ),
  );
  return reports
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({ file: relative(root, name), ms: endTime - startTime }))
    .sort((one, other) => other.ms - one.ms)
    .slice(0, SHOWN)
    .map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
}

if (import.meta.main) console.log((await listSlowTests()).join("\n"));
