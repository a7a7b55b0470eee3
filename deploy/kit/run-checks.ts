/** Runs checks and collects what they say. */
import { type Check, type KitContext, NotChecked } from "./check.ts";
import type { Finding } from "./finding.ts";

export interface CheckResult {
  readonly check: Check;
  readonly looked: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly string[];
}

/**
 * Runs one check. What cannot be had on this machine is "not checked". Any other error is a fault of the kit
 * or of a tool: a finding, too, so that the other checks go on.
 */
export async function runCheck(check: Check, kit: KitContext): Promise<CheckResult> {
  const looked = new Map<string, number>();
  const findings: Finding[] = [];
  const notChecked: string[] = [];
  const result = { check, looked, findings, notChecked };
  const missing = check.parts.filter((part) => kit.tree.below(part).length === 0);
  notChecked.push(...missing.map((part) => `there is no ${part}`));
  if (missing.length === check.parts.length) return result;
  try {
    for (const tool of check.tools) await kit.tool(tool);
    await check.run(kit, {
      looked: (count, what) => looked.set(what, (looked.get(what) ?? 0) + count),
      finding: (file, object, message) =>
        findings.push(object === undefined ? { file, message } : { file, object, message }),
      notChecked: (reason) => notChecked.push(reason),
    });
  } catch (error) {
    if (error instanceof NotChecked) notChecked.push(error.message);
    else findings.push({ file: check.parts[0] ?? "", message: `the check itself failed: ${textOf(error)}` });
  }
  return { ...result, findings: withoutRepeats(findings), notChecked: [...new Set(notChecked)] };
}

/** A fault of a base shows in each overlay: it is told once. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const told = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...told.values()];
}

/** Runs the checks, so many at a time. Results come in the order of the checks. */
export async function runAll(
  checks: readonly Check[],
  atOnce: number,
  run: (check: Check) => Promise<CheckResult>,
): Promise<readonly CheckResult[]> {
  const results = new Map<Check, CheckResult>();
  const waiting = checks.values();
  const worker = async (): Promise<void> => {
    for (const check of waiting) results.set(check, await run(check));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return checks.flatMap((check) => results.get(check) ?? []);
}

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
