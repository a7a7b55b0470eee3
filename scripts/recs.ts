/**
 * `npm run recs -- COMMAND`: the recommender from the command line. The commands here work on folders,
 * without
 * a shop: a snapshot (`writeSnapshot`), and a folder for what a run leaves.
 */
import { parseArgs } from "node:util";
import { runPipeline } from "../recommender/index.ts";
import { inWords, StartProblem } from "./start/problem.ts";
import { text } from "./start/texts.ts";

interface RecsOptions {
  readonly snapshot: string;
  readonly work: string;
  readonly seed: number;
  readonly champion: string | null;
}

const commands: Readonly<Record<string, (options: RecsOptions) => Promise<void>>> = {
  /** Trains and judges a model. What steps of an earlier run left is used. */
  async train(options) {
    const result = await run(options);
    console.log(JSON.stringify(result));
    // A rejected model is a result, and no model to show.
    if (result.status === "rejected") process.exitCode = 2;
  },
  /** The figures of the same run, a line each. */
  async evaluate(options) {
    const { metrics } = await run(options);
    for (const [name, value] of Object.entries(metrics)) console.log(`${name}\t${value}`);
  },
  /** The path of its report. */
  async report(options) {
    console.log((await run(options)).report);
  },
};

const run = ({ snapshot, work, seed, champion }: RecsOptions) =>
  runPipeline({
    snapshot,
    work,
    seed,
    championFile: champion,
    log: (line) => console.error(JSON.stringify(line)),
  });

try {
  const [name = "", ...rest] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new StartProblem(text("recsUsage"));
  await command(readOptions(rest));
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}

function readOptions(args: string[]): RecsOptions {
  const { values } = parseArgs({
    args,
    options: {
      snapshot: { type: "string" },
      work: { type: "string" },
      seed: { type: "string", default: "1" },
      champion: { type: "string" },
    },
  });
  const { snapshot, work, champion = null } = values;
  const seed = Number(values.seed);
  if (snapshot === undefined || work === undefined || !Number.isInteger(seed))
    throw new StartProblem(text("recsUsage"));
  return { snapshot, work, seed, champion };
}
