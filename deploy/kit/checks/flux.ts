import type { Check, CheckReport } from "../check.ts";
import type { FluxKustomization, RenderedCluster } from "../rendering/overlay.ts";
import { chartReleases } from "../tree/charts.ts";
import { groupOf, type Manifest, titleOf } from "../tree/manifest.ts";
import { at, fieldsAt, listAt, textAt } from "../tree/values.ts";

/** The order in which Flux applies the overlays: what a thing needs is there before it. */
export const flux: Check = {
  name: "flux",
  about: "dependsOn leads from CRDs to what uses them, without a circle, and waits",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    for (const cluster of await kit.clusters()) {
      report.looked(cluster.kustomizations.length, "Flux Kustomizations");
      if (cluster.kustomizations.length === 0) {
        report.finding(cluster.path, undefined, "the cluster has no Flux Kustomization");
      }
      const graph = graphOf(cluster);
      for (const kustomization of cluster.kustomizations) {
        checkDependencies(kustomization, graph, report);
        checkSettings(kustomization, report);
        checkOrder(kustomization, cluster, graph, report);
      }
      for (const object of cluster.objects) checkObject(object, report);
    }
  },
};

interface Graph {
  find(name: string): FluxKustomization | undefined;
  /** All that come before it, and it itself. */
  before(name: string): ReadonlySet<string>;
  isCircular(name: string): boolean;
}

const dependenciesOf = ({ manifest }: FluxKustomization): readonly string[] =>
  listAt(manifest.body, "spec", "dependsOn").map((one) => String(at(one, "name")));

function graphOf({ kustomizations }: RenderedCluster): Graph {
  const find = (name: string) => kustomizations.find(({ manifest }) => manifest.name === name);
  const reached = (names: readonly string[]): Set<string> => {
    const seen = new Set<string>();
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const found = find(name);
      if (found === undefined || seen.has(name)) continue;
      seen.add(name);
      waiting.push(...dependenciesOf(found));
    }
    return seen;
  };
  return {
    find,
    before: (name) => reached([name]),
    isCircular: (name) => {
      const found = find(name);
      return found !== undefined && reached(dependenciesOf(found)).has(name);
    },
  };
}

function checkDependencies(kustomization: FluxKustomization, graph: Graph, report: CheckReport): void {
  const { manifest } = kustomization;
  const say = (message: string) => report.finding(manifest.file, titleOf(manifest), message);
  if (graph.isCircular(manifest.name)) say("its dependsOn leads back to itself: Flux would wait for ever");
  for (const name of dependenciesOf(kustomization)) {
    report.looked(1, "dependencies");
    const dependency = graph.find(name);
    if (dependency === undefined) {
      say(`depends on ${name}, and the cluster has no such Flux Kustomization`);
      continue;
    }
    const spec = fieldsAt(dependency.manifest.body, "spec");
    const waits = spec.wait === true || listAt(spec, "healthChecks").length > 0;
    if (!waits) say(`depends on ${name}, which has no "wait: true": it is ready before its objects are`);
    if (sourceOf(dependency.manifest) !== sourceOf(manifest)) {
      say(`depends on ${name}, which has another sourceRef: Flux does not compare their revisions`);
    }
  }
}

const sourceOf = ({ body }: Manifest): string =>
  ["kind", "namespace", "name"].map((field) => textAt(body, "spec", "sourceRef", field) ?? "").join("/");

function checkSettings({ manifest, overlay }: FluxKustomization, report: CheckReport): void {
  const spec = fieldsAt(manifest.body, "spec");
  const say = (message: string) => report.finding(manifest.file, titleOf(manifest), message);
  if (spec.prune !== true) say("has no prune: true: what is deleted in Git stays in the cluster");
  const hasSops = overlay.objects.some(({ kind, body }) => kind === "Secret" && body.sops !== undefined);
  if (hasSops && textAt(spec, "decryption", "provider") !== "sops") {
    say("its folder has encrypted Secrets, and it has no decryption.provider: sops");
  }
}

/** The API groups that the CRDs of a chart make. */
const GROUPS_OF_CHARTS: Readonly<Record<string, readonly string[]>> = {
  "cert-manager": ["cert-manager.io", "acme.cert-manager.io"],
  "nginx-ingress": ["k8s.nginx.org"],
  "cloudnative-pg": ["postgresql.cnpg.io"],
  "plugin-barman-cloud": ["barmancloud.cnpg.io"],
  "kube-prometheus-stack": ["monitoring.coreos.com"],
  "external-secrets": ["external-secrets.io", "generators.external-secrets.io"],
  alloy: ["monitoring.grafana.com"],
};

/** Served by Kubernetes itself, or by Flux, which is there first. */
const isServedFromTheStart = (group: string): boolean =>
  !group.includes(".") || group.endsWith(".k8s.io") || group.endsWith(".toolkit.fluxcd.io");

const FIRST_NAMESPACES = ["default", "kube-system", "flux-system"];

/** Kinds and namespaces that the objects of an overlay need come from overlays that are applied before it. */
function checkOrder(
  { manifest, overlay }: FluxKustomization,
  cluster: RenderedCluster,
  graph: Graph,
  report: CheckReport,
): void {
  const earlier = cluster.kustomizations.filter(
    (one) => one.manifest.name !== manifest.name && graph.before(manifest.name).has(one.manifest.name),
  );
  const before = earlier.flatMap((one) => one.overlay.objects);
  const groups = new Set(chartReleases(before).flatMap(({ chart }) => GROUPS_OF_CHARTS[chart ?? ""] ?? []));
  const namespaces = new Set([
    ...FIRST_NAMESPACES,
    ...[...before, ...overlay.objects].filter(({ kind }) => kind === "Namespace").map(({ name }) => name),
  ]);
  const accounts = before.filter(({ kind }) => kind === "ServiceAccount").map(({ name }) => name);
  for (const object of overlay.objects) {
    const group = groupOf(object);
    report.looked(1, "objects in order");
    if (!isServedFromTheStart(group) && !groups.has(group)) {
      const message = `its kind is served by a chart, and ${manifest.name} depends on no overlay with it`;
      report.finding(object.file, titleOf(object), message);
    }
    if (object.namespace !== undefined && !namespaces.has(object.namespace)) {
      const message = `the namespace ${object.namespace} is not made before ${manifest.name}`;
      report.finding(object.file, titleOf(object), message);
    }
  }
  const account = textAt(manifest.body, "spec", "serviceAccountName");
  if (account !== undefined && !accounts.includes(account)) {
    const message = `acts as the ServiceAccount ${account}, which no overlay before it makes`;
    report.finding(manifest.file, titleOf(manifest), message);
  }
}

function checkObject(object: Manifest, report: CheckReport): void {
  const say = (message: string) => report.finding(object.file, titleOf(object), message);
  if (object.kind === "Job") {
    if (at(object.body, "spec", "ttlSecondsAfterFinished") !== undefined) {
      say("has ttlSecondsAfterFinished: Flux would make it again, and it would run again, each time it goes");
    }
    const force = at(object.body, "metadata", "annotations", "kustomize.toolkit.fluxcd.io/force");
    if (force !== "enabled") {
      say("has no annotation kustomize.toolkit.fluxcd.io/force: enabled: a Job cannot get a new image");
    }
  }
  if (object.kind === "HelmRelease") {
    const mode = at(object.body, "spec", "driftDetection", "mode");
    if (mode !== "enabled") say("has no driftDetection.mode: enabled");
    if (at(object.body, "spec", "upgrade", "crds") !== "CreateReplace") {
      say("has no upgrade.crds: CreateReplace: Helm never changes CRDs that are there");
    }
  }
}
