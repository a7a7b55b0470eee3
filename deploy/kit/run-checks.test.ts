import { expect, test } from "vitest";
import { type Check, NotChecked } from "./check.ts";
import { openKit } from "./context.ts";
import { reportLines } from "./report.ts";
import { runAll, runCheck } from "./run-checks.ts";
import { smallTree } from "./testing/trees.ts";

const noTools = {
  installed: () => undefined,
  tool: async (name: string) => {
    throw new NotChecked(`${name} cannot be had: it is not on this machine`);
  },
};

function check(own: Partial<Check>): Check {
  return {
    name: "sample",
    about: "a sample",
    parts: ["deploy"],
    tools: [],
    run: async () => undefined,
    ...own,
  };
}

const TREE = { "deploy/a.yaml": "a: 1\n" };
const openTreeKit = (root: string) => openKit({ root, facts: undefined, toolbox: noTools });

test("a part that is not there is named, and no fault", async () => {
  using tree = smallTree(TREE);
  const result = await runCheck(check({ parts: ["deploy/terraform"] }), openTreeKit(tree.root));
  expect(result).toMatchObject({ findings: [], notChecked: ["there is no deploy/terraform"] });
});

test("a tool that cannot be had is named, and no fault", async () => {
  using tree = smallTree(TREE);
  const result = await runCheck(check({ tools: ["zizmor"] }), openTreeKit(tree.root));
  expect(result).toMatchObject({
    findings: [],
    notChecked: [expect.stringContaining("zizmor cannot be had")],
  });
});

test("missing facts are named, and what was found before stays", async () => {
  using tree = smallTree(TREE);
  const run: Check["run"] = async (kit, report) => {
    report.finding("deploy/a.yaml", undefined, "is wrong");
    await kit.fact("schemas/index.json");
  };
  const result = await runCheck(check({ run }), openTreeKit(tree.root));
  expect(result.findings).toHaveLength(1);
  expect(result.notChecked).toEqual([expect.stringContaining("--facts")]);
});

test("a check that breaks off is a finding, so it never passes silently", async () => {
  using tree = smallTree(TREE);
  const run = () => Promise.reject(new Error("no such luck"));
  const { findings } = await runCheck(check({ run }), openTreeKit(tree.root));
  expect(findings).toEqual([{ file: "deploy", message: expect.stringContaining("no such luck") }]);
});

test("a fault that two overlays share is told once", async () => {
  using tree = smallTree(TREE);
  const run: Check["run"] = async (_, report) => {
    for (const _ of ["staging", "production"])
      report.finding("deploy/a.yaml", "Service shop/api", "is wrong");
  };
  const { findings } = await runCheck(check({ run }), openTreeKit(tree.root));
  expect(findings).toHaveLength(1);
});

test("the output has a table, the findings with file and object, and what was not checked", async () => {
  using tree = smallTree(TREE);
  const run: Check["run"] = async (_, report) => {
    report.looked(3, "objects");
    report.finding("deploy/a.yaml", "Service shop/api", "is wrong");
    report.notChecked("there are no facts");
  };
  const kit = openTreeKit(tree.root);
  const results = await runAll([check({ run })], 2, (one) => runCheck(one, kit));
  const lines = reportLines(results).map((line) => line.trim());
  expect(lines).toContain("sample  3 objects  1         1: see below");
  expect(lines).toContain("deploy/a.yaml: Service shop/api: is wrong");
  expect(lines).toContain("sample: there are no facts");
});
