/**
 * `npm run fuzz`: Schemathesis sends requests that it makes from docs/openapi.json to a shop of its own, as a
 * guest, a member and the owner, and compares the answers with the document. Needs Python 3; everything else
 * installs itself. `-- --seed 7 --examples 50` repeats a run or makes a longer one.
 */
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzDocument } from "./fuzz/document.ts";
import { installSchemathesis } from "./fuzz/python.ts";
import { callers, type FuzzCaller, openFuzzShop } from "./fuzz/shop.ts";

/**
 * Not compared: whether a request that fits its schemas is accepted. Rules beyond a schema refuse many (a
 * password that is easy to guess, options that the product does not have), as the document says with 400.
 */
const UNCOMPARED = "positive_data_acceptance";

/**
 * What refuses a request that does not fit its schemas. Schemathesis' own list lacks 412, 413 and 431: a text
 * or a list that is too long makes the body or the address too large before any schema reads it.
 */
const REFUSALS = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, 431, "5xx"];
const SETTINGS = `[checks.negative_data_rejection]\nexpected-statuses = ${JSON.stringify(REFUSALS)}\n`;

function readOptions(): { seed: number; examples: number; python: string } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { seed: text, examples: text, python: text } });
  const seed = Number(values.seed ?? randomInt(1, 2 ** 31));
  const examples = Number(values.examples ?? 20);
  for (const [name, value] of Object.entries({ seed, examples })) {
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
  }
  return { seed, examples, python: values.python ?? "python3" };
}

/** Runs Schemathesis for one caller. Returns whether it found nothing. */
async function fuzz(program: string, caller: FuzzCaller, args: readonly string[], folder: string) {
  console.log(`\n▶ ${caller.name}`);
  // Schemathesis leaves the header out to try without it, and knows it by this spelling alone.
  const { authorization } = caller.proof;
  const headers = authorization === undefined ? [] : ["--header", `Authorization: ${authorization}`];
  // Its files (found cases, cache) stay in the folder.
  const child = spawn(program, ["run", ...args, ...headers, ...caller.filters], {
    cwd: folder,
    stdio: "inherit",
  });
  return new Promise<boolean>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}

const { seed, examples, python } = readOptions();
const program = installSchemathesis(python);
const folder = await mkdtemp(join(tmpdir(), "jangteo-fuzz-"));
const shop = await openFuzzShop();
const failed: string[] = [];
try {
  const document = join(folder, "openapi.json");
  await writeFile(document, JSON.stringify(fuzzDocument(shop.ids)));
  // Schemathesis reads it from the folder where it runs.
  await writeFile(join(folder, "schemathesis.toml"), SETTINGS);
  // One worker: with more, Hypothesis fails at times while it reads its own sources.
  const args = [
    document,
    ...["--url", shop.url, "--seed", String(seed), "--max-examples", String(examples)],
    ...["--phases", "examples,coverage,fuzzing", "--checks", "all", "--exclude-checks", UNCOMPARED],
    ...["--continue-on-failure", "--no-shrink", "--workers", "1", "--request-timeout", "60"],
    ...["--suppress-health-check", "all", "--warnings", "off"],
  ];
  for (const caller of await callers(shop)) {
    if (!(await fuzz(program, caller, args, folder))) failed.push(caller.name);
  }
} finally {
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`\nSeed: ${seed}. Again: npm run fuzz -- --seed ${seed} --examples ${examples}`);
console.log(failed.length === 0 ? "Nothing found." : `Found something as: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
