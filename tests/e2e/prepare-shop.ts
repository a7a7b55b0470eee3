/**
 * Makes the demo shop in the folder DATA_DIR, and builds the web, while other tests run: both take a minute
 * of two cores. What it starts has low priority, so it uses the time in which the tests wait.
 */
import { constants, setPriority } from "node:os";
import { startDemoShop } from "./demo-shop.ts";

/** The other tests come first, and may take so long. */
const START_LIMIT_MS = 1_500_000;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const shop = await startDemoShop(
  { DEMO: "draft" },
  { dataDir: process.env.DATA_DIR, startLimitMs: START_LIMIT_MS },
);
await shop.stop();
