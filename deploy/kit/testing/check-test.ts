/**
 * Tests of checks. A test whose tools or facts are not on the machine is skipped, and its name says so;
 * `npm run kit -- --self-test --facts DIR` installs them and skips none.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Check } from "../check.ts";
import { openKit } from "../context.ts";
import { findingText } from "../report.ts";
import { type CheckResult, runCheck } from "../run-checks.ts";
import { cacheFolder, openToolbox } from "../tools/install.ts";
import type { ToolName } from "../tools/tool-source.ts";
import { brokenTree, REPOSITORY, type TestTree } from "./trees.ts";

const toolbox = openToolbox({
  repository: REPOSITORY,
  cache: cacheFolder(process.env),
  step: (_, work) => work(() => undefined),
});

/** `KIT_FACTS`, which the self-test and `.ci/run` set, or the folder where developers have it. */
export const FACTS = [process.env.KIT_FACTS, resolve(REPOSITORY, "../shared/data")].find(
  (folder) => folder !== undefined && existsSync(folder),
);

export interface CheckNeeds {
  readonly tools?: readonly ToolName[];
  readonly facts?: boolean;
  /** Parts of the repository, for tests that break a copy of it. */
  readonly parts?: readonly string[];
}

/** A test that runs where its needs are met. */
export function testWith(needs: CheckNeeds, name: string, work: () => Promise<void>): void {
  const missing = [
    ...(needs.tools ?? []).filter((tool) => toolbox.installed(tool) === undefined),
    ...(needs.facts && FACTS === undefined ? ["the facts"] : []),
    ...(needs.parts ?? []).filter((part) => !existsSync(resolve(REPOSITORY, part))),
  ];
  if (missing.length === 0) test(name, work);
  else test.skip(`${name} (skipped: without ${missing.join(", ")})`, work);
}

/** Runs a check on a tree, with the facts if they are there. */
export function checkTree(check: Check, root: string): Promise<CheckResult> {
  return runCheck(check, openKit({ root, facts: FACTS, toolbox }));
}

/** The findings of a check, as the output has them. */
export async function findingsIn(check: Check, root: string): Promise<readonly string[]> {
  return (await checkTree(check, root)).findings.map(findingText);
}

const CLUSTERS = "deploy/clusters";
const unbroken = new Map<Check, Promise<readonly string[]>>();

/** One cluster is enough to see a fault, and takes a third of the time. */
async function findingsInProduction(check: Check, root: string): Promise<readonly string[]> {
  const kit = openKit({ root, facts: FACTS, toolbox, clusters: ["production"] });
  return (await runCheck(check, kit)).findings.map(findingText);
}

/** What the check finds in the repository's tree as it is. */
async function findingsBefore(check: Check): Promise<readonly string[]> {
  const begun = unbroken.get(check) ?? findingsInProduction(check, REPOSITORY);
  unbroken.set(check, begun);
  return begun;
}

/**
 * A test that breaks a copy of the repository's tree in one way, and expects a finding that names it and that
 * the unbroken tree does not have.
 */
export function testBroken(
  check: Check,
  name: string,
  edit: (tree: TestTree) => void,
  expected: string,
  needs: CheckNeeds = {},
): void {
  const all = { tools: check.tools, parts: [CLUSTERS], ...needs };
  testWith(all, `${check.name}: ${name}`, async () => {
    using tree = brokenTree(edit);
    const [before, after] = await Promise.all([
      findingsBefore(check),
      findingsInProduction(check, tree.root),
    ]);
    const told = after.filter((finding) => !before.includes(finding));
    expect(told).toContainEqual(expect.stringContaining(expected));
  });
}
