/**
 * Lighthouse's scores of a page, on its simulated phone. The program is installed from the registry into a
 * cache folder at the first use: it is larger than the shop, and nothing else needs it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../scripts/chromium.ts";
import { root } from "./programs.ts";

const VERSION = "13.5.0";
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Scores = Readonly<Record<(typeof CATEGORIES)[number], number>>;

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
}

/** Returns for each category the median of `runs` scores, 0 to 100. */
export async function lighthouseScores(url: string, runs: number): Promise<Scores> {
  const program = await install();
  const reports: Report[] = [];
  // At times it records nothing of a sound page (NO_NAVSTART): it says so, and a second failure ends the run.
  for (let run = 0; run < runs; run += 1)
    reports.push(await measure(program, url).catch(() => measure(program, url)));
  const scores = CATEGORIES.map((category) => {
    const sorted = reports.map(({ categories }) => categories[category]?.score ?? 0).sort((a, b) => a - b);
    return [category, Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100)] as const;
  });
  return Object.fromEntries(scores) as Scores;
}

async function install(): Promise<string> {
  const folder = join(root, "node_modules/.cache", `lighthouse-${VERSION}`);
  const program = join(folder, "node_modules/lighthouse/cli/index.js");
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (isThere) return program;
  await mkdir(folder, { recursive: true });
  await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", `lighthouse@${VERSION}`], {});
  return program;
}

async function measure(program: string, url: string): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-lighthouse-"));
  const file = join(folder, "report.json");
  const flags = ["--no-sandbox", "--headless=new", "--disable-gpu"];
  try {
    await run(
      process.execPath,
      [
        program,
        url,
        "--quiet",
        "--output=json",
        `--output-path=${file}`,
        `--only-categories=${CATEGORIES.join(",")}`,
        `--chrome-flags=${flags.join(" ")}`,
      ],
      { CHROME_PATH: await findChromium() },
    );
    return JSON.parse(await readFile(file, "utf8")) as Report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(
  command: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<void> {
  const env = { ...process.env, ...environment };
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${command} ${args[0]} ended with ${code}`);
}
