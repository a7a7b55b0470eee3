/**
 * `node open-pages.ts OPTIONS`: a browser's view of the web's files, in the node's network. It remembers the
 * files that today's pages name, reads pages with all their files until it is told otherwise, and then asks
 * for the remembered files again. It obeys lines of its input: `again` prints a report of the files of the
 * pages that were open from the start, `click` one of clicks in a browser's tabs that were open as well, and
 * the end of the input prints the report of all that was read.
 */
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { type OldTabsOptions, openTabs } from "./old-tabs.ts";

export interface OpenPagesOptions extends OldTabsOptions {
  readonly pages: readonly string[];
}

export interface FilesReport {
  readonly pages: number;
  readonly files: number;
  /** With the status, or why there is none. */
  readonly missing: readonly string[];
}

const options: OpenPagesOptions = JSON.parse(process.argv[2] ?? "{}");
const { shopUrl, pages } = options;
const FILE = /(?:\/_next\/)?static\/(?:chunks|css|media)\/[\w.~/-]+\.(?:js|css|woff2)/g;
const PAUSE_MS = 300;

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${shopUrl}${path}`);
  return { status: response.status, text: await response.text() };
}

const filesIn = (text: string): string[] =>
  [...text.matchAll(FILE)].map(([name]) => (name.startsWith("/") ? name : `/_next/${name}`));

/** The files that a page names, and those that its scripts may load later. */
async function filesOf(page: string): Promise<readonly string[]> {
  const named = filesIn((await get(page)).text);
  const scripts = named.filter((file) => file.endsWith(".js"));
  const later = await Promise.all(scripts.map(async (file) => filesIn((await get(file)).text)));
  return [...new Set([...named, ...later.flat()])];
}

async function missingOf(files: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const file of files) {
    const status = await get(file).then(
      (answer) => answer.status,
      (error: unknown) => String(error),
    );
    if (status !== 200) missing.push(`${file} ${status}`);
  }
  return missing;
}

const opened = [...new Set((await Promise.all(pages.map(filesOf))).flat())];
const tabs = await openTabs(options);
const seen = { pages: 0, files: 0, missing: [] as string[] };
let closing = false;

async function keepReading(): Promise<void> {
  for (let turn = 0; !closing; turn++) {
    const page = pages[turn % pages.length] ?? "/";
    try {
      const files = filesIn((await get(page)).text);
      seen.pages += 1;
      seen.files += files.length;
      seen.missing.push(...(await missingOf([...new Set(files)])));
    } catch (error) {
      seen.missing.push(`${page} ${error}`);
    }
    await wait(PAUSE_MS);
  }
}

const reading = keepReading();
console.log(JSON.stringify({ pages: pages.length, files: opened.length, missing: [] }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "click") console.log(JSON.stringify(await tabs.click()));
  if (line !== "again") continue;
  const report: FilesReport = { pages: pages.length, files: opened.length, missing: await missingOf(opened) };
  console.log(JSON.stringify(report));
}
closing = true;
await reading;
await tabs.close();
console.log(JSON.stringify(seen));
process.exit(0);
