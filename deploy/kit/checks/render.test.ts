import { expect } from "vitest";
import { findingsIn, testWith } from "../testing/check-test.ts";
import { smallTree } from "../testing/trees.ts";
import { render } from "./render.ts";

const FLUX = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./deploy/apps/staging
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substituteFrom: [{ kind: ConfigMap, name: cluster-settings }]
`;

const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: cluster-settings, namespace: flux-system }
data: { domain: shop.example }
`;

const files = {
  "deploy/clusters/staging/apps.yaml": FLUX,
  "deploy/clusters/staging/settings.yaml": SETTINGS,
  "deploy/apps/staging/kustomization.yaml": "resources: [settings.yaml]\nnamespace: shop\n",
  "deploy/apps/staging/settings.yaml": `apiVersion: v1
kind: ConfigMap
metadata: { name: api }
data:
  SHOP_URL: https://\${domain}
  OTHER: \${other:=here}
`,
};

testWith({ tools: ["kustomize"] }, "a tree whose names all have values is rendered", async () => {
  using tree = smallTree(files);
  expect(await findingsIn(render, tree.root)).toEqual([]);
});

testWith({ tools: ["kustomize"] }, "a name without a value is a finding", async () => {
  using tree = smallTree(files);
  tree.replace("deploy/apps/staging/settings.yaml", "domain", "domian");
  expect(await findingsIn(render, tree.root)).toEqual([expect.stringContaining("domian} has no value")]);
});

testWith({ tools: ["kustomize"] }, "a folder that a Flux Kustomization names and is not there", async () => {
  using tree = smallTree(files);
  tree.replace("deploy/clusters/staging/apps.yaml", "apps/staging", "apps/stagign");
  expect(await findingsIn(render, tree.root)).toContainEqual(
    expect.stringContaining("Kustomization flux-system/apps: its folder deploy/apps/stagign is not there"),
  );
});

testWith({ tools: ["kustomize"] }, "a resource that is not there is told in kustomize's words", async () => {
  using tree = smallTree(files);
  tree.remove("deploy/apps/staging/settings.yaml");
  const [finding] = await findingsIn(render, tree.root);
  expect(finding).toContain("kustomize cannot build deploy/apps/staging");
  expect(finding).toContain("settings.yaml");
  expect(finding).not.toContain(tree.root);
});
