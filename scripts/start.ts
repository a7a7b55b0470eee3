/** `npm start`: runs the whole shop with its database on this machine, until Ctrl-C. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createLineWriter } from "./start/line-writer.ts";
import { openShop } from "./start/open-shop.ts";
import { inWords } from "./start/problem.ts";
import { checkSettings, shopPlan } from "./start/programs.ts";
import { readStartSettings } from "./start/settings.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lines = createLineWriter(process.stdout, process.env);

try {
  const settings = readStartSettings(root, process.env);
  checkSettings(settings, process.env);
  process.exit(await openShop(settings, shopPlan, lines));
} catch (error) {
  console.error(inWords(error));
  process.exit(1);
}
