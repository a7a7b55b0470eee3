/**
 * `npm run recs -- COMMAND`: the recommender from the command line. With `--snapshot` a command works on
 * folders: a snapshot (`writeSnapshot`), and a folder for what a run leaves. Without it, it works on the shop
 * of this machine (`recs/shop-commands.ts`).
 */
import { parseArgs } from "node:util";
import { measureRecommender } from "../bench/recommender/recommender.ts";
import { type RunResult, runPipeline } from "../recommender/index.ts";
import { promoteInShop, rollBackShop, trainShop } from "./recs/shop-commands.ts";
import { inWords, StartProblem } from "./start/problem.ts";
import { text } from "./start/texts.ts";

const commands: Readonly<Record<string, (args: string[]) => Promise<void> | void>> = {
  promote: (args) => promoteInShop(process.env, args),
  rollback: (args) => rollBackShop(process.env, args),
  /** Trains and judges a model. What steps of an earlier run left is used. */
  async train(args) {
    if (args.length === 0) return await trainShop(process.env);
    const result = await run(args);
    console.log(JSON.stringify(result));
    // A rejected model is a result, and no model to show.
    if (result.status === "rejected") process.exitCode = 2;
  },
  /** The figures of the same run, a line each. */
  async evaluate(args) {
    const { metrics } = await run(args);
    for (const [name, value] of Object.entries(metrics)) console.log(`${name}\t${value}`);
  },
  /** The path of its report. */
  async report(args) {
    console.log((await run(args)).report);
  },
  /** The same as `npm run bench -- --only recommender`. */
  bench(args) {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: "string" },
        generated: { type: "string", default: "0" },
        python: { type: "string", default: "python3" },
      },
    });
    measureRecommender({ ...values, data: values.data, generated: Number(values.generated) });
  },
};

async function run(args: string[]): Promise<RunResult> {
  const { values } = parseArgs({
    args,
    options: {
      snapshot: { type: "string" },
      work: { type: "string" },
      seed: { type: "string", default: "1" },
      champion: { type: "string" },
    },
  });
  const { snapshot, work, champion: championFile = null } = values;
  const seed = Number(values.seed);
  if (snapshot === undefined || work === undefined || !Number.isInteger(seed))
    throw new StartProblem(text("recsUsage"));
  const log = (line: object): void => console.error(JSON.stringify(line));
  return await runPipeline({ snapshot, work, seed, championFile, log });
}

try {
  const [name = "", ...rest] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new StartProblem(text("recsUsage"));
  await command(rest);
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}
