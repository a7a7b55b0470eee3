/** `npm start`: runs the whole shop with its database on this machine, until Ctrl-C. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createLineWriter } from "./start/line-writer.ts";
import { openShop } from "./start/open-shop.ts";
import { StartProblem } from "./start/problem.ts";
import { shopPlan } from "./start/programs.ts";
import { readStartSettings } from "./start/settings.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lines = createLineWriter(process.stdout, process.env);

try {
  process.exit(await openShop(readStartSettings(root, process.env), shopPlan, lines));
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  process.exit(1);
}
