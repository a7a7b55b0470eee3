import { defineConfig } from "vitest/config";

/**
 * Tests with programs of Python: MLflow's client and server, and Spark. They are no part of `npm test`,
 * because most machines have none of these. `PYTHON` names another Python than `python3`.
 *
 *     npm test -- --config vitest.python.config.ts
 */
export default defineConfig({
  test: {
    globalSetup: ["tests/setup/cluster.ts"],
    include: ["tests/python/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
