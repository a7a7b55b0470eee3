/**
 * The longest test files, those of few lines among them: from `node scripts/slow-tests.ts`. A file that is
 * missing here is only started later.
 */
export const LONGEST = [
  "tests/resilience/peers",
  "tests/purchase/one-payable-order",
  "scripts/start/open-shop",
  "server/platform/embedded-postgres/start",
  "tests/purchase/faults",
  "scripts/audit/audit",
  // Small files that wait for programs: they were begun last, and ran for 40 s beside nothing else.
  "server/modules/notifications/webhooks/kill",
  "server/modules/restock/kill",
  "server/modules/recommendations/service/resumed-training",
  "tests/deployment/images",
  "tests/monitoring/tracing",
  "tests/purchase/providers",
  "tests/purchase/purchase",
  "tests/access/matrix",
  "tests/access/refusals",
  "tests/defence/guessing",
  "tests/purchase/signed-webhooks",
  "server/modules/notifications/webhooks/webhooks",
  "tests/generated",
  "tests/e2e/accessibility",
  "tests/e2e/shared-pages",
  "tests/e2e/api-docs",
  "tests/e2e/back-office-price-lists",
  "tests/chaos/kill",
  "tests/chaos/machine",
  "tests/chaos/provider",
  "tests/chaos/stop",
] as const;

/** The lower, the earlier. */
export function rankOf(moduleId: string): number {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return rank < 0 ? LONGEST.length : rank;
}
