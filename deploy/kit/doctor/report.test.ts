import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { healthyCluster } from "../testing/cluster.ts";
import { REPOSITORY } from "../testing/trees.ts";
import { openTree } from "../tree/tree.ts";
import { judge } from "./doctor.ts";
import { EXAMINATIONS } from "./examinations/index.ts";
import { kindsOfTree } from "./reading/kinds-of-tree.ts";
import { doctorLines, exitCodeOf } from "./report.ts";
import { RUNBOOKS, runbook } from "./runbooks.ts";

test("a healthy cluster: nothing is wrong, exit code 0", async () => {
  const picture = await healthyCluster().picture();
  const report = { picture, diagnoses: judge(picture) };
  expect(exitCodeOf(report)).toBe(0);
  expect(doctorLines(report).at(-1)).toBe("Nothing is wrong.");
});

test("faults are numbered in the order of mending, with what to do, and warnings follow", async () => {
  const cluster = healthyCluster();
  cluster.outer.clock = new Date("2026-11-28T12:01:00Z");
  cluster.remove("Secret shop/shop-keys");
  cluster.remove("StorageClass local-path");
  cluster.outer.host = undefined;
  cluster.edit("ConfigMap flux-system/cluster-settings", { data: { SHOP_HOST: "" } });
  const picture = await cluster.picture();
  const report = { picture, diagnoses: judge(picture) };
  expect(exitCodeOf(report)).toBe(1);
  expect(doctorLines(report).map((line) => line.replace(/next: .*/, "next: …"))).toEqual([
    expect.stringMatching(/^Cluster at 203\.0\.113\.7:6443, Kubernetes v1\.36\.3\+k0s, \d+ objects read$/),
    "",
    "1. fault: The cluster has no StorageClass, so that no volume is made. Kubernetes brings none.",
    "   next: …",
    "",
    "2. fault: Secret shop/shop-keys does not exist. It is named by Deployment shop/api.",
    "   next: …",
    "",
    "3. warning: API server has a clock that is 60 seconds ahead of this machine's.",
    "   next: …",
    "",
    "Not examined:",
    "  the shop's host: name it by --host",
    "",
    "2 faults, 1 warning. Mend from the top: later ones may follow from it.",
  ]);
});

test("warnings alone leave the exit code at 0", async () => {
  const cluster = healthyCluster();
  cluster.edit("Kustomization flux-system/apps", { spec: { suspend: true } });
  const picture = await cluster.picture();
  expect(exitCodeOf({ picture, diagnoses: judge(picture) })).toBe(0);
});

test("each runbook that the doctor leads to is there", () => {
  const missing = RUNBOOKS.map(runbook).filter((path) => !existsSync(join(REPOSITORY, path)));
  expect(missing).toEqual([]);
});

test("each file and step that the doctor names is there", () => {
  const tree = openTree(REPOSITORY);
  const sources = tree.below("deploy/kit/doctor").filter((path) => /(?<!\.test)\.ts$/.test(path));
  const text = sources.map((path) => tree.read(path)).join("\n");
  const files = [...text.matchAll(/\b(?:deploy|docs|\.github)\/[\w./-]*\w/g)].map(([path]) => path);
  expect(files.length).toBeGreaterThan(10);
  expect([...new Set(files)].filter((path) => !tree.has(path))).toEqual([]);
  const readme = tree.read("deploy/README.md");
  const steps = [...text.matchAll(/step (\d+) of deploy\/README\.md/g)].map(([, step]) => step);
  expect(new Set(steps).size).toBeGreaterThan(2);
  expect(steps.filter((step) => !new RegExp(`^${step}\\. \\*\\*`, "m").test(readme))).toEqual([]);
});

test("examinations have names of their own", () => {
  const names = EXAMINATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("the kinds that a cluster has to serve are those of deploy/, without kustomize's own", () => {
  const kinds = kindsOfTree(openTree(REPOSITORY)).map(({ apiVersion, kind }) => `${apiVersion}/${kind}`);
  expect(kinds).toContain("k8s.nginx.org/v1/VirtualServer");
  expect(kinds).toContain("kustomize.toolkit.fluxcd.io/v1/Kustomization");
  expect(kinds.filter((kind) => /kustomize\.config|k0s/.test(kind))).toEqual([]);
});
