import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/setup/longest-first.ts";

const shared = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // For a machine that is busy with other tests. What is waited for comes at once as a rule.
  expect: { poll: { timeout: 20_000 } },
};
const excluded = ["**/node_modules/**", "tests/e2e/**", "tests/python/**", "**/.next/**"];

const DISK_FULL = "tests/chaos/disk-full.test.ts";

export default defineConfig({
  test: {
    globalSetup: ["tests/setup/cluster.ts"],
    sequence: { sequencer: LongestFirst },
    // Two cores: a file computes less than half of its time, and waits for programs, deadlines and polls.
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
          // Modules of the web are those of one page in one browser. Some keep state: the cart, the session.
          isolate: true,
        },
      },
      {
        test: {
          ...shared,
          name: "kit",
          include: ["deploy/kit/**/*.test.ts"],
          exclude: excluded,
          // Each test runs programs (kustomize, terraform …) over a copy of the tree.
          testTimeout: 240_000,
        },
      },
      {
        test: {
          ...shared,
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          exclude: [...excluded, DISK_FULL],
          // Programs are killed and started again, and waited for half of the time: after the others.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: "disk",
          include: [DISK_FULL],
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
