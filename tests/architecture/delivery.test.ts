import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { read, root } from "./source.ts";

/** A commit's way to a cluster: workflows name images, Flux finds them by name and commits what it found. */
const workflow = (name: string): string => read(`.github/workflows/${name}.yml`);
const automation = (cluster: string): string => read(`deploy/clusters/${cluster}/image-automation.yaml`);

/** The first group of the first match. */
function found(text: string, pattern: RegExp): string {
  const [, group] = pattern.exec(text) ?? [];
  if (group === undefined) throw new Error(`${pattern} is not there`);
  return group;
}

const stagingPatterns = [...automation("staging").matchAll(/pattern: (\S+)/g)].map(
  ([, pattern = ""]) => new RegExp(pattern.replaceAll("(?P<", "(?<")),
);

test("the tag that the images of a commit get is one that Flux of staging takes", () => {
  const line = found(workflow("images"), /^\s+(tag="main-.*")$/m);
  const env = { ...process.env, GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567" };
  const script = `git() { echo 1700000000; }; ${line}; echo "$tag"`;
  const tag = execFileSync("bash", ["-euc", script], { env, cwd: root, encoding: "utf8" }).trim();
  expect(stagingPatterns.length).toBe(3);
  for (const pattern of stagingPatterns) expect(tag).toMatch(pattern);
});

test("no ImagePolicy takes the tag that an image has before it is signed", () => {
  expect(workflow("images")).toContain('--tag "$name:sha-$GITHUB_SHA"');
  for (const pattern of stagingPatterns) expect(`sha-${"0".repeat(40)}`).not.toMatch(pattern);
  expect(automation("production")).toMatch(/semver:/);
  expect(automation("production")).not.toMatch(/pattern:/);
});

test("a commit of Flux on main starts no workflow", () => {
  expect(found(automation("staging"), /push:\s+branch: (\S+)/)).toBe("main");
  expect(automation("staging")).toContain("[skip ci]");
  const path = found(automation("staging"), /path: \.\/(\S+)/);
  for (const name of ["ci", "codeql"]) {
    const ignored = found(workflow(name), /push:\n\s+branches: \[main\]\n\s+paths-ignore: \[(\S+)\/\*\*\]/);
    expect(path.startsWith(`${ignored}/`)).toBe(true);
  }
});

test("the branch of production's Flux starts the workflow that opens its pull request", () => {
  const branch = found(automation("production"), /push:\s+branch: (\S+)/);
  expect(found(workflow("image-updates"), /push:\n\s+branches: \[(\S+)\]/)).toBe(branch);
  expect(automation("production")).not.toContain("[skip ci]");
  // Main requires a check of this name, and the pull request of a workflow starts no other workflow.
  for (const name of ["ci", "image-updates"]) expect(workflow(name)).toMatch(/^ {2}passed:$/m);
});
