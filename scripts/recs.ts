/**
 * `npm run recs -- COMMAND`: the recommender from the command line. With `--snapshot` a command works on
 * folders: a snapshot (`writeSnapshot`), and a folder for what a run leaves. Without it, it works on the shop
 * of this machine (`recs/shop-commands.ts`).
 */
import { existsSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureRecommender } from "../bench/recommender/recommender.ts";
import { type RunResult, runPipeline, writeHandoff } from "../recommender/index.ts";
import {
  exportFromShop,
  importIntoShop,
  promoteInShop,
  replayInShop,
  rollBackShop,
  trainShop,
} from "./recs/shop-commands.ts";
import { inWords, StartProblem } from "./start/problem.ts";
import { text } from "./start/texts.ts";

const commands: Readonly<Record<string, (args: string[]) => Promise<void> | void>> = {
  promote: (args) => promoteInShop(process.env, args),
  replay: (args) => replayInShop(process.env, args),
  rollback: (args) => rollBackShop(process.env, args),
  /** Trains and judges a model. What steps of an earlier run left is used. */
  async train(args) {
    if (args.length === 0) return await trainShop(process.env);
    const result = await run(args);
    console.log(JSON.stringify(result));
    // A rejected model is a result, and no model to show.
    if (result.status === "rejected") process.exitCode = 2;
  },
  /** A snapshot for a program elsewhere (`recommender/spark`), of the shop's events or of a folder. */
  async export(args) {
    const { values } = parseArgs({
      args,
      options: { out: { type: "string" }, snapshot: { type: "string" } },
    });
    const { out, snapshot } = values;
    if (out === undefined) throw new StartProblem(text("recsUsage"));
    if (existsSync(out) && readdirSync(out).length > 0)
      throw new StartProblem(text("recsFolderUsed", { folder: out }));
    if (snapshot === undefined) await exportFromShop(process.env, out);
    else await writeHandoff(snapshot, out, 1);
    console.log(out);
  },
  /** The same as `train`, with parts that came back: into the shop, or into a folder. */
  async import(args) {
    const { values } = parseArgs({
      args,
      options: { from: { type: "string" }, work: { type: "string" }, champion: { type: "string" } },
    });
    const { from, work, champion: championFile = null } = values;
    if (from === undefined) throw new StartProblem(text("recsUsage"));
    if (work === undefined) return await importIntoShop(process.env, from);
    const result = await runPipeline({
      ...{ snapshot: from, foreign: from, work, seed: 1, championFile },
      log: (line) => console.error(JSON.stringify(line)),
    });
    console.log(JSON.stringify(result));
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
