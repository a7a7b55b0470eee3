/**
 * `npm run chaos`: 2,000 purchases by 32 shoppers, while the payment provider fails in every way that it can
 * and the shop's programs are killed (`tests/chaos/provider.test.ts`, which says what holds afterwards).
 * `-- --seed 7` repeats a run as far as the timing of programs can be repeated; `--purchases` and
 * `--shoppers` change its size.
 */
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));

function readOptions(): { seed: number; purchases: number; shoppers: number } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { seed: text, purchases: text, shoppers: text } });
  const numbers = {
    seed: Number(values.seed ?? randomInt(1, 2 ** 31)),
    purchases: Number(values.purchases ?? 2_000),
    shoppers: Number(values.shoppers ?? 32),
  };
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
  return numbers;
}

const { seed, purchases, shoppers } = readOptions();
const test = spawn(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "chaos", "tests/chaos/provider.test.ts"],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      CHAOS_SEED: String(seed),
      CHAOS_PURCHASES: String(purchases),
      CHAOS_SHOPPERS: String(shoppers),
    },
  },
);
test.once("close", (code) => {
  process.exitCode = code ?? 1;
  if (code !== 0)
    console.error(`npm run chaos -- --seed ${seed} --purchases ${purchases} --shoppers ${shoppers}`);
});
