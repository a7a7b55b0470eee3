import { defineConfig } from "vitest/config";

const shared = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
};
const excluded = ["**/node_modules/**", "tests/e2e/**", "**/.next/**"];

export default defineConfig({
  test: {
    globalSetup: ["tests/setup/cluster.ts"],
    // Two cores: a database server and the load of the race tests run beside the test files.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...shared,
          name: "main",
          include: ["{bench,demo,server,sandbox,scripts,web,tests,recommender}/**/*.test.ts"],
          exclude: [...excluded, "tests/chaos/**"],
        },
      },
      {
        test: {
          ...shared,
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          exclude: excluded,
          // Programs are killed and started again: after the others, one file at a time, with both cores.
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
