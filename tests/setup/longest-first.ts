/**
 * The order of the test files. Vitest starts the longest first, so that no worker is left alone with one of
 * them at the end, but knows durations only from an earlier run: in a fresh clone it takes the largest first.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** From `node scripts/slow-tests.ts`. A file that is missing here is only started later. */
const LONGEST = [
  "tests/resilience/peers",
  "tests/purchase/one-payable-order",
  "scripts/start/open-shop",
  "server/platform/embedded-postgres/start",
  "tests/purchase/faults",
  "scripts/audit/audit",
  "tests/defence/guessing",
  "tests/purchase/signed-webhooks",
  "server/modules/notifications/webhooks/webhooks",
  "tests/e2e/accessibility",
  "tests/e2e/api-docs",
  "tests/e2e/back-office-price-lists",
  "tests/chaos/kill",
  "tests/chaos/machine",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The files of a project stay together: its workers go from one file to the next.
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) => {
      const ofProject = sorted.filter(({ project }) => project.name === name);
      return ofProject.sort((one, other) => rankOf(one) - rankOf(other));
    });
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return rank < 0 ? LONGEST.length : rank;
}
