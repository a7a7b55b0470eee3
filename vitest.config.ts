import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/setup/longest-first.ts";

// For a busy machine: at 15 programs for each core a shop took more than a minute to open. What is waited for
// comes at once as a rule, and a limit only ends what hangs.
const shared = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};
const excluded = ["**/node_modules/**", "tests/e2e/**", "tests/python/**", "**/.next/**"];

/** The full disk, and a program that ends in ten seconds: other work may keep them from what they show. */
const ALONE = ["tests/chaos/disk-full.test.ts", "tests/chaos/stop.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["tests/setup/cluster.ts"],
    sequence: { sequencer: LongestFirst },
    // Two cores: a file computes a third of its time, and waits for programs, deadlines and polls. Six take
    // longer than five: the cores, which share their units, then compute less in a second.
    maxWorkers: 5,
    projects: [
      {
        test: {
          ...shared,
          name: "main",
          include: ["{bench,demo,server,sandbox,scripts,tests,recommender}/**/*.test.ts"],
          exclude: [...excluded, "tests/chaos/**"],
          // A worker loads the server once for all its files, not 2 s of a core for each. No module of the
          // server keeps state of a shop: each test file has a database, ports and folders of its own.
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: "web",
          include: ["web/**/*.test.ts"],
          exclude: excluded,
          // What little the modules keep, such as the cart, is used by one file of tests alone: a process for
          // each file cost 20 s of a core.
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: "kit",
          include: ["deploy/kit/**/*.test.ts"],
          exclude: excluded,
        },
      },
      {
        test: {
          ...shared,
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          exclude: [...excluded, ...ALONE],
          // Programs are killed and started again, and waited for half of the time.
          testTimeout: 600_000,
        },
      },
      {
        test: {
          ...shared,
          name: "alone",
          include: ALONE,
          // After the others.
          testTimeout: 600_000,
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
