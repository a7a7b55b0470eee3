/** Finds what breaks the invariants: for `npm run audit`, and for the worker that watches. */
import type { Shop } from "../compose.ts";
import type { ModuleName } from "../module-names.ts";
import { auditChain } from "../platform/audit-log/audit-log.ts";

/** One part of the audit: a module, or the tables of the platform that every database has. */
export type AuditScope = ModuleName | "platform";

/**
 * An open shop changes during the audit. A violation counts only when it is found in each of these
 * repetitions.
 */
const REPETITIONS = 4;

/**
 * Returns the violations of one module's rows, or of the audit log that each database has.
 * @param pause waits between two repetitions
 */
export function lastingViolations(
  shop: Shop,
  scope: AuditScope,
  pause: () => Promise<void>,
): Promise<string[]> {
  return repeatedly(() => findViolations(shop, scope), pause);
}

async function findViolations(shop: Shop, scope: AuditScope): Promise<string[]> {
  if (scope === "platform") return (await Promise.all(shop.databases.map(auditChain))).flat();
  const module = shop.modules.get(scope);
  if (!module) throw new Error(`${scope} does not run here`);
  return module.audit();
}

/** Returns the violations that every repetition finds. */
async function repeatedly(audit: () => Promise<string[]>, pause: () => Promise<void>): Promise<string[]> {
  let found = await audit();
  for (let repetition = 1; repetition < REPETITIONS && found.length > 0; repetition += 1) {
    await pause();
    const again = new Set(await audit());
    found = found.filter((violation) => again.has(violation));
  }
  return found;
}
