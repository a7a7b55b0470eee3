import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["tests/setup/cluster.ts"],
    include: ["{server,sandbox,scripts,web,tests,recommender}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "tests/e2e/**", "tests/chaos/**", "**/.next/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: a database server and the load of the race tests run beside the test files.
    maxWorkers: 3,
  },
});
