/** `npm run kit`: what belongs to deploy/. `npm run kit -- --help` says how it is called. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createLineWriter } from "../../scripts/start/line-writer.ts";
import type { Check } from "./check.ts";
import { checks } from "./checks/index.ts";
import { openKit } from "./context.ts";
import { doctor } from "./doctor/doctor.ts";
import { buildImages } from "./image/build.ts";
import { chosenScenes } from "./rehearsal/play.ts";
import { rehearse, stopRehearsal } from "./rehearsal/rehearse.ts";
import { reportLines } from "./report.ts";
import { runAll, runCheck } from "./run-checks.ts";
import { selfTest } from "./self-test.ts";
import { cacheFolder, openToolbox } from "./tools/install.ts";

const USAGE = `npm run kit [-- OPTIONS]
    checks everything below deploy/ that can be checked without a cluster
    --facts DIR     the folder of schemas and charts
    --only NAMES    some of the checks: render,schemas
    --self-test     the kit's own tests, with those that need tools and facts
npm run kit -- image [server web sandbox] [--out DIR]
    builds the images without Docker
npm run kit -- doctor [--kubeconfig FILE] [--context NAME] [--host SHOP_HOST]
    examines a cluster and says what is wrong with it
npm run kit -- rehearse --facts DIR [--only opening,pods] [--keep]
    plays the tree on a Kubernetes of this machine; --keep leaves it running and plays nothing
npm run kit -- rehearse --stop
    removes what was left running`;

/** Checks wait for programs most of the time; two cores do the work of these. */
const CHECKS_AT_ONCE = 3;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const lines = createLineWriter(process.stdout, process.env);
const toolbox = openToolbox({ repository: root, cache: cacheFolder(process.env), step: lines.step });

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      facts: { type: "string" },
      only: { type: "string" },
      out: { type: "string" },
      kubeconfig: { type: "string" },
      context: { type: "string" },
      host: { type: "string" },
      "self-test": { type: "boolean" },
      keep: { type: "boolean", default: false },
      stop: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const facts = values.facts === undefined ? undefined : resolve(values.facts);
  if (facts !== undefined && !existsSync(facts)) throw new Error(`--facts: there is no folder ${facts}`);
  const out = resolve(values.out ?? `${root}/.data/images`);
  return {
    facts,
    out,
    only: values.only,
    selfTest: values["self-test"] === true,
    cluster: { kubeconfig: values.kubeconfig, context: values.context, host: values.host },
    keep: values.keep,
    stop: values.stop,
    help: values.help,
    positionals,
  };
}

function chosenChecks(only: string | undefined): readonly Check[] {
  if (only === undefined) return checks.filter(({ onRequest = false }) => !onRequest);
  return only.split(",").map((name) => {
    const found = checks.find((check) => check.name === name);
    const all = checks.map((check) => check.name).join(", ");
    if (found === undefined) throw new Error(`--only: there is no check ${name}; there are ${all}`);
    return found;
  });
}

async function runChecks(chosen: readonly Check[], facts: string | undefined): Promise<number> {
  const kit = openKit({ root, facts, toolbox });
  const begun = performance.now();
  const results = await runAll(chosen, CHECKS_AT_ONCE, (check) =>
    lines.step(check.name, () => runCheck(check, kit)),
  );
  for (const line of reportLines(results)) lines.print(line);
  const findings = results.flatMap((result) => result.findings).length;
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  lines.print(`\n${results.length} checks, ${findings} findings (${seconds} s)`);
  return findings === 0 ? 0 : 1;
}

const options = readOptions();
const [command = "check", ...rest] = options.positionals;
if (options.help) lines.print(USAGE);
else if (options.selfTest) process.exitCode = await selfTest({ root, facts: options.facts, toolbox });
else if (command === "image") {
  const { print, step } = lines;
  await buildImages({ root, cache: cacheFolder(process.env), out: options.out, names: rest, print, step });
} else if (command === "doctor" && rest.length === 0) {
  process.exitCode = await doctor({ root, toolbox, print: lines.print, ...options.cluster });
} else if (command === "rehearse" && rest.length === 0) {
  const { print, step } = lines;
  const { facts, keep } = options;
  const scenes = options.stop ? [] : chosenScenes(options.only);
  const request = { root, cache: cacheFolder(process.env), facts, toolbox, keep, scenes, print, step };
  process.exitCode = await (options.stop ? stopRehearsal(request) : rehearse(request));
} else if (command === "check" && rest.length === 0) {
  process.exitCode = await runChecks(chosenChecks(options.only), options.facts);
} else {
  const known = "check, image, doctor and rehearse";
  throw new Error(`there is no command ${options.positionals.join(" ")}; there are ${known}`);
}
