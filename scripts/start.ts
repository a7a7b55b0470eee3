/** `npm start`: the whole shop on this machine, with its database, until Ctrl-C. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { openShop } from "./start/open-shop.ts";
import { StartProblem } from "./start/problem.ts";
import { shopPlan } from "./start/programs.ts";
import { readStartSettings } from "./start/settings.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  process.exit(await openShop(readStartSettings(root, process.env), shopPlan, console.log));
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  process.exit(1);
}
