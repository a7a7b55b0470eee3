import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/setup/longest-first.ts";

/** The browser tests: one shop, started by `npm start`'s own program, for all of them. */
export default defineConfig({
  test: {
    globalSetup: ["tests/e2e/setup.ts"],
    include: ["tests/e2e/**/*.test.ts"],
    sequence: { sequencer: LongestFirst },
    // The files of a worker share its browser and what drives it, a second of a core for each of them.
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Two cores: a browser waits for its shop half of the time. Four took a tenth longer than three.
    maxWorkers: 3,
    expect: { poll: { timeout: 60_000 } },
  },
});
